package org.licensedesk.assignment.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.invitation.Invitation.State;
import org.licensedesk.assignment.invitation.InvitationEvent.InvitationExpired;
import org.licensedesk.assignment.invitation.InvitationEvent.InvitationWithdrawn;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.messaging.OutgoingEvent;
import org.licensedesk.chassis.web.Refusal;

/** Invitations that nobody accepts end: by the clock, by whoever withdraws them, or with their seat. What they held moves on. */
@ApplicationScoped
class EndInvitations {

    private final Database database;
    private final Invitations invitations;
    private final InvitationLetters letters;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Clock clock;

    EndInvitations(
            Database database,
            Invitations invitations,
            InvitationLetters letters,
            Ledger ledger,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.invitations = invitations;
        this.letters = letters;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Takes it back. A second time changes nothing. */
    Invitation withdraw(UUID id, Invite.Inviter by) {
        return database.inTransaction(tx -> {
            Invitation invitation = invitations.lock(tx, id).orElseThrow(EndInvitations::noSuchInvitation);
            Instant now = clock.instant();
            if (invitation.state() == State.WITHDRAWN) {
                return invitation;
            }
            if (!invitation.isAcceptableAt(now)) {
                throw Refusal.conflict(
                        invitation.state() == State.ACCEPTED ? "ACCEPTED" : "EXPIRED",
                        invitation.state() == State.ACCEPTED
                                ? invitation.email() + " has accepted the invitation. Remove the seat instead."
                                : "The invitation has expired already: " + letters.exact(invitation.expiresAt()) + ".");
            }
            String why = "The invitation was withdrawn by " + by.name();
            Origin origin = Origin.by(by.email());
            invitations.end(tx, List.of(invitation), State.WITHDRAWN, now);
            ledger.end(tx, List.of(new Ending(invitation.reasonId(), new Cause(Cause.Code.WITHDRAWN, why), origin)));
            outbox.append(tx, origin, withdrawn(invitation, why));
            return invitations.lock(tx, id).orElseThrow();
        });
    }

    /** Their time is up. */
    void expire(Handle tx, List<Invitation> expired, Instant now) {
        invitations.end(tx, expired, State.EXPIRED, now);
        ledger.end(
                tx,
                expired.stream()
                        .map(invitation -> new Ending(
                                invitation.reasonId(),
                                new Cause(
                                        Cause.Code.ENDED,
                                        "The invitation was not accepted until "
                                                + letters.exact(invitation.expiresAt())),
                                Origin.system()))
                        .toList());
        tell(
                tx,
                expired,
                invitation -> new InvitationExpired(
                        invitation.id(),
                        invitation.sku(),
                        invitation.productName(),
                        invitation.holder(),
                        invitation.expiresAt()));
    }

    /** Somebody took the seat away before it was accepted: there is nothing left to accept. */
    void closeWithoutSeat(Handle tx, List<Invitation> withoutSeat, Instant now) {
        invitations.end(tx, withoutSeat, State.WITHDRAWN, now);
        tell(
                tx,
                withoutSeat,
                invitation -> withdrawn(invitation, "The seat that it held was given back or taken away"));
    }

    private void tell(Handle tx, List<Invitation> ended, Function<Invitation, OutgoingEvent> fact) {
        outbox.append(
                tx,
                ended.stream()
                        .map(invitation -> new Outgoing(fact.apply(invitation), Origin.system()))
                        .toList());
    }

    private static InvitationWithdrawn withdrawn(Invitation invitation, String why) {
        return new InvitationWithdrawn(
                invitation.id(), invitation.sku(), invitation.productName(), invitation.holder(), why);
    }

    static Refusal noSuchInvitation() {
        return Refusal.notFound("There is no such invitation.");
    }
}
