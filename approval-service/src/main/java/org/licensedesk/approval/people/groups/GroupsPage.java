package org.licensedesk.approval.people.groups;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.approval.people.groups.membership.Members;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** The groups to look at: all of them, one with who belongs to it and what it gives, and those of a person. */
@Path("/")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.TEXT_HTML)
class GroupsPage {

    private static final int ON_A_PAGE = 50;

    private final Database database;
    private final Groups groups;
    private final Members members;
    private final GroupProducts products;
    private final DeleteGroup deleteGroup;
    private final CurrentUser currentUser;
    private final Flash flash;

    GroupsPage(
            Database database,
            Groups groups,
            Members members,
            GroupProducts products,
            DeleteGroup deleteGroup,
            CurrentUser currentUser,
            Flash flash) {
        this.database = database;
        this.groups = groups;
        this.members = members;
        this.products = products;
        this.deleteGroup = deleteGroup;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(View view);

        static native TemplateInstance group(GroupView view);

        static native TemplateInstance person(List<GroupRef> groups);
    }

    /** What the list shows, and for which words. */
    record View(List<Row> rows, String next, String words) {
        public String query() {
            return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        }

        public boolean isNarrowed() {
            return !words.isEmpty();
        }
    }

    /** One group in the list. */
    record Row(String id, String name, String how, int members, List<GroupProducts.OnGroup> products) {}

    /** One group. */
    record GroupView(
            Group group,
            int size,
            int inactive,
            List<GroupRef> containing,
            List<GroupProducts.OnGroup> products,
            List<GroupProducts.OnGroup> claimable,
            PageOf<Members.Member> members,
            boolean isFirstPage,
            String refusal) {
        public String path() {
            return "/approvals/groups/" + group.id();
        }

        public String deletion() {
            return path() + "/deletion";
        }

        public String rule() {
            return group.rule() == null ? null : group.rule().sentence();
        }

        public String question() {
            return "Shall " + group.name() + " be deleted? "
                    + (size == 0 ? "Nobody belongs to it." : "Everybody leaves it.");
        }
    }

    @GET
    @Path("groups")
    public TemplateInstance list(@RestQuery String q, @BeanParam Paging paging) {
        var words = q == null ? "" : q.strip();
        return database.read(handle -> {
            var page = groups.search(handle, words, ON_A_PAGE, paging.cursor(2));
            var given = products.on(
                    handle, page.items().stream().map(Groups.Row::id).toList());
            return Templates.list(new View(
                    page.items().stream()
                            .map(row -> new Row(
                                    row.id(),
                                    row.name(),
                                    how(row),
                                    row.members(),
                                    given.getOrDefault(row.id(), List.of())))
                            .toList(),
                    page.next(),
                    words));
        });
    }

    @GET
    @Path("groups/{id}")
    public TemplateInstance group(@RestPath String id, @BeanParam Paging paging) {
        return shown(id, paging.cursor(2), null);
    }

    @POST
    @Path("groups/{id}/deletion")
    public Response delete(@RestPath String id) {
        try {
            flash.success(deleteGroup.delete(id, currentUser.email()).name() + " is deleted.");
            return Response.seeOther(URI.create("/groups")).build();
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            return Response.status(refusal.kind().status())
                    .entity(shown(id, Optional.empty(), refusal.sentence()))
                    .build();
        }
    }

    /** Which groups a person belongs to, for the page of that person. */
    @GET
    @Path("fragments/groups")
    public TemplateInstance person(@RestQuery String email) {
        var wanted = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        return Templates.person(database.read(handle -> members.of(handle, wanted)));
    }

    private TemplateInstance shown(String id, Optional<Cursor> after, String refusal) {
        return database.read(handle -> {
            var group = groups.find(handle, id).orElseThrow(() -> Refusal.notFound("There is no such group."));
            return Templates.group(new GroupView(
                    group,
                    members.size(handle, id),
                    members.chosenButInactive(handle, id),
                    groups.containing(handle, id),
                    products.on(handle, id),
                    products.claimableBy(handle, id),
                    members.members(handle, id, ON_A_PAGE, after),
                    after.isEmpty(),
                    refusal));
        });
    }

    /** How a group comes about, in half a line. */
    private static String how(Groups.Row row) {
        if (row.rule() != null) {
            return "everybody whose " + row.rule().sentence();
        }
        var people = row.people() == 1 ? "1 person" : row.people() + " people";
        var parts = row.parts() == 1 ? "1 group" : row.parts() + " groups";
        if (row.parts() == 0) {
            return people + " chosen";
        }
        return row.people() == 0 ? parts : people + " and " + parts;
    }
}
