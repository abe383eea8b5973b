package org.licensedesk.assignment.product;

import java.math.BigDecimal;
import java.util.List;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of products. The contract module promises each of these. */
sealed interface ProductEvent extends OutgoingEvent {
    String sku();

    @Override
    default String aggregateId() {
        return sku();
    }

    /**
     * A product is new, or its definition changed.
     *
     * @param changed what of it, or "added"; null where a list from outside says so
     */
    @EventType(value = "ProductDefined", topic = SeatEvent.TOPIC, aggregate = "product")
    record ProductDefined(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            boolean requestable,
            List<ServicePlan> servicePlans,
            List<String> roles,
            List<String> requires,
            List<String> excludes,
            List<String> changed)
            implements ProductEvent {}

    /**
     * The present state, for the compacted topic.
     *
     * @param claimGroup the group whose members may take a seat without asking; null: everybody, or nobody
     */
    @EventType(value = "Product", topic = "license.catalogue", aggregate = "productState")
    record ProductState(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            boolean requestable,
            int purchased,
            int used,
            int waiting,
            PoolState state,
            List<String> requires,
            List<String> excludes,
            String claimGroup)
            implements ProductEvent {}
}
