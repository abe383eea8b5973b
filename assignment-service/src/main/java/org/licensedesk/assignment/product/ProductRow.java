package org.licensedesk.assignment.product;

import java.math.BigDecimal;
import org.licensedesk.assignment.seat.SkuInAddress;

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

    /** What all bought seats cost a month; null where no price is known. */
    public BigDecimal monthlyCost() {
        return monthlyPrice == null ? null : monthlyPrice.multiply(BigDecimal.valueOf(purchased));
    }

    /** The address of its page. */
    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }

    /** How the pool stands, in a word. */
    public String standing() {
        if (waiting > 0) {
            return purchased == 0 ? "none bought, somebody waits" : "all taken, somebody waits";
        }
        if (purchased == 0) {
            return "none bought";
        }
        return free() == 0 ? "all taken" : free() + " free";
    }
}
