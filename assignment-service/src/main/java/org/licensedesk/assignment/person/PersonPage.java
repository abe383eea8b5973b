package org.licensedesk.assignment.person;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.assignment.group.LeavingGroup;
import org.licensedesk.assignment.seat.SeatPrivacy;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** What somebody holds and why: for administrators and auditors, for those above, and for oneself. */
@Path("/people/{email}")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class PersonPage {

    private final Persons persons;
    private final SeatPrivacy privacy;
    private final LeavingGroup leavingGroup;
    private final CurrentUser currentUser;

    PersonPage(Persons persons, SeatPrivacy privacy, LeavingGroup leavingGroup, CurrentUser currentUser) {
        this.persons = persons;
        this.privacy = privacy;
        this.leavingGroup = leavingGroup;
        this.currentUser = currentUser;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance person(
                PersonView view, boolean administrator, List<LeavingGroup.Leaving> groups);
    }

    @GET
    public TemplateInstance person(@RestPath String email) {
        String asked = email.strip().toLowerCase(Locale.ROOT);
        if (!privacy.opensTo(currentUser, asked)) {
            throw Refusal.hidden("There is no such person.");
        }
        return Templates.person(
                persons.of(asked).orElseThrow(() -> Refusal.notFound("There is no such person.")),
                currentUser.isAdministrator(),
                currentUser.isAdministrator() ? leavingGroup.of(asked, null) : List.of());
    }
}
