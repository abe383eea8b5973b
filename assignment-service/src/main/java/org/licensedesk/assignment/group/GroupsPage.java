package org.licensedesk.assignment.group;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ChosenOne;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;

/** Groups, the products that come with them, and what each member has of those. */
@Path("/")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class GroupsPage {

    private static final int GROUPS_OF_A_PRODUCT = 50;

    private final GroupRows rows;
    private final PreviewGroup previewGroup;
    private final ProductsOnGroups productsOnGroups;
    private final LeavingGroup leavingGroup;
    private final ProductChoices choices;
    private final CurrentUser currentUser;
    private final Flash flash;

    GroupsPage(
            GroupRows rows,
            PreviewGroup previewGroup,
            ProductsOnGroups productsOnGroups,
            LeavingGroup leavingGroup,
            ProductChoices choices,
            CurrentUser currentUser,
            Flash flash) {
        this.rows = rows;
        this.previewGroup = previewGroup;
        this.productsOnGroups = productsOnGroups;
        this.leavingGroup = leavingGroup;
        this.choices = choices;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** Which states are shown. */
    enum Show {
        ALL("all"),
        ERRORS("in error"),
        COUNT("waits for a seat"),
        MUTUALLY_EXCLUSIVE("holds an excluded product"),
        DEPENDENCY("lacks a prerequisite"),
        ACTIVE("has a seat"),
        WARNED("has a seat, lacks a prerequisite");

        private final String words;

        Show(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public String value() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        List<MemberState> states() {
            return Stream.of(MemberState.values())
                    .filter(state -> switch (this) {
                        case ALL -> true;
                        case ERRORS -> state.isError();
                        case ACTIVE -> state.hasSeat();
                        case COUNT, MUTUALLY_EXCLUSIVE, DEPENDENCY, WARNED -> name().equals(state.name());
                    })
                    .toList();
        }

        static Show of(String value) {
            return Stream.of(values())
                    .filter(show -> show.value().equals(value))
                    .findFirst()
                    .orElse(ALL);
        }
    }

    /** Everything the page of one group shows. */
    record View(
            GroupRow group,
            List<OnGroupRow> products,
            List<Choice> offered,
            Map<MemberState, Long> counts,
            int unsettled,
            Show show,
            PageOf<StateRow> states,
            boolean first) {

        public List<Show> shows() {
            return List.of(Show.values());
        }

        public long count(Show of) {
            return of.states().stream()
                    .mapToLong(state -> counts.getOrDefault(state, 0L))
                    .sum();
        }

        /** What is being looked at, as a query. */
        public String query() {
            return "state=" + show.value();
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance groups(PageOf<GroupRow> page, String q, String sku, boolean first);

        static native TemplateInstance group(
                View view, String typed, PutPreview put, TakeOffPreview takeOff, FieldErrors errors);

        static native TemplateInstance ofProduct(List<GroupRow> groups, String sku, boolean more);

        static native TemplateInstance leaving(List<LeavingGroup.Leaving> groups, boolean one);
    }

    @GET
    @Path("groups")
    public TemplateInstance groups(@RestQuery String q, @RestQuery String sku, @BeanParam Paging paging) {
        String text = q == null ? "" : q.strip();
        String product = Typed.orNull(sku);
        var cursor = paging.cursor(2);
        var found = rows.list(
                text,
                product,
                cursor.map(c -> new GroupRows.Place(c.text(0), c.text(1))).orElse(null),
                paging.limit() + 1);
        return Templates.groups(
                PageOf.of(found, paging.limit(), row -> Cursor.at(row.name(), row.id())),
                text,
                product,
                cursor.isEmpty());
    }

    @GET
    @Path("groups/{id}")
    public TemplateInstance group(@RestPath String id, @RestQuery String state, @BeanParam Paging paging) {
        return Templates.group(view(get(id), Show.of(state), paging), "", null, null, FieldErrors.none());
    }

    @GET
    @Path("groups/{id}/products")
    public Object previewPut(@RestPath String id, @RestQuery String sku) {
        GroupRow group = get(id);
        String typed = sku == null ? "" : sku.strip();
        ChosenOne chosen = choices.chosenOne(typed);
        if (chosen.key() == null) {
            return again(group, typed, nothing(chosen));
        }
        String asked = chosen.key();
        var preview = previewGroup.put(id, asked);
        if (preview.isEmpty()) {
            return again(group, typed, nothing(chosen));
        }
        if (rows.skusOn(List.of(id)).getOrDefault(id, List.of()).contains(asked)) {
            return again(
                    group,
                    typed,
                    Refusal.invalid("sku", preview.get().productName() + " is on " + group.name() + " already."));
        }
        return Templates.group(view(group, Show.ALL, new Paging()), typed, preview.get(), null, FieldErrors.none());
    }

    @POST
    @Path("groups/{id}/products")
    public Object put(@RestPath String id, @RestForm String sku) {
        GroupRow group = get(id);
        String asked = sku == null ? "" : sku.strip();
        var preview = previewGroup.put(id, asked);
        if (preview.isEmpty()) {
            return again(group, asked, nothing(choices.chosenOne(asked)));
        }
        if (productsOnGroups.put(id, asked, currentUser.email())) {
            flash.success(preview.get().productName() + " comes with " + group.name()
                    + " now. Its members' seats follow in a few seconds.");
        } else {
            flash.notice(preview.get().productName() + " is on " + group.name() + " already.");
        }
        return seeOther(id);
    }

    @GET
    @Path("groups/{id}/products/removal")
    public TemplateInstance previewTakeOff(@RestPath String id, @RestQuery String sku) {
        GroupRow group = get(id);
        var preview = previewGroup
                .takeOff(id, sku == null ? "" : sku.strip())
                .orElseThrow(() -> Refusal.notFound("There is no such product on this group."));
        return Templates.group(view(group, Show.ALL, new Paging()), "", null, preview, FieldErrors.none());
    }

    @POST
    @Path("groups/{id}/products/removal")
    public Response takeOff(@RestPath String id, @RestForm String sku) {
        GroupRow group = get(id);
        String asked = sku == null ? "" : sku.strip();
        if (productsOnGroups.takeOff(id, asked, currentUser.email())) {
            flash.success("It no longer comes with " + group.name() + ". Its members' seats follow in a few seconds.");
        } else {
            flash.notice("It was not on " + group.name() + ". Nothing was changed.");
        }
        return seeOther(id);
    }

    @GET
    @Path("fragments/groups-of-product")
    public TemplateInstance ofProduct(@RestQuery String sku) {
        String asked = sku == null ? "" : sku;
        List<GroupRow> groups = rows.list("", asked, null, GROUPS_OF_A_PRODUCT + 1);
        return Templates.ofProduct(
                groups.stream().limit(GROUPS_OF_A_PRODUCT).toList(),
                SkuInAddress.of(asked),
                groups.size() > GROUPS_OF_A_PRODUCT);
    }

    @GET
    @Path("fragments/leaving")
    public TemplateInstance leaving(@RestQuery String email, @RestQuery String group) {
        String asked = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        String one = Typed.orNull(group);
        return Templates.leaving(leavingGroup.of(asked, one), one != null);
    }

    private static Refusal nothing(ChosenOne chosen) {
        return Refusal.invalid("sku", chosen.objection() == null ? "Name a product first." : chosen.objection());
    }

    private RestResponse<TemplateInstance> again(GroupRow group, String sku, Refusal refusal) {
        return RestResponse.status(
                RestResponse.Status.fromStatusCode(refusal.kind().status()),
                Templates.group(view(group, Show.ALL, new Paging()), sku, null, null, refusal.fieldErrors()));
    }

    private View view(GroupRow group, Show show, Paging paging) {
        var cursor = paging.cursor(4);
        var states = rows.states(
                group.id(), show.states(), cursor.map(GroupApi::place).orElse(null), paging.limit() + 1);
        return new View(
                group,
                rows.productsOn(group.id()),
                choices.offered(),
                rows.counts(group.id()),
                rows.unsettled(group.id()),
                show,
                PageOf.of(states, paging.limit(), GroupApi::behind),
                cursor.isEmpty());
    }

    private GroupRow get(String id) {
        return rows.of(id).orElseThrow(ProductsOnGroups::noSuchGroup);
    }

    private static Response seeOther(String id) {
        return Response.seeOther(URI.create("/groups/" + SkuInAddress.of(id))).build();
    }
}
