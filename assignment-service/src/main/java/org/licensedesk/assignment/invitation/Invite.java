package org.licensedesk.assignment.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.invitation.InvitationEvent.InvitationSent;
import org.licensedesk.assignment.invitation.Invitations.First;
import org.licensedesk.assignment.invitation.Invitations.Term;
import org.licensedesk.assignment.mail.MailOutbox;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** Invites somebody from outside to a seat, or once more: then the seat stays, and a new term begins under a new code. */
@ApplicationScoped
class Invite {

    private final Database database;
    private final Invitations invitations;
    private final EndInvitations endInvitations;
    private final InvitationLetters letters;
    private final Ledger ledger;
    private final Directory directory;
    private final Outbox outbox;
    private final MailOutbox mails;
    private final InvitationSettings settings;
    private final Clock clock;

    Invite(
            Database database,
            Invitations invitations,
            EndInvitations endInvitations,
            InvitationLetters letters,
            Ledger ledger,
            Directory directory,
            Outbox outbox,
            MailOutbox mails,
            InvitationSettings settings,
            Clock clock) {
        this.database = database;
        this.invitations = invitations;
        this.endInvitations = endInvitations;
        this.letters = letters;
        this.ledger = ledger;
        this.directory = directory;
        this.outbox = outbox;
        this.mails = mails;
        this.settings = settings;
        this.clock = clock;
    }

    /** Who invites. */
    record Inviter(String email, String name) {
        static Inviter of(CurrentUser user) {
            return new Inviter(user.email(), user.name());
        }
    }

    Invitation invite(String typedEmail, String typedSku, Inviter by) {
        String email = Guest.address(typedEmail);
        String sku = typedSku == null ? "" : typedSku.strip();
        if (sku.isEmpty()) {
            throw Refusal.invalid("sku", "Say which product they are to use.");
        }
        letters.checkThatLinksLeadHere();
        return database.inTransaction(tx -> {
            String product = productName(tx, sku);
            invitations.oneInviterAtATime(tx, email, sku);
            refuseWhoIsInTheDirectory(tx, email);
            Instant now = clock.instant();
            Optional<Invitation> open = endIfOver(tx, invitations.lockOpen(tx, email, sku), now);
            InvitationCode code = InvitationCode.random();
            Instant expiresAt = now.plus(settings.validFor());
            UUID id = open.map(Invitation::id).orElseGet(Ids::next);
            Letter letter = letters.invitation(id, email, product, by.name(), expiresAt, code);
            Term term = new Term(now, remindAt(now), expiresAt, by.email(), by.name(), letter.id(), code.hash());
            open.ifPresentOrElse(
                    known -> invitations.sendAgain(tx, id, term), () -> holdASeat(tx, id, email, sku, product, term));
            mails.append(tx, List.of(letter));
            outbox.append(
                    tx,
                    Origin.by(by.email()),
                    new InvitationSent(id, sku, product, Guest.holder(email), expiresAt, open.isPresent()));
            return invitations.lock(tx, id).orElseThrow();
        });
    }

    /** An open one whose time is up, or whose seat is gone, is no longer one, whether or not anybody has looked since. */
    private Optional<Invitation> endIfOver(Handle tx, Optional<Invitation> open, Instant now) {
        if (open.isEmpty()) {
            return open;
        }
        Invitation known = open.get();
        if (!known.isAcceptableAt(now)) {
            endInvitations.expire(tx, List.of(known), now);
            return Optional.empty();
        }
        if (!known.hasItsSeat()) {
            endInvitations.closeWithoutSeat(tx, List.of(known), now);
            return Optional.empty();
        }
        return open;
    }

    private void holdASeat(Handle tx, UUID id, String email, String sku, String product, Term term) {
        Holder guest = Guest.holder(email);
        refuseWhoHoldsItAlready(tx, guest, sku, product);
        UUID reasonId = Ids.next();
        List<OfReason> outcomes = ledger.grant(
                tx,
                List.of(new Grant(
                        reasonId,
                        ReasonType.INVITATION,
                        id.toString(),
                        sku,
                        product,
                        guest,
                        term.sentAt(),
                        null,
                        WhenFull.REFUSE,
                        Origin.by(term.by()))));
        outcomes.forEach(outcome -> {
            if (outcome instanceof AssignmentRefused refused) {
                throw refusal(tx, sku, refused.cause());
            }
        });
        invitations.insert(tx, new First(id, email, sku, guest.id(), reasonId), term);
    }

    private Refusal refusal(Handle tx, String sku, Cause cause) {
        PoolNumbers pool = ledger.lock(tx, List.of(sku)).get(sku);
        return Refusal.conflict(
                        cause.code().name(),
                        cause.code() == Cause.Code.NO_FREE_SEAT
                                ? "No seat is free to be held: " + pool.used() + " of " + pool.purchased()
                                        + " are taken, and " + pool.waiting() + " wait. Buy seats first."
                                : cause.sentence() + ".")
                .with("purchased", pool.purchased())
                .with("used", pool.used())
                .with("free", pool.free())
                .with("waiting", pool.waiting());
    }

    private void refuseWhoIsInTheDirectory(Handle tx, String email) {
        KnownPerson person = directory.byEmail(tx, List.of(email)).get(email);
        if (person != null && person.active()) {
            throw Refusal.conflict(
                    "IN_DIRECTORY",
                    person.holder().name()
                            + " is in the directory, so nobody has to be invited: assign the seat by hand instead.");
        }
    }

    private void refuseWhoHoldsItAlready(Handle tx, Holder guest, String sku, String product) {
        boolean holds = ledger.liveReasons(tx, List.of(guest.id())).stream()
                .anyMatch(reason -> reason.sku().equals(sku));
        if (holds) {
            throw Refusal.conflict("ALREADY_HELD", guest.email() + " has a seat of " + product + " already.");
        }
    }

    private Instant remindAt(Instant now) {
        return settings.remindAfter().compareTo(settings.validFor()) < 0 ? now.plus(settings.remindAfter()) : null;
    }

    private static String productName(Handle tx, String sku) {
        return tx.createQuery("select name from product where sku = :sku")
                .bind("sku", sku)
                .mapTo(String.class)
                .findOne()
                .orElseThrow(() -> Refusal.notFound("There is no product " + sku + "."));
    }
}
