package org.licensedesk.approval.people;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;

/** License owners for programs. */
@Path("/api/license-owners")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
class LicenseOwnersApi {

    private final NameLicenseOwners nameLicenseOwners;
    private final CurrentUser currentUser;

    LicenseOwnersApi(NameLicenseOwners nameLicenseOwners, CurrentUser currentUser) {
        this.nameLicenseOwners = nameLicenseOwners;
        this.currentUser = currentUser;
    }

    /** Whom to name. */
    @Schema(name = "LicenseOwners")
    record OwnersBody(
            @NotNull(message = "Send {\"emails\": [...]}, empty to name nobody.")
            List<String> emails) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
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
