package org.licensedesk.assignment.role;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Typed;

/** Seats that nobody can use, for programs. */
@Path("/api/unusable-seats")
@RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Roles", description = "What comes with a seat, and which seats cannot be used")
class UnusableApi {

    private final RolesOfSeats roles;

    UnusableApi(RolesOfSeats roles) {
        this.roles = roles;
    }

    /** The holder of a seat. */
    @Schema(name = "PersonName")
    record PersonView(String email, String name) {}

    /** A seat and its roles. */
    @Schema(name = "SeatRoles")
    record SeatRolesView(
            UUID id,
            PersonView holder,
            String sku,
            String productName,
            List<String> roles,
            List<String> productRoles,
            boolean usable) {
        static SeatRolesView of(SeatRoles seat) {
            return new SeatRolesView(
                    seat.seatId(),
                    new PersonView(seat.holder().email(), seat.holder().name()),
                    seat.sku(),
                    seat.productName(),
                    seat.roles(),
                    seat.known(),
                    seat.isUsable());
        }
    }

    @GET
    @Operation(
            summary = "Seats paid for that cannot be used",
            description = "The product knows roles, and the holder has none of them.")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "seats", value = """
                                                    {"items": [{"id": "01934d2c-0100-7abc-8def-0123456789ab",
                                                                "holder": {"email": "kevin.brown@harbour.example", "name": "Kevin Brown"},
                                                                "sku": "PROJECT_PLAN3", "productName": "Project Plan 3", "roles": [],
                                                                "productRoles": ["Project Manager"], "usable": false}], "next": null}""")))
    public PageOf<SeatRolesView> unusable(
            @RestQuery @Parameter(description = "of this product", example = "PROJECT_PLAN3") String sku,
            @BeanParam Paging paging) {
        RolesOfSeats.Place behind = paging.cursor(2)
                .map(cursor -> new RolesOfSeats.Place(cursor.text(0), cursor.uuid(1)))
                .orElse(null);
        List<SeatRoles> seats = roles.unusable(Typed.orNull(sku), behind, paging.limit() + 1);
        return PageOf.of(seats, paging.limit(), seat -> Cursor.at(seat.sku(), seat.seatId()))
                .map(SeatRolesView::of);
    }
}
