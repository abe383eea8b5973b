package org.licensedesk.assignment.packages;

import java.math.BigDecimal;
import java.util.List;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.SkuInAddress;

/** A package with its parts, as pages and the API show it. */
record PackageRow(String id, String name, String description, Integer validDays, boolean deleted, List<Part> parts) {

    /** One of its products, with the numbers of its pool. */
    record Part(
            String sku, String name, BigDecimal monthlyPrice, String currency, int purchased, int used, int waiting) {
        /** Seats bought and not in use. */
        public int free() {
            return purchased - used;
        }

        /** The address of the product's page. */
        public String href() {
            return "/assignments/products/" + SkuInAddress.of(sku);
        }

        /** How its pool stands, in a word. */
        public String standing() {
            String seats = purchased == 0 ? "none bought" : free() == 0 ? "all taken" : free() + " free";
            return waiting == 0 ? seats : seats + ", " + waiting + " waiting";
        }
    }

    List<String> skus() {
        return parts.stream().map(Part::sku).toList();
    }

    /** What all parts cost a month, as far as prices are known: one amount a currency, since one cannot add euros to dollars. */
    public List<Cost> prices() {
        return Cost.byCurrency(parts, Part::monthlyPrice, Part::currency);
    }

    /** How many people could have all of it at once. */
    public int free() {
        return parts.stream().mapToInt(Part::free).min().orElse(0);
    }

    /** The address of its page. */
    public String href() {
        return "/assignments/packages/" + SkuInAddress.of(id);
    }

    PackageDefinition definition() {
        return new PackageDefinition(name, description, skus(), validDays);
    }
}
