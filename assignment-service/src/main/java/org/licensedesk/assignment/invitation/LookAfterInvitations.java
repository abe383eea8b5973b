package org.licensedesk.assignment.invitation;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.invitation.InvitationEvent.InvitationReminded;
import org.licensedesk.assignment.invitation.Invitations.Move;
import org.licensedesk.assignment.invitation.Invitations.Reminder;
import org.licensedesk.assignment.mail.MailOutbox;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/**
 * Looks again and again for invitations that have expired, want a reminder, or whose guest has joined the company. The clock
 * decides, the schedule only looks; replicas pass over each other's rows.
 */
@ApplicationScoped
class LookAfterInvitations {

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

    LookAfterInvitations(
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

    @Scheduled(
            every = "${assignment.invitations.look-every:10s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        untilFewer(this::expire);
        untilFewer(this::closeWithoutSeat);
        untilFewer(this::remind);
        // whoever cannot be moved comes again in the next look, not at once
        database.doInTransaction(this::moveToNewPersons);
    }

    /** Chunk by chunk, each in a transaction of its own. */
    private void untilFewer(ToIntFunction<Handle> chunk) {
        while (database.inTransaction(chunk::applyAsInt) >= settings.atOnce()) {
            // the next chunk
        }
    }

    private int expire(Handle tx) {
        Instant now = clock.instant();
        List<Invitation> expired = invitations.lockExpired(tx, now, settings.atOnce());
        endInvitations.expire(tx, expired, now);
        return expired.size();
    }

    private int closeWithoutSeat(Handle tx) {
        Instant now = clock.instant();
        List<Invitation> withoutSeat = invitations.lockWithoutSeat(tx, now, settings.atOnce());
        endInvitations.closeWithoutSeat(tx, withoutSeat, now);
        return withoutSeat.size();
    }

    private int remind(Handle tx) {
        Instant now = clock.instant();
        List<Invitation> due = invitations.lockToRemind(tx, now, settings.atOnce());
        List<Reminder> reminders = new ArrayList<>(due.size());
        List<Letter> reminding = new ArrayList<>(due.size());
        for (Invitation invitation : due) {
            // only the first code's hash is known, so the reminder brings one of its own
            InvitationCode code = InvitationCode.random();
            reminders.add(new Reminder(invitation.id(), code.hash()));
            reminding.add(letters.reminder(invitation, code));
        }
        invitations.remind(tx, reminders, now);
        mails.append(tx, reminding);
        outbox.append(
                tx,
                due.stream()
                        .map(invitation -> new Outgoing(
                                new InvitationReminded(
                                        invitation.id(),
                                        invitation.sku(),
                                        invitation.productName(),
                                        invitation.holder(),
                                        invitation.expiresAt()),
                                Origin.system()))
                        .toList());
        return due.size();
    }

    /**
     * A guest who has joined the company holds the seat as that person from now on: the person gets a reason of the same
     * invitation, then the guest's ends, in one transaction. What forbids the person to hold it leaves it with the guest.
     */
    private void moveToNewPersons(Handle tx) {
        List<Invitation> known = invitations.lockOfNewPersons(tx, clock.instant(), settings.atOnce());
        if (known.isEmpty()) {
            return;
        }
        Map<String, KnownPerson> persons =
                directory.byEmail(tx, known.stream().map(Invitation::email).collect(Collectors.toSet()));
        Map<UUID, Invitation> byNewReason = known.stream()
                .collect(Collectors.toMap(
                        invitation -> reasonOf(
                                invitation, persons.get(invitation.email()).holder()),
                        invitation -> invitation));
        List<OfReason> outcomes = ledger.grant(
                tx,
                byNewReason.entrySet().stream()
                        .map(entry -> grant(
                                entry.getKey(),
                                entry.getValue(),
                                persons.get(entry.getValue().email()).holder()))
                        .toList());
        Set<UUID> granted = outcomes.stream()
                .filter(outcome -> !(outcome instanceof AssignmentRefused))
                .map(OfReason::reasonId)
                .collect(Collectors.toSet());
        ledger.end(
                tx,
                granted.stream()
                        .map(reason -> {
                            Invitation moved = byNewReason.get(reason);
                            String name = persons.get(moved.email()).holder().name();
                            return new Ending(
                                    moved.reasonId(),
                                    new Cause(
                                            Cause.Code.ENDED,
                                            "The guest is in the directory now: the invitation goes on as " + name
                                                    + "'s"),
                                    Origin.system());
                        })
                        .toList());
        invitations.move(
                tx,
                granted.stream()
                        .map(reason -> {
                            Invitation moved = byNewReason.get(reason);
                            return new Move(
                                    moved.id(),
                                    persons.get(moved.email()).holder().id(),
                                    reason);
                        })
                        .toList());
    }

    private static Grant grant(UUID reasonId, Invitation invitation, Holder person) {
        return new Grant(
                reasonId,
                ReasonType.INVITATION,
                invitation.id().toString(),
                invitation.sku(),
                invitation.productName(),
                person,
                invitation.invitedAt(),
                null,
                WhenFull.WAIT,
                Origin.system());
    }

    /** The same each time, so that who was refused once is not told so at every look. */
    private static UUID reasonOf(Invitation invitation, Holder person) {
        return UUID.nameUUIDFromBytes((invitation.id() + "/" + person.id()).getBytes(StandardCharsets.UTF_8));
    }
}
