package org.licensedesk.assignment.group;

import java.util.UUID;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What one member has of one product on the group.
 *
 * @param cause why it is in error, or null
 */
record StateRow(
        UUID holderId,
        String email,
        String name,
        String title,
        String sku,
        String productName,
        MemberState state,
        String cause) {

    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }
}
