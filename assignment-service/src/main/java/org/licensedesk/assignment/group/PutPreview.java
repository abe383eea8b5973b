package org.licensedesk.assignment.group;

import java.math.BigDecimal;

/**
 * What putting a product on a group would do at this moment.
 *
 * @param holding members who hold it already: one more reason, no second seat
 * @param excluded members who hold something that excludes it
 * @param lacking members without a prerequisite
 * @param wanting members who would get a seat or wait for one
 * @param toGive seats that can be given
 */
record PutPreview(
        String sku,
        String productName,
        BigDecimal monthlyPrice,
        String currency,
        int members,
        int holding,
        int excluded,
        int lacking,
        int wanting,
        int toGive) {

    public int given() {
        return Math.min(wanting, toGive);
    }

    /** How many seats are missing. */
    public int shortBy() {
        return wanting - given();
    }

    public BigDecimal costOfGiven() {
        return cost(given());
    }

    public BigDecimal costOfMissing() {
        return cost(shortBy());
    }

    private BigDecimal cost(int seats) {
        return monthlyPrice == null ? null : monthlyPrice.multiply(BigDecimal.valueOf(seats));
    }
}
