package org.licensedesk.assignment.purchase;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Seats of one product, bought together for one term. An adjustment is a lot as well, of a number that may be negative.
 *
 * @param price what one of its seats costs a month, or null
 * @param endsOn the last day of the term, or null
 */
record Lot(
        UUID id,
        String sku,
        Kind kind,
        String orderNumber,
        LocalDate orderedOn,
        BigDecimal price,
        String currency,
        int quantity,
        LocalDate startsOn,
        LocalDate endsOn,
        State state,
        String recordedBy,
        Instant recordedAt) {

    /** Where a lot comes from. */
    enum Kind {
        /** An order. */
        PURCHASE,
        /** Somebody said how many seats there are in all. */
        ADJUSTMENT
    }

    /** Whether it counts. */
    enum State {
        PLANNED,
        RUNNING,
        OVER;

        /** What a term amounts to on this day. */
        static State on(LocalDate day, LocalDate startsOn, LocalDate endsOn) {
            if (endsOn != null && endsOn.isBefore(day)) {
                return OVER;
            }
            return startsOn.isAfter(day) ? PLANNED : RUNNING;
        }
    }

    /** How many seats it adds, with a sign where it takes some away. */
    public String seats() {
        return quantity < 0 ? "−" + -quantity : String.valueOf(quantity);
    }

    public boolean isAdjustment() {
        return kind == Kind.ADJUSTMENT;
    }

    /** Its state in a word. */
    public String word() {
        return switch (state) {
            case PLANNED -> "planned";
            case RUNNING -> "running";
            case OVER -> "over";
        };
    }

    /** The look of its state. */
    public String look() {
        return switch (state) {
            case PLANNED -> "waiting";
            case RUNNING -> "good";
            case OVER -> "quiet";
        };
    }
}
