package org.licensedesk.assignment.role;

import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of roles. */
sealed interface RoleEvent extends OutgoingEvent {

    /** The roles of one seat were changed by hand; those it came with are told by its assignment. */
    @EventType(value = "SeatRolesChanged", topic = SeatEvent.TOPIC, aggregate = "seatRoles")
    record SeatRolesChanged(
            UUID seatId, String sku, String productName, Holder holder, List<String> rolesBefore, List<String> roles)
            implements RoleEvent {
        @Override
        public String aggregateId() {
            return seatId.toString();
        }
    }
}
