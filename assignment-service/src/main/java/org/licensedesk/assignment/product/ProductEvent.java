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

    /** A product is new, or its definition changed. */
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
            List<String> excludes)
            implements ProductEvent {}

    /** The present state, for the compacted topic. */
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
            PoolState state)
            implements ProductEvent {}
}
