package org.licensedesk.assignment.group;

import java.math.BigDecimal;

/**
 * What taking a product off a group would do at this moment.
 *
 * @param losing members whose seat has no other reason
 * @param keeping members who keep their seat for another reason
 * @param waiting waiting places that would end
 * @param blocked reasons in conflict that would end
 * @param inLine how many wait for the product for other reasons
 */
record TakeOffPreview(
        String sku,
        String productName,
        BigDecimal monthlyPrice,
        String currency,
        int losing,
        int keeping,
        int waiting,
        int blocked,
        int inLine) {

    /** How many of those who wait would have a seat at once. */
    public int served() {
        return Math.min(losing, inLine);
    }

    /** What the seats that become idle cost a month, or null. */
    public BigDecimal idleCost() {
        return monthlyPrice == null ? null : monthlyPrice.multiply(BigDecimal.valueOf(losing - served()));
    }
}
