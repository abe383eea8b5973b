package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A waiting place as pages show it. */
public record WaitingRow(
        UUID reasonId,
        String sku,
        String productName,
        String holderEmail,
        String holderName,
        String holderTitle,
        ReasonType type,
        String source,
        Instant since,
        LocalDate endsOn,
        int position) {

    /** The reason as a person would put it. */
    public String words() {
        return type.words();
    }

    /** The page that tells more of it to an administrator, or null. */
    public String sourceHref() {
        return type.pageOf(source);
    }

    /** Whether that page tells others too. */
    public boolean toldToAll() {
        return type.isToldToAll();
    }

    /** The sku as it stands in the address of the product's page. */
    public String href() {
        return SkuInAddress.of(sku);
    }
}
