package org.licensedesk.assignment.purchase;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of purchases; what they make of the pool, the ledger says. */
sealed interface LotEvent extends OutgoingEvent {
    String sku();

    @Override
    default String aggregateId() {
        return sku();
    }

    /** Seats were bought for a term, or somebody set right how many there are. */
    @EventType(value = "LotAdded", topic = SeatEvent.TOPIC, aggregate = "product")
    record LotAdded(
            UUID lotId,
            String sku,
            String productName,
            Lot.Kind kind,
            String orderNumber,
            LocalDate orderedOn,
            BigDecimal price,
            String currency,
            int quantity,
            LocalDate startsOn,
            LocalDate endsOn)
            implements LotEvent {}

    /** A term that was bought ahead has begun. */
    @EventType(value = "LotBegan", topic = SeatEvent.TOPIC, aggregate = "product")
    record LotBegan(
            UUID lotId,
            String sku,
            String productName,
            String orderNumber,
            int quantity,
            LocalDate startsOn,
            LocalDate endsOn)
            implements LotEvent {}

    /** A term is over. */
    @EventType(value = "LotEnded", topic = SeatEvent.TOPIC, aggregate = "product")
    record LotEnded(
            UUID lotId,
            String sku,
            String productName,
            String orderNumber,
            int quantity,
            LocalDate startsOn,
            LocalDate endsOn)
            implements LotEvent {}
}
