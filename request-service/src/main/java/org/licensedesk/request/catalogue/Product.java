package org.licensedesk.request.catalogue;

import java.math.BigDecimal;

/** What can be licensed, with its pool as it was a moment ago. */
public record Product(
        String sku,
        String name,
        BigDecimal monthlyPrice,
        String currency,
        boolean requestable,
        int purchased,
        int used,
        int waiting) {
    /** Seats nobody holds. */
    public int free() {
        return Math.max(0, purchased - used);
    }

    /** How likely a seat is, in words. */
    public String availability() {
        if (purchased == 0) {
            return waiting == 0 ? "no seats bought yet" : "no seats bought yet, " + waiting + " waiting";
        }
        if (free() == 0) {
            var taken = purchased == 1 ? "the only seat is taken" : "all " + purchased + " taken";
            return waiting == 0 ? taken : taken + ", " + waiting + " waiting";
        }
        return free() + " free";
    }
}
