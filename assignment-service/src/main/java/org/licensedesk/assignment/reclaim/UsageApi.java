package org.licensedesk.assignment.reclaim;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Use for programs: who used what, and who did not. */
@Path("/api/usage")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reclaiming", description = "Seats that nobody uses")
class UsageApi {

    private final ReportUsage reportUsage;
    private final Usage usage;
    private final ReclaimSettings settings;
    private final Database database;
    private final ObjectMapper json;
    private final CurrentUser currentUser;

    UsageApi(
            ReportUsage reportUsage,
            Usage usage,
            ReclaimSettings settings,
            Database database,
            ObjectMapper json,
            CurrentUser currentUser) {
        this.reportUsage = reportUsage;
        this.usage = usage;
        this.settings = settings;
        this.database = database;
        this.json = json;
        this.currentUser = currentUser;
    }

    /** What became of a report. */
    @Schema(name = "UsageReport")
    record ReportView(
            @Schema(description = "rows that were taken") int taken,

            @Schema(description = "rows that were left out, by line")
            List<UsageFile.Rejected> rejected) {}

    /** A person by address and name. */
    @Schema(name = "PersonName")
    record PersonView(String email, String name) {}

    /** A seat that nobody uses. */
    @Schema(name = "UnusedSeat")
    record UnusedView(
            UUID seat,
            PersonView holder,
            String sku,
            String productName,
            Instant since,

            @Schema(nullable = true, description = "null: no use is known at all")
            LocalDate lastUsedOn) {}

    @POST
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Report who used what last",
            description =
                    "A CSV with the columns email, sku and last_used_on in any order (UTF-8 or Windows-1252, separated by"
                            + " commas, semicolons or tabs, up to 200,000 rows), or a JSON list of such rows. Good rows are taken, the others are named with their line; of"
                            + " several days the latest counts, also over several reports.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "csv", value = """
                                email,sku,last_used_on
                                kevin.brown@harbour.example,PROJECT_PLAN3,2026-08-03""")),
                @Content(mediaType = MediaType.APPLICATION_JSON, examples = @ExampleObject(name = "json", value = """
                                [{"email": "kevin.brown@harbour.example", "sku": "PROJECT_PLAN3", "last_used_on": "2026-08-03"}]"""))
            })
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ReportView.class),
                            examples = @ExampleObject(name = "report", value = """
                                    {"taken": 412, "rejected": [{"line": 17, "email": "nobody@harbour.example",
                                                                 "sku": "PROJECT_PLAN3",
                                                                 "cause": "Nobody with this address is known."}]}""")))
    @APIResponse(responseCode = "400", description = "This is no such list; the problem says in which line, and why")
    public ReportView report(byte[] sent, @RestHeader(HttpHeaders.CONTENT_TYPE) String type) {
        boolean isJson = type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON);
        var report = reportUsage.take(isJson ? UsageFile.json(sent, json) : UsageFile.csv(sent), currentUser.email());
        return new ReportView(report.taken(), report.rejected());
    }

    @GET
    @Path("/unused")
    @Operation(
            summary = "Seats without use",
            description =
                    "Seats of a product that are held for so many days and were not used for as many, the longest held"
                            + " first; none where no use of the product was ever reported.")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "unused", value = """
                                    {"items": [{"seat": "01934d2c-0100-7abc-8def-0123456789ab",
                                                "holder": {"email": "kevin.brown@harbour.example", "name": "Kevin Brown"},
                                                "sku": "PROJECT_PLAN3", "productName": "Project Plan 3",
                                                "since": "2026-05-22T10:42:00.123456Z", "lastUsedOn": "2026-08-03"}],
                                     "next": null}""")))
    public PageOf<UnusedView> unused(
            @RestQuery @Parameter(required = true, example = "PROJECT_PLAN3") String sku,
            @RestQuery @Parameter(description = "left out: the setting, 30 days", example = "60") String days,
            @BeanParam Paging paging) {
        if (sku == null || sku.isBlank()) {
            throw Refusal.invalid("sku", "Say of which product.");
        }
        int asked = days(days, settings.unusedAfterDays());
        var behind = paging.cursor(2)
                .map(cursor -> new Usage.Place(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        int limit = paging.limit();
        var rows = database.read(handle -> usage.unused(handle, List.of(sku.strip()), asked, behind, limit + 1));
        return PageOf.of(rows, limit, seat -> Cursor.at(seat.since(), seat.seatId()))
                .map(seat -> new UnusedView(
                        seat.seatId(),
                        new PersonView(seat.holder().email(), seat.holder().name()),
                        seat.sku(),
                        seat.productName(),
                        seat.since(),
                        seat.lastUsedOn()));
    }

    /** Reads what was typed as a number of days. */
    static int days(String typed, int otherwise) {
        if (typed == null || typed.isBlank()) {
            return otherwise;
        }
        try {
            int days = Integer.parseInt(typed.strip());
            if (days >= 1 && days <= StartCampaign.MOST_DAYS) {
                return days;
            }
        } catch (NumberFormatException notANumber) {
            // refused below with the same sentence as a number out of range
        }
        throw Refusal.invalid("days", "The number of days without use is from 1 to " + StartCampaign.MOST_DAYS + ".");
    }
}
