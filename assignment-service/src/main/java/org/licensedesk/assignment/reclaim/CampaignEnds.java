package org.licensedesk.assignment.reclaim;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.reclaim.Campaigns.SeatReason;
import org.licensedesk.assignment.reclaim.Campaigns.Settled;
import org.licensedesk.assignment.reclaim.Question.State;
import org.licensedesk.assignment.reclaim.ReclaimEvent.ReclaimEnded;
import org.licensedesk.assignment.reclaim.ReclaimEvent.ReclaimUnanswered;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/**
 * Does what was chosen beforehand with the seats of those who did not answer, when their last day is over: the clock decides, the
 * schedule only looks. Whoever has used the seat in the meantime keeps it.
 */
@ApplicationScoped
class CampaignEnds {

    private final Database database;
    private final Campaigns campaigns;
    private final Usage usage;
    private final Ledger ledger;
    private final Outbox outbox;
    private final ReclaimSettings settings;
    private final Clock clock;

    CampaignEnds(
            Database database,
            Campaigns campaigns,
            Usage usage,
            Ledger ledger,
            Outbox outbox,
            ReclaimSettings settings,
            Clock clock) {
        this.database = database;
        this.campaigns = campaigns;
        this.usage = usage;
        this.ledger = ledger;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            every = "${assignment.reclaim.look-every:20s}",
            delayed = "7s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void endWhatIsOver() {
        while (database.inTransaction(this::settleSome)) {
            // the next questions, in a transaction of their own
        }
    }

    /** @return whether there may be more to do */
    private boolean settleSome(Handle tx) {
        if (!campaigns.amTheOneWhoSettles(tx)) {
            return false;
        }
        UUID due = campaigns.due(tx, usage.today()).orElse(null);
        if (due == null) {
            return false;
        }
        List<Question> open = campaigns.questions(tx, due, State.OPEN, null, settings.settledAtOnce());
        if (open.isEmpty()) {
            end(tx, due);
        } else {
            settle(tx, open);
        }
        return true;
    }

    private void settle(Handle tx, List<Question> unanswered) {
        ledger.lock(tx, unanswered.stream().map(Question::sku).collect(Collectors.toSet()));
        List<Question> open =
                campaigns.lockOpen(tx, unanswered.stream().map(Question::id).toList());
        if (open.isEmpty()) {
            return;
        }
        List<UUID> seats = open.stream().map(Question::seatId).toList();
        Map<UUID, List<SeatReason>> reasons =
                campaigns.reasons(tx, seats).stream().collect(Collectors.groupingBy(SeatReason::seatId));
        Set<UUID> unused = usage.stillUnused(tx, seats, open.get(0).days());
        List<Settled> settled = open.stream()
                .map(question -> settled(
                        question,
                        reasons.getOrDefault(question.seatId(), List.of()),
                        unused.contains(question.seatId())))
                .toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        campaigns.settle(tx, settled, now);
        List<Outgoing> facts = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            facts.add(new Outgoing(unanswered(open.get(i), settled.get(i)), Origin.system()));
        }
        List<EventReceipt> told = outbox.append(tx, facts);
        List<Ending> endings = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            if (settled.get(i).state() == State.RELEASED) {
                Question question = open.get(i);
                Origin following = Origin.system().following(told.get(i));
                Cause cause = Cause.reclaimed(
                        "Not used for " + question.days() + " days, and nobody answered whether it is still needed");
                reasons.get(question.seatId())
                        .forEach(reason -> endings.add(new Ending(reason.reasonId(), cause, following)));
            }
        }
        ledger.end(tx, endings);
    }

    private static Settled settled(Question question, List<SeatReason> reasons, boolean unused) {
        if (reasons.isEmpty()) {
            return new Settled(question.id(), State.GONE, true, "The seat was gone before anybody answered.");
        }
        if (question.otherwise() == Answer.KEEP) {
            return new Settled(question.id(), State.KEPT, true, null);
        }
        if (reasons.stream().anyMatch(reason -> reason.type() == ReasonType.GROUP)) {
            return new Settled(question.id(), State.KEPT, true, "It comes with a group by now, and goes with that.");
        }
        return unused
                ? new Settled(question.id(), State.RELEASED, true, null)
                : new Settled(question.id(), State.KEPT, true, "It was used again in the meantime.");
    }

    private static ReclaimUnanswered unanswered(Question question, Settled settled) {
        return new ReclaimUnanswered(
                question.id(),
                question.campaignId(),
                question.sku(),
                question.productName(),
                question.holder(),
                question.seatId(),
                settled.state(),
                settled.note());
    }

    private void end(Handle tx, UUID id) {
        campaigns.end(tx, id, clock.instant().truncatedTo(ChronoUnit.MICROS));
        Campaign campaign = campaigns.of(tx, id).orElseThrow();
        outbox.append(
                tx,
                Origin.system(),
                new ReclaimEnded(
                        id,
                        campaign.products(),
                        campaign.tally().asked(),
                        campaign.tally().kept(),
                        campaign.tally().released(),
                        campaign.tally().gone()));
    }
}
