package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings people and products into the system; to repeat it changes nothing. */
public final class Imports {

    private static final int REJECTED_SHOWN = 5;

    private final PublicApi api;
    private final String administrator;

    /**
     * @param administrator as whom to do it
     */
    public Imports(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** The demo company's people, license owners, groups, products and pools; returns what that was, in words. */
    public String company(DemoCompany company) throws IOException, InterruptedException {
        api.csv(administrator, "PUT", "/approvals/api/people?strict", company.peopleFile());
        api.json(
                administrator,
                "PUT",
                "/approvals/api/license-owners",
                Map.of("emails", DemoCompany.LICENSE_OWNERS),
                Map.of());
        for (Map<String, Object> group : company.groups()) {
            var definition = new LinkedHashMap<>(group);
            api.json(administrator, "PUT", "/approvals/api/groups/" + definition.remove("id"), definition, Map.of());
        }
        List<DemoCompany.Product> products = company.products();
        var lots = company.lots().stream().collect(Collectors.groupingBy(DemoCompany.Lot::sku));
        for (DemoCompany.Product product : products) {
            String path = "/assignments/api/products/" + product.sku();
            api.json(administrator, "PUT", path, product.definition(product.roles()), Map.of());
            buy(path + "/lots", lots.getOrDefault(product.sku(), List.of()));
        }
        for (DemoCompany.Package one : company.packages()) {
            var definition = new LinkedHashMap<String, Object>();
            definition.put("name", one.name());
            definition.put("description", one.description());
            definition.put("skus", one.skus());
            definition.put("validDays", one.validDays());
            api.json(administrator, "PUT", "/assignments/api/packages/" + one.id(), definition, Map.of());
        }
        return company.people().size() + " people, " + products.size() + " products";
    }

    private void buy(String path, List<DemoCompany.Lot> lots) throws IOException, InterruptedException {
        if (lots.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        api.get(administrator, path + "?limit=200")
                .path("items")
                .forEach(lot -> known.add(lot.path("orderNumber").asText()));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (DemoCompany.Lot lot : lots) {
            if (!known.contains(lot.orderNumber())) {
                var order = new LinkedHashMap<String, Object>();
                order.put("orderNumber", lot.orderNumber());
                order.put("quantity", lot.quantity());
                order.put("price", lot.price());
                order.put("currency", lot.currency());
                LocalDate startsOn = LocalDate.of(today.getYear() + lot.firstYear(), 1, 1);
                LocalDate weeksBefore = startsOn.minusWeeks(3);
                order.put("orderedOn", (weeksBefore.isBefore(today) ? weeksBefore : today).toString());
                order.put("startsOn", startsOn.toString());
                if (lot.lastYear() != null) {
                    order.put("endsOn", today.getYear() + lot.lastYear() + "-12-31");
                }
                api.json(administrator, "POST", path, order, Map.of());
            }
        }
    }

    /** A directory's CSV file; returns what was done with it, in words. */
    public String people(Path file) throws IOException, InterruptedException {
        JsonNode report = api.csv(administrator, "PUT", "/approvals/api/people", Files.readAllBytes(file));
        return inWords(report, file);
    }

    /** A list of products in Microsoft's layout; returns what was done with it, in words. */
    public String products(Path file) throws IOException, InterruptedException {
        JsonNode report = api.csv(administrator, "POST", "/assignments/api/products", Files.readAllBytes(file));
        return inWords(report, file);
    }

    private static String inWords(JsonNode report, Path file) {
        var words = new StringBuilder("%s: %d added, %d changed"
                .formatted(
                        file.getFileName(),
                        report.path("added").asInt(),
                        report.path("changed").asInt()));
        JsonNode rejected = report.path("rejected");
        if (!rejected.isEmpty()) {
            words.append(", ").append(rejected.size()).append(" rejected");
        }
        for (int i = 0; i < Math.min(REJECTED_SHOWN, rejected.size()); i++) {
            words.append("\n      line ")
                    .append(rejected.get(i).path("line").asText())
                    .append(": ")
                    .append(rejected.get(i).path("cause").asText());
        }
        return words.toString();
    }
}
