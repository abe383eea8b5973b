package org.licensedesk.assignment.manual;

import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What became of one product for one person, or would.
 *
 * @param name the person's name, or null if the directory knows nobody of this address
 * @param cause why it was refused or stays, or what one more reason means, or null
 * @param waited whether there was a place in the waiting list before, and no seat
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

    /** The result in a few words, as they follow the name. */
    public String words() {
        return switch (outcome) {
            case ASSIGNED -> "gets a seat";
            case ALREADY_HELD -> "holds it already";
            case WAITLISTED -> waited ? "waits for it already" : "gets a place in the waiting list";
            case REMOVED -> waited ? "loses the place in the waiting list" : "loses the seat";
            case REFUSED -> "cannot have it";
            case KEPT -> "keeps it";
        };
    }

    /** What more there is to say, or null. */
    public String why() {
        if (cause != null) {
            return cause.sentence();
        }
        return switch (outcome) {
            case ALREADY_HELD -> "This is one more reason to keep it.";
            case WAITLISTED -> waited ? "This is one more reason to, at the same place." : "No seat is free.";
            default -> null;
        };
    }

    /** The product as it stands in an address. */
    public String href() {
        return SkuInAddress.of(sku);
    }

    /** Whether anything would be different afterwards. */
    boolean changesSomething() {
        return outcome != Outcome.REFUSED
                && outcome != Outcome.KEPT
                && (cause == null || cause.code() != Cause.Code.UNCHANGED);
    }
}
