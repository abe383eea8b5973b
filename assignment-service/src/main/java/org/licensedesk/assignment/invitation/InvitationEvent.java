package org.licensedesk.assignment.invitation;

import java.time.Instant;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of invitations. The contract module promises each of these. */
sealed interface InvitationEvent extends OutgoingEvent {
    UUID invitationId();

    @Override
    default String aggregateId() {
        return invitationId().toString();
    }

    /** Somebody was invited, or invited again, which begins a new term. */
    @EventType(value = "InvitationSent", topic = SeatEvent.TOPIC, aggregate = "invitation")
    record InvitationSent(
            UUID invitationId, String sku, String productName, Holder holder, Instant expiresAt, boolean again)
            implements InvitationEvent {}

    /** Nobody has answered for a while, so another mail went out. */
    @EventType(value = "InvitationReminded", topic = SeatEvent.TOPIC, aggregate = "invitation")
    record InvitationReminded(UUID invitationId, String sku, String productName, Holder holder, Instant expiresAt)
            implements InvitationEvent {}

    /** The guest took it: the seat is theirs. */
    @EventType(value = "InvitationAccepted", topic = SeatEvent.TOPIC, aggregate = "invitation")
    record InvitationAccepted(UUID invitationId, String sku, String productName, Holder holder)
            implements InvitationEvent {}

    /** Nobody accepted in time: the seat moves on. */
    @EventType(value = "InvitationExpired", topic = SeatEvent.TOPIC, aggregate = "invitation")
    record InvitationExpired(UUID invitationId, String sku, String productName, Holder holder, Instant expiresAt)
            implements InvitationEvent {}

    /** It was taken back, or lost its seat, before anybody accepted. */
    @EventType(value = "InvitationWithdrawn", topic = SeatEvent.TOPIC, aggregate = "invitation")
    record InvitationWithdrawn(UUID invitationId, String sku, String productName, Holder holder, String cause)
            implements InvitationEvent {}
}
