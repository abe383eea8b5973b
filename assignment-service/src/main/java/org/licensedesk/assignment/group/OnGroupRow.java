package org.licensedesk.assignment.group;

import java.math.BigDecimal;
import java.time.Instant;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A product on a group.
 *
 * @param active how many have a seat through the group
 * @param errors how many are in error
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
