package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.util.List;

/** A waiting place as pages show it: one for each holder, with all the reasons they wait for, since the first of them. */
public record WaitingRow(
        String sku,
        String productName,
        String holderEmail,
        String holderName,
        String holderTitle,
        Instant since,
        int position,
        List<ReasonRow> reasons) {

    public WaitingRow {
        reasons = List.copyOf(reasons);
    }

    /** Whether an administrator can take it away; what only a group asks for ends with the group. */
    public boolean isRemovable() {
        return reasons.stream().anyMatch(reason -> reason.type().endsByRemoval());
    }

    /** The sku as it stands in the address of the product's page. */
    public String href() {
        return SkuInAddress.of(sku);
    }
}
