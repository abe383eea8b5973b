package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A seat as pages and API show it; the holder by the name of today.
 *
 * @param lacks what it needs and its holder does not hold any more, by name: nobody loses a seat for that, but it is shown
 * @param clashes what its holder holds although it cannot be held together with it, by name: a rule that came later takes nothing away
 * @param neededBy what else its holder has that needs it, by name
 */
public record SeatRow(
        UUID id,
        String sku,
        String productName,
        String holderEmail,
        String holderName,
        String holderTitle,
        Instant since,
        PoolState poolState,
        List<ReasonRow> reasons,
        List<String> lacks,
        List<String> clashes,
        List<String> neededBy) {

    public SeatRow {
        reasons = List.copyOf(reasons);
        lacks = List.copyOf(lacks);
        clashes = List.copyOf(clashes);
        neededBy = List.copyOf(neededBy);
    }

    /** What it needs, as the end of a sentence; empty when nothing is missing. */
    public String lacking() {
        return String.join(" and ", lacks);
    }

    /** What it cannot be held together with and is, as the end of a sentence; empty when there is nothing of the kind. */
    public String clashing() {
        return String.join(" and ", clashes);
    }

    /** What needs it, as the beginning of a sentence; empty when nothing does. */
    public String needing() {
        return String.join(" and ", neededBy);
    }

    /** Whether its holder can use it: a suspended subscription keeps the seat and takes the access. */
    public boolean hasAccess() {
        return poolState.givesAccess();
    }

    /** Whether the holder can give it back by themselves. */
    public boolean isReturnable() {
        return reasons.stream().allMatch(reason -> reason.type().endsByReturn());
    }

    /** Whether an administrator can take it away. */
    public boolean isRemovable() {
        return reasons.stream().allMatch(reason -> reason.type().endsByRemoval());
    }

    /** The sku as it stands in the address of the product's page. */
    public String href() {
        return SkuInAddress.of(sku);
    }
}
