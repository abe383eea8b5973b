package org.licensedesk.approval.people.groups;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.approval.people.groups.membership.Members;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Groups for programs, to find and to look at. */
@Path("/api/groups")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Groups", description = "Named sets of people: chosen by hand, nested, or by a rule over the directory")
class GroupApi {

    private final Database database;
    private final Groups groups;
    private final Members members;
    private final GroupProducts products;
    private final DeleteGroup deleteGroup;
    private final CurrentUser currentUser;

    GroupApi(
            Database database,
            Groups groups,
            Members members,
            GroupProducts products,
            DeleteGroup deleteGroup,
            CurrentUser currentUser) {
        this.database = database;
        this.groups = groups;
        this.members = members;
        this.products = products;
        this.deleteGroup = deleteGroup;
        this.currentUser = currentUser;
    }

    /** A group in a list. */
    @Schema(name = "GroupInList")
    record Item(
            @Schema(examples = "design") String id,
            @Schema(examples = "Design") String name,
            RuleView rule,

            @Schema(description = "how many active people belong to it", examples = "12")
            int size,

            @Schema(description = "the skus it gives") List<String> products) {}

    /** A group. */
    @Schema(name = "Group")
    record View(
            @Schema(examples = "design") String id,
            @Schema(examples = "Design") String name,

            @Schema(description = "emails, then ids of groups; empty when a rule decides")
            List<String> members,

            RuleView rule,

            @Schema(description = "how many active people belong to it", examples = "12")
            int size,

            @Schema(description = "the groups it is part of")
            List<GroupRef> partOf,

            @Schema(description = "the skus it gives") List<String> products) {}

    /** Somebody who belongs to a group. */
    @Schema(name = "GroupMember")
    record MemberView(
            @Schema(examples = "kevin.brown@harbour.example")
            String email,

            @Schema(examples = "Kevin Brown") String name,
            @Schema(examples = "Engineer") String title,
            @Schema(examples = "Engineering") String department) {}

    @GET
    @Operation(summary = "Find groups", description = "Groups by name, which have all the words in name or id.")
    @APIResponse(responseCode = "200", description = "One page of the list")
    public PageOf<Item> groups(
            @Parameter(description = "words to look for; all groups when left out", example = "design") @RestQuery
                    String q,
            @BeanParam Paging paging) {
        return database.read(handle -> {
            var page = groups.search(handle, q == null ? "" : q, paging.limit(), paging.cursor(2));
            var given = products.on(
                    handle, page.items().stream().map(Groups.Row::id).toList());
            return page.map(row -> new Item(
                    row.id(),
                    row.name(),
                    RuleView.of(row.rule()),
                    row.members(),
                    skus(given.getOrDefault(row.id(), List.of()))));
        });
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "One group",
            description = "How it is defined. Who belongs to it in effect is a list of its own.")
    @APIResponse(
            responseCode = "200",
            description = "The group",
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "404", description = "There is no such group")
    public View group(@Parameter(example = "design") @RestPath String id) {
        return database.read(handle -> {
            var group = groups.find(handle, id).orElseThrow(GroupApi::unknown);
            return new View(
                    id,
                    group.name(),
                    group.members(),
                    RuleView.of(group.rule()),
                    members.size(handle, id),
                    groups.containing(handle, id),
                    skus(products.on(handle, id)));
        });
    }

    @GET
    @Path("{id}/members")
    @Operation(
            summary = "Who belongs to a group",
            description = "Active people by name, nested groups and rules followed.")
    @APIResponse(responseCode = "200", description = "One page of the list")
    @APIResponse(responseCode = "404", description = "There is no such group")
    public PageOf<MemberView> members(@Parameter(example = "design") @RestPath String id, @BeanParam Paging paging) {
        return database.read(handle -> {
            groups.head(handle, id).orElseThrow(GroupApi::unknown);
            return members.members(handle, id, paging.limit(), paging.cursor(2))
                    .map(member -> new MemberView(member.email(), member.name(), member.title(), member.department()));
        });
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a group", description = "Everybody leaves it.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such group")
    @APIResponse(
            responseCode = "409",
            description =
                    "It gives products or lets its members claim some (`products`), or is part of other groups (`partOf`)")
    public void delete(@Parameter(example = "design") @RestPath String id) {
        deleteGroup.delete(id, currentUser.email());
    }

    private static Refusal unknown() {
        return Refusal.notFound("There is no such group.");
    }

    private static List<String> skus(List<GroupProducts.OnGroup> products) {
        return products.stream().map(GroupProducts.OnGroup::sku).toList();
    }
}
