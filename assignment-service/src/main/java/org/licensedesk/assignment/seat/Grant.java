package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.licensedesk.chassis.messaging.Origin;

/**
 * Somebody may have a seat, for this reason. What becomes of it (seat, waiting place, refusal) is the ledger's to say.
 *
 * @param productName what the granter calls the product; used only where the ledger does not know it
 * @param grantedAt when it was approved: the order of the waiting list
 * @param endsOn the last day, or null
 * @param whenFull what becomes of it where no seat is free
 */
public record Grant(
        UUID reasonId,
        ReasonType type,
        String source,
        String sku,
        String productName,
        Holder holder,
        Instant grantedAt,
        LocalDate endsOn,
        WhenFull whenFull,
        Origin origin) {

    /** PostgreSQL compares uuids as unsigned bytes, {@link UUID#compareTo} as signed longs: the list must have one order. */
    static final Comparator<UUID> AS_THE_DATABASE_SORTS_THEM = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    static final Comparator<Grant> IN_ORDER_OF_APPROVAL =
            Comparator.comparing(Grant::grantedAt).thenComparing(Grant::reasonId, AS_THE_DATABASE_SORTS_THEM);

    public Grant {
        Objects.requireNonNull(reasonId, "a grant names its reason");
        Objects.requireNonNull(type, "a grant has a type");
        Objects.requireNonNull(source, "a grant has a source");
        Objects.requireNonNull(sku, "a grant names a product");
        Objects.requireNonNull(holder, "a grant has a holder");
        Objects.requireNonNull(grantedAt, "a grant was made at some time");
        Objects.requireNonNull(whenFull, "a grant says whether it may wait");
        Objects.requireNonNull(origin, "a grant has an origin");
    }
}
