package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.licensedesk.local.demo.DemoCompany.Past;
import org.licensedesk.local.demo.DemoCompany.Product;
import org.licensedesk.local.demo.DemoCompany.Use;

/**
 * What the demo company knows from the time before it had License Desk, brought in as any company would: how many seats were used in
 * the last weeks, and who used what when. To repeat it changes nothing.
 */
public final class DemoPast {

    private static final String HAS_ROLES_SINCE_TODAY = "TABLEAU_CREATOR";
    private static final List<String> ITS_ROLES = List.of("Site Creator");

    private final PublicApi api;
    private final String administrator;

    public DemoPast(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns of how many weeks the figures are. */
    public int bring(DemoCompany company) throws IOException, InterruptedException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<Past> past = company.past();
        taken(api.csv(administrator, "POST", "/assignments/api/dashboard/past-days", figures(past, today)));
        taken(api.csv(administrator, "POST", "/assignments/api/usage", uses(company.uses(), today)));
        for (Product product : company.products()) {
            if (product.sku().equals(HAS_ROLES_SINCE_TODAY)) {
                // seats that were given before have none of them, so somebody pays for what nobody can use
                api.json(
                        administrator,
                        "PUT",
                        "/assignments/api/products/" + product.sku(),
                        product.definition(ITS_ROLES),
                        Map.of());
            }
        }
        return past.get(0).used().size();
    }

    private static void taken(JsonNode report) throws IOException {
        for (JsonNode rejected : report.path("rejected")) {
            if (!rejected.path("cause").asText().startsWith("That day was counted")) {
                throw new IOException("The demo's figures were not taken: " + rejected);
            }
        }
    }

    private static byte[] figures(List<Past> past, LocalDate today) {
        var csv = new StringBuilder("day,sku,purchased,used,waiting\n");
        for (Past product : past) {
            int weeks = product.used().size();
            for (int week = 0; week < weeks; week++) {
                csv.append(today.minusWeeks((long) weeks - week))
                        .append(',')
                        .append(product.sku())
                        .append(',')
                        .append(product.purchased())
                        .append(',')
                        .append(product.used().get(week))
                        .append(',')
                        .append(
                                product.waiting().isEmpty()
                                        ? 0
                                        : product.waiting().get(week))
                        .append('\n');
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] uses(List<Use> uses, LocalDate today) {
        var csv = new StringBuilder("email,sku,last_used_on\n");
        for (Use use : uses) {
            csv.append(use.email())
                    .append(',')
                    .append(use.sku())
                    .append(',')
                    .append(today.minusDays(use.daysAgo()))
                    .append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
