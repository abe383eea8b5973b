package org.licensedesk.assignment.group;

import java.math.BigDecimal;
import java.time.Instant;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A product on a group.
 *
 * @param active how many have a seat through the group
 * @param lacking how many of those lack a prerequisite by now
 * @param waiting how many stand in the waiting list
 * @param errors how many something else keeps from a seat
 */
record OnGroupRow(
        String sku,
        String productName,
        BigDecimal monthlyPrice,
        String currency,
        int purchased,
        int used,
        Instant since,
        int active,
        int lacking,
        int waiting,
        int errors) {

    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }

    /** The sku as a value in an address. */
    public String skuInAddress() {
        return SkuInAddress.of(sku);
    }

    /** What those seats cost a month, or null. */
    public BigDecimal monthlyCost() {
        return monthlyPrice == null ? null : monthlyPrice.multiply(BigDecimal.valueOf(active));
    }
}
