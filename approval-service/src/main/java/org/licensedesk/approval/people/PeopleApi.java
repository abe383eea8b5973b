package org.licensedesk.approval.people;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;

/** People for programs. */
@Path("/api/people")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People", description = "Who works here, who manages whom, and who owns licenses")
class PeopleApi {

    private final People people;
    private final CurrentUser currentUser;

    PeopleApi(People people, CurrentUser currentUser) {
        this.people = people;
        this.currentUser = currentUser;
    }

    /** A person in a list. */
    @Schema(name = "PersonInDirectory")
    record PersonView(
            UUID id,

            @Schema(examples = "kevin.brown@harbour.example")
            String email,

            @Schema(examples = "Kevin Brown") String name,
            @Schema(examples = "Engineer") String title,
            @Schema(examples = "Engineering") String department,
            NamedPerson manager,
            boolean active) {
        static PersonView of(Person person) {
            return new PersonView(
                    person.id(),
                    person.email(),
                    person.name(),
                    person.title(),
                    person.department(),
                    person.manager().map(Person::ref).map(NamedPerson::of).orElse(null),
                    person.isActive());
        }
    }

    @GET
    @Operation(
            summary = "Find persons",
            description = "Active people by name, who have all the words in name, email, title or department."
                    + " Whoever is not in the directory finds nobody.")
    @APIResponse(responseCode = "200", description = "One page of the list")
    public PageOf<PersonView> people(
            @Parameter(description = "words to look for; everybody when left out", example = "kevin engineering")
                    @RestQuery
                    String q,
            @BeanParam Paging paging) {
        if (!currentUser.isAdministrator() && !currentUser.isAuditor() && !people.isActive(currentUser.email())) {
            return PageOf.all(List.of()); // a guest or a program learns nothing of who works here
        }
        return people.search(q == null ? "" : q, false, paging.limit(), paging.cursor(2))
                .map(PersonView::of);
    }
}
