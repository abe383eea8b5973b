package org.licensedesk.assignment.claim;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.licensedesk.assignment.claim.ClaimReport.Place;
import org.licensedesk.assignment.claim.ClaimReport.Row;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Claims for programs: an application asks for whoever opens it, or a person for themselves. */
@Path("/api/claims")
@Authenticated
@Tag(name = "Claims", description = "Seats taken on demand: who may, and what came of it")
class ClaimApi {

    private final ClaimLicense claimLicense;
    private final Claimants claimants;
    private final ClaimReport report;
    private final Clock clock;
    private final ClaimSettings settings;

    ClaimApi(ClaimLicense claimLicense, Claimants claimants, ClaimReport report, Clock clock, ClaimSettings settings) {
        this.claimLicense = claimLicense;
        this.claimants = claimants;
        this.report = report;
        this.clock = clock;
        this.settings = settings;
    }

    /** What is claimed, and for whom. */
    @Schema(name = "Claim")
    record ClaimBody(
            @Schema(required = true, examples = "\"VISIOCLIENT\"")
            String sku,

            @Schema(
                    nullable = true,
                    description =
                            "the email of the person; left out: whoever asks. Naming somebody else takes the role claim-agent",
                    examples = "\"kevin.brown@harbour.example\"")
            String person) {}

    /** What the person has now. */
    @Schema(name = "ClaimResult")
    record ClaimView(
            @Schema(description = "ASSIGNED or ALREADY_HELD")
            String outcome,

            @Schema(description = "the product of the seat: the claimed one, or a backup")
            String sku,

            @Schema(description = "the id of the seat") UUID seat) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Claim a product",
            description =
                    "Gives a seat at once where the product's claim policy allows it, of the product or of the first backup with"
                            + " a free seat. Claiming again gives no second seat: it is held already.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ClaimBody.class),
                            examples = {
                                @ExampleObject(name = "as the person", value = "{\"sku\": \"VISIOCLIENT\"}"),
                                @ExampleObject(
                                        name = "as an application",
                                        value =
                                                "{\"sku\": \"VISIOCLIENT\", \"person\": \"kevin.brown@harbour.example\"}")
                            }))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ClaimView.class),
                            examples = @ExampleObject(name = "assigned", value = """
                                                    {"outcome": "ASSIGNED", "sku": "VISIOCLIENT",
                                                     "seat": "01934d2c-0100-7abc-8def-0123456789ab"}""")))
    @APIResponse(responseCode = "400", description = "No product")
    @APIResponse(responseCode = "403", description = "Somebody else is named, without the role claim-agent")
    @APIResponse(responseCode = "404", description = "There is no such product")
    @APIResponse(
            responseCode = "409",
            description =
                    "Nothing was given: not on demand, not in the group, limit reached (until when), nothing free, a conflict, nobody with that address",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "refused", value = """
                                                    {"title": "Not possible any more", "status": 409, "code": "LIMIT_REACHED", "outcome": "REFUSED",
                                                     "detail": "10 seats of Visio Plan 2 may be given on demand in a day, and today's are gone: the next from 23 November 2026, 00:00 UTC.",
                                                     "cause": {"code": "LIMIT_REACHED", "sentence": "10 seats of Visio Plan 2 may be given on demand in a day, and today's are gone: the next from 23 November 2026, 00:00 UTC"},
                                                     "until": "2026-11-23T00:00:00Z"}""")))
    public ClaimView claim(ClaimBody body) {
        var claimant = claimants.named(body == null ? null : body.person());
        if (body == null || body.sku() == null || body.sku().isBlank()) {
            throw Refusal.invalid("sku", "Say which product is claimed.");
        }
        return claimLicense
                .claim(body.sku().strip(), claimant)
                .fold(
                        assigned -> new ClaimView("ASSIGNED", assigned.sku(), assigned.seat()),
                        held -> new ClaimView("ALREADY_HELD", held.sku(), held.seat()),
                        refused -> {
                            throw refused.refusal();
                        });
    }

    /** What became of the claims of a product by the people of a department on a day. */
    @Schema(name = "ClaimsOfADay")
    record RowView(
            LocalDate day,
            String sku,
            String productName,
            @Schema(nullable = true) String department,

            @Schema(description = "seats given") int assigned,

            @Schema(description = "of these, how many of a backup")
            int fromBackups,

            int refused) {
        static RowView of(Row row) {
            return new RowView(
                    row.day(),
                    row.sku(),
                    row.productName(),
                    row.department().isEmpty() ? null : row.department(),
                    row.assigned(),
                    row.fromBackups(),
                    row.refused());
        }
    }

    @GET
    @Path("/report")
    @RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
    @Produces({MediaType.APPLICATION_JSON, ReportSheet.CSV})
    @Operation(
            summary = "Claims by product, department and day",
            description =
                    "The latest day first; the last 30 days unless asked otherwise, a year at most. With Accept: text/csv all rows as"
                            + " CSV. A claim whose seat is a backup's counts for the product that was claimed; the same refusal of the"
                            + " same person counts once in a while.")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        examples = @ExampleObject(name = "report", value = """
                                                    {"items": [{"day": "2026-11-22", "sku": "VISIOCLIENT", "productName": "Visio Plan 2",
                                                                "department": "Engineering", "assigned": 3, "fromBackups": 1, "refused": 2}],
                                                     "next": null}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "400", description = "A day that is none, or more than a year")
    public Response report(@BeanParam ReportQuery query, @BeanParam Paging paging, @Context HttpHeaders headers) {
        ReportQuery.Filter filter = query.filter(LocalDate.ofInstant(clock.instant(), settings.zone()));
        MediaType wanted = headers.getAcceptableMediaTypes().get(0);
        if (wanted.getType().equals("text") && wanted.getSubtype().equals("csv")) {
            return ReportSheet.answer(report, filter);
        }
        int limit = paging.limit();
        List<Row> rows = report.rows(
                filter,
                paging.cursor(3)
                        .map(cursor ->
                                new Place(ReportQuery.day("cursor", cursor.text(0)), cursor.text(1), cursor.text(2)))
                        .orElse(null),
                limit + 1);
        return Response.ok(PageOf.of(rows, limit, row -> Cursor.at(row.day().toString(), row.sku(), row.department()))
                        .map(RowView::of))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
