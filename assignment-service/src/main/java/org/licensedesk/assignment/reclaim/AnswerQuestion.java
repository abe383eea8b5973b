package org.licensedesk.assignment.reclaim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.reclaim.Campaigns.SeatReason;
import org.licensedesk.assignment.reclaim.Campaigns.Settled;
import org.licensedesk.assignment.reclaim.Question.State;
import org.licensedesk.assignment.reclaim.ReclaimEvent.ReclaimAnswered;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** The holder keeps or releases. Keeping can still be thought over while the campaign goes on; a released seat is somebody else's at once. */
@ApplicationScoped
class AnswerQuestion {

    private final Database database;
    private final Campaigns campaigns;
    private final Usage usage;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Clock clock;

    AnswerQuestion(Database database, Campaigns campaigns, Usage usage, Ledger ledger, Outbox outbox, Clock clock) {
        this.database = database;
        this.campaigns = campaigns;
        this.usage = usage;
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The same answer a second time changes nothing. */
    Question answer(UUID id, Answer answer, CurrentUser who) {
        return database.inTransaction(tx -> answer(tx, id, answer, who));
    }

    private Question answer(Handle tx, UUID id, Answer answer, CurrentUser who) {
        Question asked = campaigns.question(tx, id).orElseThrow(() -> Refusal.notFound("There is no such question."));
        if (!asked.holder().email().equals(who.email()) || asked.state() == State.NOT_ASKED) {
            throw Refusal.hidden("There is no such question.");
        }
        ledger.lock(tx, List.of(asked.sku())); // the pool before anything of it, as everywhere
        Question question = campaigns.lock(tx, id).orElseThrow();
        if (question.state() == (answer == Answer.KEEP ? State.KEPT : State.RELEASED)) {
            return question;
        }
        if (question.state() == State.RELEASED || question.state() == State.GONE) {
            throw Refusal.conflict("SEAT_GONE", "The seat of " + question.productName() + " is no longer yours.");
        }
        if (!question.campaignOpen() || question.answerBy().isBefore(usage.today())) {
            throw Refusal.conflict("TOO_LATE", "The last day to answer is over.");
        }
        List<SeatReason> reasons = campaigns.reasons(tx, List.of(question.seatId()));
        if (reasons.isEmpty()) {
            throw Refusal.conflict("SEAT_GONE", "The seat of " + question.productName() + " is no longer yours.");
        }
        if (answer == Answer.RELEASE && reasons.stream().anyMatch(reason -> reason.type() == ReasonType.GROUP)) {
            throw Refusal.conflict(
                    "REASON_REMAINS",
                    "You hold " + question.productName()
                            + " through a group by now, and only that takes it back. Nothing was changed.");
        }
        Origin origin = Origin.by(who.email());
        EventReceipt answered = outbox.append(
                tx,
                origin,
                new ReclaimAnswered(
                        question.id(),
                        question.campaignId(),
                        question.sku(),
                        question.productName(),
                        question.holder(),
                        question.seatId(),
                        answer));
        campaigns.settle(
                tx,
                List.of(new Settled(id, answer == Answer.KEEP ? State.KEPT : State.RELEASED, false, null)),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (answer == Answer.RELEASE) {
            Origin following = origin.following(answered);
            Cause cause = Cause.reclaimed(question.holder().name() + " does not use it and released it");
            ledger.end(
                    tx,
                    reasons.stream()
                            .map(reason -> new Ending(reason.reasonId(), cause, following))
                            .toList());
        }
        return campaigns.question(tx, id).orElseThrow();
    }
}
