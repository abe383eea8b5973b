package org.licensedesk.acceptance.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;

/** What each request asked for: one product, or the parts of a package, as it was submitted. */
final class AskedParts {
    private final Map<String, List<String>> ofPackages = new HashMap<>();

    private AskedParts() {}

    static AskedParts in(List<Event> events) {
        AskedParts asked = new AskedParts();
        events.stream()
                .filter(event -> event.type().equals("RequestSubmitted")
                        && event.body().path("package").isObject())
                .forEach(event -> {
                    List<String> skus = new ArrayList<>();
                    event.body()
                            .path("package")
                            .path("parts")
                            .forEach(part -> skus.add(part.path("sku").asText()));
                    asked.ofPackages.put(event.aggregateId(), skus);
                });
        return asked;
    }

    boolean isForPackage(String request) {
        return ofPackages.containsKey(request);
    }

    /** The skus of a package; nothing for a product. */
    List<String> ofPackage(String request) {
        return ofPackages.getOrDefault(request, List.of());
    }

    /** The reason of each part of a request, by sku; of a product the one under {@code ""}; where there is none, an empty one. */
    Map<String, Optional<ReasonRow>> reasons(UUID request, Reasons reasons) {
        Map<String, Optional<ReasonRow>> found = new HashMap<>();
        if (isForPackage(request.toString())) {
            ofPackage(request.toString())
                    .forEach(sku -> found.put(sku, Optional.ofNullable(reasons.parts.get(request + " " + sku))));
        } else {
            found.put("", Optional.ofNullable(reasons.ofProducts.get(request)));
        }
        return found;
    }

    /** All reasons that stem from requests, ready to be found. */
    static final class Reasons {
        private final Map<UUID, ReasonRow> ofProducts = new HashMap<>();
        private final Map<String, ReasonRow> parts = new HashMap<>();

        Reasons(List<ReasonRow> rows) {
            rows.forEach(row -> {
                if (row.type().equals("PACKAGE")) {
                    parts.put(row.source() + " " + row.sku(), row);
                } else if (row.type().equals("REQUEST")) {
                    ofProducts.put(row.id(), row);
                }
            });
        }
    }
}
