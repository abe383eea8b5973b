package org.licensedesk.assignment.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;

/** Products on groups, for programs of administrators. */
@Path("/api/groups")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Groups", description = "Products that come with belonging to a group")
class GroupApi {

    /** A state is a hundred bytes or two; more than this is given in parts. */
    private static final int STATES_AT_ONCE = 10_000;

    private final GroupRows rows;
    private final ProductsOnGroups productsOnGroups;
    private final ArrivingGroups arrivingGroups;
    private final CurrentUser currentUser;

    GroupApi(
            GroupRows rows, ProductsOnGroups productsOnGroups, ArrivingGroups arrivingGroups, CurrentUser currentUser) {
        this.rows = rows;
        this.productsOnGroups = productsOnGroups;
        this.arrivingGroups = arrivingGroups;
        this.currentUser = currentUser;
    }

    /** A member of a group. */
    @Schema(name = "GroupMemberName")
    record PersonView(String email, String name) {}

    /** What one member has of one product. */
    @Schema(name = "GroupMemberState")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StateView(
            PersonView holder,
            String sku,

            @Schema(
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                    enumeration = {"ACTIVE", "CountViolation", "MutuallyExclusiveViolation", "DependencyViolation"})
            MemberState state,

            @Schema(nullable = true, description = "place in the waiting list, from 1; null outside of it")
            Integer position,

            @Schema(nullable = true, description = "why it is in error")
            String cause,

            @Schema(
                    nullable = true,
                    description = "what the seat lacks by now; a seat stays when its prerequisite is taken away later")
            String warning) {
        static StateView of(StateRow row) {
            return new StateView(
                    new PersonView(row.email(), row.name()),
                    row.sku(),
                    row.state(),
                    row.position(),
                    row.cause(),
                    row.warning());
        }
    }

    /** A group, what is on it, and what its members have of it. */
    @Schema(name = "GroupWithStates")
    record GroupView(
            String id,
            String name,
            List<String> products,
            int members,

            @Schema(description = "how many people's seats are yet to follow a change of a moment ago")
            int unsettled,

            List<StateView> states,

            @Schema(nullable = true, description = "cursor, where there are more states")
            String next) {}

    /** A group in a list. */
    @Schema(name = "Group")
    record ListedView(
            String id,
            String name,
            List<String> products,
            int members,

            @Schema(description = "how many states are in error")
            int errors) {}

    @GET
    @Operation(summary = "Groups", description = "By name.")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "groups", value = """
                                                    {"items": [{"id": "design", "name": "Design", "products": ["PROJECT_PLAN3"],
                                                                "members": 12, "errors": 1}],
                                                     "next": null}""")))
    public PageOf<ListedView> list(
            @RestQuery @Parameter(description = "a word of the name or id", example = "desi") String q,
            @RestQuery @Parameter(description = "only groups that bring this product", example = "PROJECT_PLAN3")
                    String sku,
            @BeanParam Paging paging) {
        GroupRows.Place after = paging.cursor(2)
                .map(cursor -> new GroupRows.Place(cursor.text(0), cursor.text(1)))
                .orElse(null);
        List<GroupRow> groups = rows.list(q == null ? "" : q.strip(), Typed.orNull(sku), after, paging.limit() + 1);
        PageOf<GroupRow> page = PageOf.of(groups, paging.limit(), row -> Cursor.at(row.name(), row.id()));
        Map<String, List<String>> skus =
                rows.skusOn(page.items().stream().map(GroupRow::id).toList());
        return page.map(row -> new ListedView(
                row.id(), row.name(), skus.getOrDefault(row.id(), List.of()), row.members(), row.errors()));
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "A group, the products on it, and what each member has of each",
            description =
                    "States in error come first, then seats with a warning. Beyond 10,000 states, go on with the cursor.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = GroupView.class),
                            examples = @ExampleObject(name = "group", value = GroupApi.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such group")
    public GroupView group(
            @RestPath String id,
            @RestQuery @Parameter(description = "only this state", example = "CountViolation") String state,
            @BeanParam Paging paging) {
        return view(get(id), filter(state), paging);
    }

    @PUT
    @Path("/{id}/products/{sku}")
    @Operation(
            summary = "Put a product on a group",
            description =
                    "Every member gets a seat of it a moment later, or waits for one. Doing it again changes nothing.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = GroupView.class),
                            examples = @ExampleObject(name = "group", value = GroupApi.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such group, or no such product")
    public GroupView put(@RestPath String id, @RestPath String sku) {
        arrivingGroups.waitFor(id);
        productsOnGroups.put(id, sku, currentUser.email());
        return view(get(id), List.of(MemberState.values()), new Paging());
    }

    @DELETE
    @Path("/{id}/products/{sku}")
    @Operation(
            summary = "Take a product off a group",
            description = "Members lose this reason a moment later, and the seat with it unless there is another.")
    @APIResponse(responseCode = "204", description = "It is not on the group any more")
    @APIResponse(responseCode = "404", description = "There is no such group, or the product is not on it")
    public void takeOff(@RestPath String id, @RestPath String sku) {
        if (!productsOnGroups.takeOff(id, sku, currentUser.email())) {
            throw Refusal.notFound("There is no product " + sku + " on this group.");
        }
    }

    private GroupView view(GroupRow group, List<MemberState> only, Paging paging) {
        GroupRows.StatePlace after = paging.cursor(4).map(GroupApi::place).orElse(null);
        PageOf<StateRow> states =
                PageOf.of(rows.states(group.id(), only, after, STATES_AT_ONCE + 1), STATES_AT_ONCE, GroupApi::behind);
        return new GroupView(
                group.id(),
                group.name(),
                rows.skusOn(List.of(group.id())).getOrDefault(group.id(), List.of()),
                group.members(),
                rows.unsettled(group.id()),
                states.items().stream().map(StateView::of).toList(),
                states.next());
    }

    static Cursor behind(StateRow row) {
        return Cursor.at(row.state().name(), row.name(), row.holderId(), row.sku());
    }

    static GroupRows.StatePlace place(Cursor cursor) {
        return new GroupRows.StatePlace(
                MemberState.named(cursor.text(0)).orElse(MemberState.ACTIVE),
                cursor.text(1),
                cursor.uuid(2),
                cursor.text(3));
    }

    private static List<MemberState> filter(String state) {
        if (state == null || state.isBlank()) {
            return List.of(MemberState.values());
        }
        List<MemberState> only = MemberState.codedAs(state.strip());
        if (only.isEmpty()) {
            throw Refusal.invalid(
                    "state", "A state is ACTIVE, CountViolation, MutuallyExclusiveViolation or DependencyViolation.");
        }
        return only;
    }

    private GroupRow get(String id) {
        return rows.of(id).orElseThrow(ProductsOnGroups::noSuchGroup);
    }

    static final String EXAMPLE = """
            {"id": "design", "name": "Design", "products": ["PROJECT_PLAN3"], "members": 2, "unsettled": 0,
             "states": [{"holder": {"email": "nadia.rossi@harbour.example", "name": "Nadia Rossi"}, "sku": "PROJECT_PLAN3",
                         "state": "CountViolation", "cause": "All 40 seats of Project Plan 3 are taken"},
                        {"holder": {"email": "kevin.brown@harbour.example", "name": "Kevin Brown"}, "sku": "PROJECT_PLAN3",
                         "state": "ACTIVE"}],
             "next": null}""";
}
