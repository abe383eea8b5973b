package org.licensedesk.assignment.claim;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.group.Memberships.GroupName;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of claims, beside the seats that they bring. The contract module promises each of these. */
sealed interface ClaimEvent extends OutgoingEvent {

    /** A product as others name it. */
    record ProductName(String sku, String productName) {}

    /** An administrator said who may take seats of a product without asking. */
    @EventType(value = "ClaimPolicyChanged", topic = SeatEvent.TOPIC, aggregate = "claimPolicy")
    record ClaimPolicyChanged(
            String sku,
            String productName,
            boolean enabled,
            GroupName group,
            Integer perDay,
            Integer perDepartmentPerDay,
            List<ProductName> backups)
            implements ClaimEvent {
        @Override
        public String aggregateId() {
            return sku;
        }
    }

    /**
     * Somebody claimed a product, or was claimed for, and got a seat.
     *
     * @param given the product of the seat: the claimed one, or the backup that stood in
     * @param reasonId the reason for the seat in the ledger, whose source is the claim
     */
    @EventType(value = "ClaimServed", topic = SeatEvent.TOPIC, aggregate = "claim")
    record ClaimServed(
            UUID claimId,
            String sku,
            String productName,
            Holder person,
            String department,
            ProductName given,
            UUID seatId,
            UUID reasonId)
            implements ClaimEvent {
        @Override
        public String aggregateId() {
            return claimId.toString();
        }
    }

    /** Somebody claimed a product, or was claimed for, and got nothing. */
    @EventType(value = "ClaimRefused", topic = SeatEvent.TOPIC, aggregate = "claim")
    record ClaimRefused(
            UUID claimId, String sku, String productName, Holder person, String department, Cause cause, Instant until)
            implements ClaimEvent {
        @Override
        public String aggregateId() {
            return claimId.toString();
        }
    }
}
