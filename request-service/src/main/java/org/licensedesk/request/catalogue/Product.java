package org.licensedesk.request.catalogue;

import java.math.BigDecimal;
import java.util.List;

/**
 * What can be licensed, with its pool as it was a moment ago.
 *
 * @param state where the vendor's subscription stands: ACTIVE, GRACE, SUSPENDED or ENDED; only an active pool gives seats
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
        String state,
        List<String> requires,
        List<String> excludes) {

    private static final String ACTIVE = "ACTIVE";

    public Product {
        state = state == null ? ACTIVE : state;
        requires = List.copyOf(requires);
        excludes = List.copyOf(excludes);
    }

    /** One whose subscription is active, that can be held beside anything, and needs nothing. */
    public Product(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            boolean requestable,
            int purchased,
            int used,
            int waiting) {
        this(sku, name, monthlyPrice, currency, requestable, purchased, used, waiting, ACTIVE, List.of(), List.of());
    }

    /** Seats that somebody can have. */
    public int free() {
        return isActive() ? Math.max(0, purchased - used) : 0;
    }

    boolean isActive() {
        return ACTIVE.equals(state);
    }

    /** Whether it is over with it: who asks for a seat does not even wait for one. */
    boolean isOver() {
        return "ENDED".equals(state);
    }

    /** Why nobody gets a seat whatever is free, as a clause; null where that is not so. */
    String standstill() {
        return switch (state) {
            case "GRACE" -> "the term has run out and is to be renewed";
            case "SUSPENDED" -> "the subscription is suspended";
            case "ENDED" -> "the subscription has ended";
            default -> null;
        };
    }

    /** How likely a seat is, in words. */
    public String availability() {
        if (standstill() != null) {
            var line = waiting == 0 ? "" : ", " + waiting + " waiting";
            return "no seats for now: " + standstill() + line;
        }
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
