package org.licensedesk.assignment.product;

import java.math.BigDecimal;

/** A product with the numbers of its pool, as pages and API show it. */
public record ProductRow(
        String sku,
        String name,
        BigDecimal monthlyPrice,
        String currency,
        boolean requestable,
        int purchased,
        int used,
        int waiting) {

    /** Seats bought and not in use. */
    public int free() {
        return purchased - used;
    }

    /** What the free seats cost a month; null where no price is known or nothing is idle. */
    public BigDecimal idleCost() {
        return monthlyPrice == null || free() == 0 ? null : monthlyPrice.multiply(BigDecimal.valueOf(free()));
    }
}
