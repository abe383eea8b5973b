package org.licensedesk.assignment.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.invitation.Invitation.State;
import org.licensedesk.assignment.invitation.InvitationEvent.InvitationAccepted;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** The guest takes the seat: signed in as the very address that was invited, with the code that was sent there, in time. */
@ApplicationScoped
class AcceptInvitation {

    private final Database database;
    private final Invitations invitations;
    private final InvitationLetters letters;
    private final Outbox outbox;
    private final InvitationSettings settings;
    private final Clock clock;

    AcceptInvitation(
            Database database,
            Invitations invitations,
            InvitationLetters letters,
            Outbox outbox,
            InvitationSettings settings,
            Clock clock) {
        this.database = database;
        this.invitations = invitations;
        this.letters = letters;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    private record Answer(Invitation invitation, Refusal refusal) {}

    /** Accepting again what one has accepted changes nothing. */
    Invitation accept(UUID id, String typedCode, String signedInAs) {
        InvitationCode code = InvitationCode.typed(typedCode);
        Answer answer = database.inTransaction(tx -> {
            Invitation invitation = invitations
                    .lock(tx, id)
                    .filter(known -> known.email().equals(signedInAs))
                    .orElseThrow(() -> notForThem(signedInAs));
            if (invitation.state() == State.ACCEPTED) {
                return new Answer(invitation, null);
            }
            Instant now = clock.instant();
            Optional<Refusal> objection = objectionTo(invitation, now);
            if (objection.isPresent()) {
                return new Answer(invitation, objection.get());
            }
            if (!invitation.opensWith(code)) {
                // counted, so this transaction has to last; the refusal follows it
                invitations.countWrongCode(tx, id);
                return new Answer(invitation, wrongCode());
            }
            return new Answer(accepted(tx, invitation, now), null);
        });
        if (answer.refusal() != null) {
            throw answer.refusal();
        }
        return answer.invitation();
    }

    /** What somebody who opened the link sees; nothing is changed by that. */
    Invitation shownTo(UUID id, String signedInAs) {
        return invitations
                .of(id)
                .filter(known -> known.email().equals(signedInAs))
                .orElseThrow(() -> notForThem(signedInAs));
    }

    /** Why nobody can accept it at this moment, whatever the code. */
    Optional<Refusal> objectionTo(Invitation invitation) {
        return objectionTo(invitation, clock.instant());
    }

    private Optional<Refusal> objectionTo(Invitation invitation, Instant now) {
        if (invitation.state() == State.WITHDRAWN || invitation.state() == State.OPEN && !invitation.hasItsSeat()) {
            return Optional.of(Refusal.conflict(
                    "WITHDRAWN", "This invitation was withdrawn. Ask " + invitation.sentByName() + " for a new one."));
        }
        if (!invitation.isAcceptableAt(now)) {
            return Optional.of(Refusal.conflict(
                    "EXPIRED",
                    "This invitation could be accepted until " + letters.exact(invitation.expiresAt())
                            + ", and the seat has moved on. Ask " + invitation.sentByName() + " for a new one."));
        }
        if (invitation.wrongCodes() >= settings.wrongCodes()) {
            return Optional.of(Refusal.conflict(
                    "TOO_MANY_WRONG_CODES",
                    "This invitation is locked after too many wrong codes. Ask " + invitation.sentByName()
                            + " to invite you again."));
        }
        return Optional.empty();
    }

    private Invitation accepted(Handle tx, Invitation invitation, Instant now) {
        invitations.accept(tx, invitation.id(), now);
        outbox.append(
                tx,
                Origin.by(invitation.email()),
                new InvitationAccepted(
                        invitation.id(), invitation.sku(), invitation.productName(), invitation.holder()));
        return invitations.lock(tx, invitation.id()).orElseThrow();
    }

    private static Refusal wrongCode() {
        return Refusal.invalid(
                "code", "The link is not complete, or a newer mail has replaced it. Use the newest one.");
    }

    private static Refusal notForThem(String signedInAs) {
        return Refusal.hidden("There is no invitation here for " + signedInAs
                + ". If the mail went to another address of yours, sign out and open its link again.");
    }
}
