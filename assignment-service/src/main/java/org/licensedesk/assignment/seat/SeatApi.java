package org.licensedesk.assignment.seat;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
import org.licensedesk.chassis.web.Typed;

/** Seats for programs: everybody sees their own, administrators and auditors all. */
@Path("/api/seats")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Seats", description = "Who holds what, and why")
class SeatApi {

    private final Seats seats;
    private final ReleaseSeat releaseSeat;
    private final CurrentUser currentUser;

    SeatApi(Seats seats, ReleaseSeat releaseSeat, CurrentUser currentUser) {
        this.seats = seats;
        this.releaseSeat = releaseSeat;
        this.currentUser = currentUser;
    }

    /** The person who holds a seat. */
    @Schema(name = "PersonName")
    record PersonView(String email, String name) {}

    /** A seat, its holder, and why it is held. */
    @Schema(name = "Seat")
    record SeatView(
            UUID id,
            PersonView holder,
            String sku,
            String productName,
            Instant since,

            @Schema(description = "whether it can be used; not while the vendor has suspended the subscription")
            boolean access,

            List<ReasonRow> reasons) {
        static SeatView of(SeatRow row) {
            return new SeatView(
                    row.id(),
                    new PersonView(row.holderEmail(), row.holderName()),
                    row.sku(),
                    row.productName(),
                    row.since(),
                    row.hasAccess(),
                    row.reasons());
        }
    }

    @GET
    @Operation(
            summary = "Seats",
            description =
                    "In the order in which they were given. Without a role: one's own, whatever holder is asked for.")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "seats", value = """
                                                    {"items": [{"id": "01934d2c-0100-7abc-8def-0123456789ab",
                                                                "holder": {"email": "kevin.brown@harbour.example", "name": "Kevin Brown"},
                                                                "sku": "PROJECT_PLAN3", "productName": "Project Plan 3",
                                                                "since": "2026-11-22T10:42:00.123456Z", "access": true,
                                                                "reasons": [{"type": "REQUEST",
                                                                             "source": "01934d2b-6f00-7abc-8def-0123456789ab",
                                                                             "endsOn": "2027-06-30"}]}],
                                                     "next": null}""")))
    public PageOf<SeatView> list(
            @RestQuery @Parameter(description = "of this product", example = "PROJECT_PLAN3") String sku,
            @RestQuery @Parameter(description = "of this person, by email") String holder,
            @BeanParam Paging paging) {
        String asked = Typed.orNull(holder) == null ? null : holder.strip().toLowerCase(Locale.ROOT);
        String own = currentUser.email();
        boolean seesAll = currentUser.isAdministrator() || currentUser.isAuditor();
        Seats.Place after = paging.cursor(2)
                .map(cursor -> new Seats.Place(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        int limit = paging.limit();
        if (!seesAll && asked != null && !asked.equals(own)) {
            return PageOf.all(List.of());
        }
        List<SeatRow> rows = seats.list(Typed.orNull(sku), seesAll ? asked : own, after, limit + 1);
        return PageOf.of(rows, limit, row -> Cursor.at(row.since(), row.id())).map(SeatView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Return or remove a seat",
            description =
                    "For its holder: returns it, which ends the reasons of the types REQUEST, CLAIM and INVITATION. For an"
                            + " administrator: removes anybody's, which ends all reasons but those of the type GROUP. For everybody"
                            + " else there is no such seat. It is all or nothing: if a reason remains that cannot be ended here"
                            + " (a group's, or what an administrator gave), the answer is a 409 and nothing was changed. A freed"
                            + " seat goes to the first in the waiting list at once.")
    @APIResponse(responseCode = "204", description = "The seat is released")
    @APIResponse(responseCode = "404", description = "There is no such seat, or it is none of one's business")
    @APIResponse(
            responseCode = "409",
            description = "A reason remains that cannot be ended here; the problem names it, and nothing was changed")
    public void release(@RestPath UUID id) {
        releaseSeat.release(id, currentUser);
    }
}
