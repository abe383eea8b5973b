package org.licensedesk.approval.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** The directory to look at: everybody, and one person with manager, reports, licenses and requests. */
@Path("/people")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.TEXT_HTML)
class PeoplePage {

    private static final int ON_A_PAGE = 50;
    private static final int SUGGESTED = 12;

    private final People people;

    PeoplePage(People people) {
        this.people = people;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(View view);

        static native TemplateInstance person(PersonView view);

        static native TemplateInstance options(List<Row> rows);
    }

    /** What the list shows, and for which words. */
    record View(List<Row> rows, String next, String words, boolean inactive) {
        /** The words once more, for the address of the next page. */
        public String query() {
            return "q=" + encoded(words) + (inactive ? "&inactive=on" : "");
        }

        public boolean isNarrowed() {
            return !words.isEmpty();
        }
    }

    /** One person in the list. */
    record Row(
            UUID id,
            String name,
            String email,
            String title,
            String department,
            UUID managerId,
            String manager,
            boolean active) {
        static Row of(Person person) {
            return new Row(
                    person.id(),
                    person.name(),
                    person.email(),
                    person.title(),
                    person.department(),
                    person.manager().map(Person::id).orElse(null),
                    person.manager().map(Person::name).orElse(null),
                    person.isActive());
        }

        /** "Engineer, Engineering". */
        public String part() {
            if (title == null) {
                return department;
            }
            return department == null ? title : title + ", " + department;
        }
    }

    /** One person. */
    record PersonView(Row person, List<Row> reports) {
        public String licensesAddress() {
            return "/assignments/fragments/person?email=" + encoded(person.email());
        }

        public String groupsAddress() {
            return "/approvals/fragments/groups?email=" + encoded(person.email());
        }

        public String requestsAddress() {
            return "/approvals/fragments/requests?email=" + encoded(person.email());
        }
    }

    @GET
    public TemplateInstance list(@RestQuery String q, @RestQuery String inactive, @BeanParam Paging paging) {
        var words = q == null ? "" : q.strip();
        var page = people.search(words, inactive != null, ON_A_PAGE, paging.cursor(2))
                .map(Row::of);
        return Templates.list(new View(page.items(), page.next(), words, inactive != null));
    }

    @GET
    @Path("{id: [0-9a-fA-F-]+}")
    public TemplateInstance person(@RestPath UUID id) {
        var person = people.withManager(id)
                .orElseThrow(() -> Refusal.notFound("There is nobody with this address in the directory."));
        return Templates.person(new PersonView(
                Row.of(person),
                people.reportsOf(id).stream().map(PeoplePage::report).toList()));
    }

    /** Suggestions while somebody types a person's name or email into a form. */
    @GET
    @Path("options")
    public TemplateInstance options(@RestQuery String email, @RestQuery String manager) {
        var typed = email == null ? manager : email;
        var words = typed == null ? "" : typed.strip();
        return Templates.options(
                words.isEmpty()
                        ? List.of()
                        : people.search(words, false, SUGGESTED, Optional.empty())
                                .map(Row::of)
                                .items());
    }

    private static Row report(Person person) {
        return new Row(
                person.id(),
                person.name(),
                person.email(),
                person.title(),
                person.department(),
                null,
                null,
                person.isActive());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
