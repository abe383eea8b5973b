package org.licensedesk.assignment.role;

import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A seat with the roles its holder has by it and those the product knows.
 *
 * @param roles what the holder has
 * @param known what the product brings today; without any, every seat is usable
 */
public record SeatRoles(
        UUID seatId,
        String sku,
        String productName,
        Holder holder,
        String title,
        List<String> roles,
        List<String> known) {

    /** A product that knows roles is of use only to whoever has one of them. */
    public boolean isUsable() {
        return known.isEmpty() || roles.stream().anyMatch(known::contains);
    }

    /** The sku as it stands in an address. */
    public String escapedSku() {
        return SkuInAddress.of(sku);
    }

    /** What would come with a new seat. */
    public String knownWords() {
        return String.join(", ", known);
    }
}
