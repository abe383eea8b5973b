package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the ledger tells the world. The contract module promises each of these. */
public sealed interface SeatEvent extends OutgoingEvent {

    /** Where all facts of this service go. */
    String TOPIC = "license.assignments";

    /** What became of a reason. */
    sealed interface OfReason extends SeatEvent {
        UUID reasonId();

        String sku();

        Holder holder();

        @Override
        default String aggregateId() {
            return reasonId().toString();
        }
    }

    /** The first reason for a seat: the seat is given. */
    @EventType(value = "SeatAssigned", topic = TOPIC, aggregate = "reason")
    record SeatAssigned(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            Instant since,
            LocalDate endsOn,
            boolean fromWaitingList,
            List<String> roles,
            long poolSequence,
            int purchased,
            int used)
            implements OfReason {}

    /** One more reason for a seat that is held already. */
    @EventType(value = "ReasonAdded", topic = TOPIC, aggregate = "reason")
    record ReasonAdded(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            LocalDate endsOn)
            implements OfReason {}

    /** A reason is gone, the seat stays for another. */
    @EventType(value = "ReasonEnded", topic = TOPIC, aggregate = "reason")
    record ReasonEnded(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            Cause cause)
            implements OfReason {}

    /** The last reason is gone, and the seat with it. */
    @EventType(value = "SeatReleased", topic = TOPIC, aggregate = "reason")
    record SeatReleased(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            Cause cause,
            long poolSequence,
            int purchased,
            int used)
            implements OfReason {}

    /**
     * Granted, but no seat can be given; a further reason of who waits already shares their place.
     *
     * @param cause why none is given at present; null: every seat is taken
     */
    @EventType(value = "Waitlisted", topic = TOPIC, aggregate = "reason")
    record Waitlisted(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            Instant grantedAt,
            LocalDate endsOn,
            boolean further,
            Cause cause)
            implements OfReason {}

    /** The waiting is over, without a seat; unless the place stays for another reason. */
    @EventType(value = "WaitingPlaceEnded", topic = TOPIC, aggregate = "reason")
    record WaitingPlaceEnded(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            Cause cause,
            boolean placeStays)
            implements OfReason {}

    /** Granted, but in conflict with what the holder has or lacks; it is tried again as soon as the cause is gone. */
    @EventType(value = "ReasonBlocked", topic = TOPIC, aggregate = "reason")
    record ReasonBlocked(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            Instant grantedAt,
            LocalDate endsOn,
            Cause cause)
            implements OfReason {}

    /** Granted, but there is no way to give a seat. */
    @EventType(value = "AssignmentRefused", topic = TOPIC, aggregate = "reason")
    record AssignmentRefused(
            UUID reasonId,
            ReasonType reasonType,
            String source,
            String sku,
            String productName,
            Holder holder,
            Cause cause)
            implements OfReason {}

    /** Seats were bought or dropped, or will be dropped as they become free. */
    @EventType(value = "PoolResized", topic = TOPIC, aggregate = "product")
    record PoolResized(
            String sku,
            String productName,
            long poolSequence,
            int purchasedBefore,
            int purchased,
            int used,
            Integer reduceTo)
            implements SeatEvent {
        @Override
        public String aggregateId() {
            return sku;
        }
    }

    /** The term of a pool went on; only an active pool gives seats. */
    @EventType(value = "PoolStateChanged", topic = TOPIC, aggregate = "product")
    record PoolStateChanged(String sku, String productName, PoolState stateBefore, PoolState state)
            implements SeatEvent {
        @Override
        public String aggregateId() {
            return sku;
        }
    }
}
