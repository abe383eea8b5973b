package org.licensedesk.assignment.dashboard;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.licensedesk.assignment.dashboard.DashboardRows.Order;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;

/** The dashboard's figures for programs. */
@Path("/api/dashboard")
@RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dashboard", description = "Use, waste, money and outlook of all pools")
class DashboardApi {

    private final DashboardRows dashboard;
    private final BringPastDays bringPastDays;
    private final CurrentUser currentUser;

    DashboardApi(DashboardRows dashboard, BringPastDays bringPastDays, CurrentUser currentUser) {
        this.dashboard = dashboard;
        this.bringPastDays = bringPastDays;
        this.currentUser = currentUser;
    }

    /** What became of figures of earlier days. */
    @Schema(name = "PastDaysReport")
    record ReportView(
            @Schema(description = "rows that were taken") int taken,

            @Schema(description = "rows that were left out, by line")
            List<PastDaysFile.Rejected> rejected) {}

    /** One product's figures. */
    @Schema(name = "ProductFigures")
    record FiguresView(
            String sku,
            String name,
            int purchased,
            int used,
            int waiting,
            int unusable,
            int unused,
            BigDecimal monthlyCost,
            BigDecimal idleCost,
            String currency,
            String outlook,
            LocalDate runsOutOn) {
        static FiguresView of(DashboardRow row) {
            return new FiguresView(
                    row.sku(),
                    row.name(),
                    row.purchased(),
                    row.used(),
                    row.waiting(),
                    row.unusable(),
                    row.unused(),
                    row.monthlyCost(),
                    row.idleCost(),
                    row.currency(),
                    row.outlook().name(),
                    row.runsOutOn());
        }
    }

    @GET
    @Operation(
            summary = "Figures of every product that was bought or is waited for",
            description =
                    "Idle are free and unused seats; of a subscription that has ended none cost anything. The outlook is a straight line through the last 90 days:"
                            + " UNKNOWN (fewer than 7 days), RUN_OUT, RUNS_OUT (on runsOutOn) or LASTS.")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "figures", value = """
                                                    {"items": [{"sku": "PROJECT_PLAN3", "name": "Project Plan 3", "purchased": 40, "used": 38,
                                                                "waiting": 0, "unusable": 1, "unused": 4, "monthlyCost": 1124.00,
                                                                "idleCost": 168.60, "currency": "EUR", "outlook": "RUNS_OUT",
                                                                "runsOutOn": "2027-01-14"}], "next": null}""")))
    public PageOf<FiguresView> figures() {
        return PageOf.all(
                dashboard.list(Order.NAME).stream().map(FiguresView::of).toList());
    }

    @POST
    @Path("/past-days")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes("text/csv")
    @Operation(
            summary = "Bring in how pools stood on earlier days",
            description =
                    "A CSV with the columns day, sku, purchased, used and, if known, waiting, in any order (UTF-8 or"
                            + " Windows-1252, up to 200,000 rows), so that a forecast need not wait until enough days were"
                            + " counted here. Good rows are taken, the others are named with their line. Days that were counted"
                            + " here stay as they are; what was brought in can be brought in again.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "csv", value = """
                                    day,sku,purchased,used
                                    2026-08-03,PROJECT_PLAN3,40,31
                                    2026-08-10,PROJECT_PLAN3,40,33""")))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ReportView.class),
                            examples = @ExampleObject(name = "report", value = """
                                    {"taken": 84, "rejected": [{"line": 17, "day": "2026-08-03", "sku": "PROJECT_PLAN9",
                                                                "cause": "There is no product PROJECT_PLAN9."}]}""")))
    @APIResponse(responseCode = "400", description = "This is no such list; the problem says in which line, and why")
    public ReportView bringPastDays(byte[] sent) {
        var report = bringPastDays.take(PastDaysFile.of(sent), currentUser.email());
        return new ReportView(report.taken(), report.rejected());
    }
}
