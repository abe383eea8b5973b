package org.licensedesk.assignment.manual;

import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What became of one product for one person, or would.
 *
 * @param name the person's name, or null if the directory knows nobody of this address
 * @param sku the product, or null where nothing was asked for but somebody nobody knows
 * @param cause why it was refused or stays, or null
 * @param waited whether it was a place in the waiting list that ended, and no seat
 */
record ManualResult(
        String email,
        String name,
        String title,
        String sku,
        String productName,
        Outcome outcome,
        Cause cause,
        boolean waited) {

    /** The result in words, as it follows the name. */
    public String words() {
        return switch (outcome) {
            case ASSIGNED -> "gets a seat";
            case ALREADY_HELD -> "holds it already, and keeps it for this reason too";
            case WAITLISTED -> "no seat is free: a place in the waiting list";
            case REMOVED -> waited ? "loses the place in the waiting list" : "loses the seat";
            case REFUSED, KEPT -> cause.sentence();
        };
    }

    /** The product as it stands in an address. */
    public String href() {
        return SkuInAddress.of(sku);
    }

    /** Whether anything would be different afterwards. */
    boolean changesSomething() {
        return outcome != Outcome.REFUSED && outcome != Outcome.KEPT;
    }
}
