package org.licensedesk.request.catalogue;

import java.math.BigDecimal;
import java.util.List;

/**
 * What can be licensed, with its pool as it was a moment ago.
 *
 * @param requires skus that have to be held for it
 * @param excludes skus that cannot be held beside it; it stands with one of the two
 */
public record Product(
        String sku,
        String name,
        BigDecimal monthlyPrice,
        String currency,
        boolean requestable,
        int purchased,
        int used,
        int waiting,
        List<String> requires,
        List<String> excludes) {
    /** One that can be held beside anything, and needs nothing. */
    public Product(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            boolean requestable,
            int purchased,
            int used,
            int waiting) {
        this(sku, name, monthlyPrice, currency, requestable, purchased, used, waiting, List.of(), List.of());
    }

    public Product {
        requires = List.copyOf(requires);
        excludes = List.copyOf(excludes);
    }

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
