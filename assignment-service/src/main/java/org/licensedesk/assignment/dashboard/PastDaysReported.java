package org.licensedesk.assignment.dashboard;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** An administrator told how pools stood on days before they were counted here. */
@EventType(value = "PastDaysReported", topic = SeatEvent.TOPIC, aggregate = "pastDaysReport")
record PastDaysReported(
        UUID reportId, int taken, int rejected, LocalDate firstDay, LocalDate lastDay, List<Named> products)
        implements OutgoingEvent {

    /** A product by its sku and the name it had. */
    record Named(String sku, String productName) {}

    @Override
    public String aggregateId() {
        return reportId.toString();
    }
}
