package org.licensedesk.approval.people;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;

/** People and license owners for programs. */
@Path("/api")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People", description = "Who works here, who manages whom, and who owns licenses")
class PeopleApi {

    private final People people;
    private final NameLicenseOwners nameLicenseOwners;
    private final CurrentUser currentUser;

    PeopleApi(People people, NameLicenseOwners nameLicenseOwners, CurrentUser currentUser) {
        this.people = people;
        this.nameLicenseOwners = nameLicenseOwners;
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

    /** Whom to name. */
    @Schema(name = "LicenseOwners")
    record OwnersBody(
            @NotNull(message = "Send {\"emails\": [...]}, empty to name nobody.")
            List<String> emails) {}

    @GET
    @Path("people")
    @Operation(
            summary = "Find persons",
            description = "Active people by name, who have all the words in name, email, title or department.")
    @APIResponse(responseCode = "200", description = "One page of the list")
    public PageOf<PersonView> people(
            @Parameter(description = "words to look for; everybody when left out", example = "kevin engineering")
                    @RestQuery
                    String q,
            @BeanParam Paging paging) {
        return people.search(q == null ? "" : q, false, paging.limit(), paging.cursor(2))
                .map(PersonView::of);
    }

    @PUT
    @Path("license-owners")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Operation(
            summary = "Name the license owners",
            description = "Who decides where nobody up the line can. Open cases are re-routed at once.")
    @APIResponse(responseCode = "200", description = "Those who are license owners now")
    @APIResponse(responseCode = "400", description = "Somebody is not in the directory, or no longer active")
    public PageOf<NamedPerson> nameOwners(
            @RequestBody(
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "two",
                                                            value =
                                                                    "{\"emails\": [\"omar.haddad@harbour.example\", \"ada.moreno@harbour.example\"]}")))
                    @NotNull(message = "Send {\"emails\": [...]}.")
                    @Valid
                    OwnersBody owners) {
        return PageOf.all(nameLicenseOwners.name(owners.emails(), currentUser.email()).stream()
                .map(NamedPerson::of)
                .toList());
    }
}
