package org.licensedesk.assignment.role;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** The roles of one seat, for programs. */
@Path("/api/seats/{id}/roles")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Roles", description = "What comes with a seat, and which seats cannot be used")
class SeatRolesApi {

    static final int MOST_ROLES = 20;

    private final RolesOfSeats roles;
    private final CurrentUser currentUser;

    SeatRolesApi(RolesOfSeats roles, CurrentUser currentUser) {
        this.roles = roles;
        this.currentUser = currentUser;
    }

    /** The roles a seat is to have. */
    @Schema(name = "RolesOfSeat")
    record RolesBody(
            @Schema(required = true, description = "each one of the product's; empty takes all away")
            List<String> roles) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change the roles of a seat",
            description = "Roles come with a seat and go with it; this is for what is in between.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RolesBody.class),
                            examples = @ExampleObject(name = "roles", value = "{\"roles\": [\"Project Manager\"]}")))
    @APIResponse(responseCode = "200", description = "The seat as it is now")
    @APIResponse(responseCode = "400", description = "The product brings no such role")
    @APIResponse(responseCode = "404", description = "There is no such seat")
    public UnusableApi.SeatRolesView change(@RestPath UUID id, RolesBody body) {
        if (body == null || body.roles() == null || body.roles().stream().anyMatch(Objects::isNull)) {
            throw Refusal.invalid("roles", "Name the roles, or none by an empty list.");
        }
        if (body.roles().size() > MOST_ROLES) {
            throw Refusal.invalid("roles", "A seat has at most " + MOST_ROLES + " roles.");
        }
        return UnusableApi.SeatRolesView.of(roles.change(id, body.roles(), currentUser.email()));
    }
}
