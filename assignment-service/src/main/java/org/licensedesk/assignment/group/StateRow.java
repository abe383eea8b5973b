package org.licensedesk.assignment.group;

import java.util.UUID;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What one member has of one product on the group.
 *
 * @param position the place in the waiting list, from 1; null outside of it
 * @param line how many stand in that list
 * @param cause why it is in error, or null
 * @param warning what is wrong with the seat they have, or null
 */
record StateRow(
        UUID holderId,
        String email,
        String name,
        String title,
        String sku,
        String productName,
        MemberState state,
        Integer position,
        int line,
        String cause,
        String warning) {

    /** "number 3 of 5 in the waiting list", or null. */
    public String inLine() {
        return position == null ? null : "number " + position + " of " + line + " in the waiting list";
    }

    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }
}
