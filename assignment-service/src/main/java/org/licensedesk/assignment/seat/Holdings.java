package org.licensedesk.assignment.seat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the holders of one transaction hold of products that matter to each other: in the pools that are locked, as the
 * transaction has changed it so far, and elsewhere as it was read.
 */
final class Holdings {

    /** One holder and one product. */
    record Of(String sku, UUID holderId) {}

    private final Map<String, Pool> pools;
    private final Set<Of> elsewhere = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    Holdings(Map<String, Pool> pools) {
        this.pools = pools;
    }

    /** Nothing is held of anything. */
    static Holdings none() {
        return new Holdings(Map.of());
    }

    /** What products are called whose pools are not locked here. */
    void load(Map<String, String> namesBySku) {
        names.putAll(namesBySku);
    }

    void load(Pool.Seat seat) {
        Pool pool = pools.get(seat.sku());
        if (pool == null) {
            elsewhere.add(new Of(seat.sku(), seat.holder().id()));
        } else {
            pool.load(seat);
        }
    }

    /** Why this holder may not have a seat of this pool beside what they hold, or without what they do not hold. */
    Optional<Cause> objectionTo(Pool pool, Holder holder) {
        ProductRules rules = pool.rules();
        Optional<Cause> excluded = rules.excludes().stream()
                .filter(other -> holds(other, holder))
                .findFirst()
                .map(other -> Cause.excluded(holder.name(), pool.productName(), nameOf(other)));
        if (excluded.isPresent()) {
            return excluded;
        }
        List<String> missing = rules.requires().stream()
                .filter(other -> !holds(other, holder))
                .map(this::nameOf)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Cause.missingPrerequisite(holder.name(), pool.productName(), missing));
    }

    private boolean holds(String sku, Holder holder) {
        Pool pool = pools.get(sku);
        return pool == null ? elsewhere.contains(new Of(sku, holder.id())) : pool.isHeldBy(holder);
    }

    private String nameOf(String sku) {
        Pool pool = pools.get(sku);
        return pool == null ? names.getOrDefault(sku, sku) : pool.productName();
    }
}
