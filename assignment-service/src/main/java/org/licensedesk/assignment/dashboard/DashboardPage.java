package org.licensedesk.assignment.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.assignment.dashboard.DashboardRows.Order;
import org.licensedesk.assignment.dashboard.DashboardRows.Totals;
import org.licensedesk.assignment.reclaim.ReclaimSettings;
import org.licensedesk.chassis.web.CurrentUser;

/** All pools at a glance. */
@Path("/dashboard")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class DashboardPage {

    private final DashboardRows dashboard;
    private final ReclaimSettings settings;

    DashboardPage(DashboardRows dashboard, ReclaimSettings settings) {
        this.dashboard = dashboard;
        this.settings = settings;
    }

    /** Everything the page shows. */
    record View(Totals totals, List<DashboardRow> rows, Order order, List<Order> orders, int unusedAfterDays) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance dashboard(View view);
    }

    @GET
    public TemplateInstance dashboard(@RestQuery String sort) {
        Order order = Order.of(sort);
        List<DashboardRow> rows = dashboard.list(order);
        return Templates.dashboard(
                new View(Totals.of(rows), rows, order, List.of(Order.values()), settings.unusedAfterDays()));
    }
}
