package org.licensedesk.assignment.dashboard;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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

    DashboardApi(DashboardRows dashboard) {
        this.dashboard = dashboard;
    }

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
            description = "Idle are free and unused seats. The outlook is a straight line through the last 90 days:"
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
}
