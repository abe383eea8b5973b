package org.licensedesk.assignment.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.licensedesk.assignment.dashboard.DashboardRows.Order;
import org.licensedesk.assignment.dashboard.DashboardRows.Totals;
import org.licensedesk.assignment.reclaim.ReclaimSettings;
import org.licensedesk.assignment.sheet.SentFile;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Refusal;

/** All pools at a glance. */
@Path("/dashboard")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class DashboardPage {

    private final DashboardRows dashboard;
    private final BringPastDays bringPastDays;
    private final ReclaimSettings settings;
    private final CurrentUser currentUser;

    DashboardPage(
            DashboardRows dashboard, BringPastDays bringPastDays, ReclaimSettings settings, CurrentUser currentUser) {
        this.dashboard = dashboard;
        this.bringPastDays = bringPastDays;
        this.settings = settings;
        this.currentUser = currentUser;
    }

    /** Everything the page shows. */
    record View(Totals totals, List<DashboardRow> rows, Order order, List<Order> orders, int unusedAfterDays) {

        /** From when on the first of the forecasts that are missing will be there; null when none is. */
        public LocalDate forecastOn() {
            return rows.stream()
                    .map(DashboardRow::forecastOn)
                    .filter(Objects::nonNull)
                    .min(LocalDate::compareTo)
                    .orElse(null);
        }

        public int forecastNeedsDays() {
            return Forecast.FEWEST_DAYS;
        }

        /** Whether the use of any product was reported: before that, nobody knows what is unused. */
        public boolean isUseKnown() {
            return rows.stream().anyMatch(DashboardRow::isUseKnown);
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance dashboard(View view);

        static native TemplateInstance pastDays(BringPastDays.Report report, FieldErrors errors);
    }

    @GET
    public TemplateInstance dashboard(@RestQuery String sort) {
        Order order = Order.of(sort);
        List<DashboardRow> rows = dashboard.list(order);
        return Templates.dashboard(
                new View(Totals.of(rows), rows, order, List.of(Order.values()), settings.unusedAfterDays()));
    }

    @GET
    @Path("/past-days")
    public TemplateInstance pastDaysForm() {
        return Templates.pastDays(null, FieldErrors.none());
    }

    @POST
    @Path("/past-days")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Object bringPastDays(@RestForm FileUpload file) {
        try {
            PastDaysFile sent = PastDaysFile.of(SentFile.bytes(file));
            return Templates.pastDays(bringPastDays.take(sent, currentUser.email()), FieldErrors.none());
        } catch (Refusal refusal) {
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.pastDays(null, refusal.fieldErrorsOr("file")));
        }
    }
}
