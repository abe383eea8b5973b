package org.licensedesk.approval.people.groups;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.approval.people.NamedPerson;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Groups for programs. */
@Path("/api/groups")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Groups", description = "Named sets of people: chosen by hand, nested, or by a rule over the directory")
class GroupApi {

    private static final int NAMED_AT_MOST = 200;

    private static final String BY_HAND = """
            {"name": "Design", "members": ["kevin.brown@harbour.example", "studio"]}""";
    private static final String BY_RULE = """
            {"name": "Engineers", "rule": {"department": "Engineering", "title": "*Engineer*"}, "dryRun": true}""";

    private final Database database;
    private final Groups groups;
    private final GroupProducts products;
    private final DefineGroup defineGroup;
    private final DeleteGroup deleteGroup;
    private final CurrentUser currentUser;

    GroupApi(
            Database database,
            Groups groups,
            GroupProducts products,
            DefineGroup defineGroup,
            DeleteGroup deleteGroup,
            CurrentUser currentUser) {
        this.database = database;
        this.groups = groups;
        this.products = products;
        this.defineGroup = defineGroup;
        this.deleteGroup = deleteGroup;
        this.currentUser = currentUser;
    }

    /** What a group shall be. */
    @Schema(name = "GroupDefinition")
    record Body(
            @Schema(examples = "Design") String name,

            @Schema(
                    description =
                            "Whoever belongs to it: with an @ it is a person's email, without it the id of a group, whose members belong to this one as well. `group:ID` is understood too. Not together with `rule`.")
            List<String> members,

            RuleView rule,

            @Schema(description = "true: show what would be, and change nothing")
            Boolean dryRun) {
        Definition definition() {
            return new Definition(
                    name,
                    members,
                    rule == null
                            ? null
                            : new Definition.WantedRule(
                                    rule.department(),
                                    rule.title(),
                                    rule.manager(),
                                    Boolean.TRUE.equals(rule.directReportsOnly())));
        }
    }

    /** The conditions of a rule. */
    @Schema(
            name = "GroupRule",
            description =
                    "Active people who meet all conditions given, at least one. Text is compared in any case; * stands for any text.")
    record RuleView(
            @Schema(examples = "Engineering") String department,
            @Schema(examples = "*Engineer*") String title,

            @Schema(
                    examples = "grace.duval@harbour.example",
                    description = "the email of whom they report to, directly or further down")
            String manager,

            @Schema(description = "true: only those who report to the manager directly")
            Boolean directReportsOnly) {
        static RuleView of(Rule rule) {
            return rule == null
                    ? null
                    : new RuleView(
                            rule.department(),
                            rule.title(),
                            rule.manager() == null ? null : rule.manager().email(),
                            rule.directOnly());
        }
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

    /** A group as it is, or would be, and what that does. */
    @Schema(name = "GroupDefined")
    record Result(
            @Schema(examples = "design") String id,
            @Schema(examples = "Design") String name,
            List<String> members,
            RuleView rule,

            @Schema(description = "how many active people belong to it then", examples = "12")
            int size,

            boolean dryRun,
            Some gains,
            Some loses,

            @Schema(description = "groups that contain it, as far as their members change too")
            List<Elsewhere> elsewhere) {
        static Result of(DefineGroup.Outcome outcome) {
            var group = outcome.group();
            return new Result(
                    group.id(),
                    group.name(),
                    group.members(),
                    RuleView.of(group.rule()),
                    outcome.size(),
                    !outcome.isDone(),
                    Some.of(outcome.here().joined()),
                    Some.of(outcome.here().left()),
                    outcome.elsewhere().stream()
                            .map(change ->
                                    new Elsewhere(change.group(), Some.of(change.joined()), Some.of(change.left())))
                            .toList());
        }
    }

    /** People, as many as can be named in one answer. */
    @Schema(name = "SomePeople")
    record Some(
            int total,
            @Schema(description = "the first 200 by name") List<NamedPerson> people) {
        static Some of(List<PersonRef> people) {
            return new Some(
                    people.size(),
                    people.stream().limit(NAMED_AT_MOST).map(NamedPerson::of).toList());
        }
    }

    /** What becomes of another group. */
    @Schema(name = "GroupElsewhere")
    record Elsewhere(GroupRef group, Some gains, Some loses) {}

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
                    groups.size(handle, id),
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
            return groups.members(handle, id, paging.limit(), paging.cursor(2))
                    .map(member -> new MemberView(member.email(), member.name(), member.title(), member.department()));
        });
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Define a group",
            description =
                    "By its members or by a rule, in the place of what it was. Who gains and who loses is part of the "
                            + "answer; with `dryRun` it is all that happens. Inactive people may be named and belong to it once they are active.")
    @APIResponse(
            responseCode = "200",
            description = "The group as it is now; with `dryRun`, as it would be",
            content = @Content(schema = @Schema(implementation = Result.class)))
    @APIResponse(responseCode = "201", description = "There is a new group")
    @APIResponse(responseCode = "400", description = "Somebody, or a group, is not known; each is named")
    @APIResponse(
            responseCode = "409",
            description = "Groups would contain each other in a circle: its names are the member `circle`")
    public Response define(
            @Parameter(description = "up to 100 letters, digits, points, hyphens and underscores", example = "design")
                    @RestPath
                    String id,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Body.class),
                                            examples = {
                                                @ExampleObject(name = "by hand", value = BY_HAND),
                                                @ExampleObject(name = "by a rule, to look at first", value = BY_RULE)
                                            }))
                    @NotNull(message = "Send {\"name\": ..., \"members\": [...]} or {\"name\": ..., \"rule\": {...}}.")
                    @Valid
                    Body body) {
        var by = currentUser.email();
        var isPreview = Boolean.TRUE.equals(body.dryRun());
        var outcome = isPreview
                ? defineGroup.preview(id, body.definition(), by)
                : defineGroup.define(id, body.definition(), by);
        return Response.status(outcome.isNew() && outcome.isDone() ? 201 : 200)
                .entity(Result.of(outcome))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a group", description = "Everybody leaves it.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such group")
    @APIResponse(
            responseCode = "409",
            description = "It gives products (`products`), or is part of other groups (`partOf`)")
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
