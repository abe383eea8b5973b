package org.licensedesk.assignment.reminder;

import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** The last reason of a seat ends in a few days; its holder was told. */
@EventType(value = "SeatEndsSoon", topic = SeatEvent.TOPIC, aggregate = "reason")
record SeatEndsSoon(
        UUID reasonId,
        ReasonType reasonType,
        String source,
        String sku,
        String productName,
        Holder holder,
        UUID seatId,
        LocalDate endsOn,
        int daysLeft)
        implements OutgoingEvent {
    @Override
    public String aggregateId() {
        return reasonId.toString();
    }
}
