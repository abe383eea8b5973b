package org.licensedesk.assignment.reclaim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.reclaim.Question.State;
import org.licensedesk.assignment.reclaim.ReclaimEvent.Named;
import org.licensedesk.assignment.reclaim.ReclaimEvent.ReclaimAsked;
import org.licensedesk.assignment.reclaim.ReclaimEvent.ReclaimStarted;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/** Asks the holders of unused seats, in one transaction: the questions, the facts and the mails. */
@ApplicationScoped
class StartCampaign {

    static final int MOST_DAYS = 3_650;
    private static final int MOST_PRODUCTS = 100;
    private static final int MOST_QUESTIONS = 50_000;
    private static final int LONGEST_WAIT_DAYS = 366;

    private final Database database;
    private final Ledger ledger;
    private final Usage usage;
    private final Campaigns campaigns;
    private final ReclaimMails mails;
    private final Outbox outbox;
    private final Clock clock;

    StartCampaign(
            Database database,
            Ledger ledger,
            Usage usage,
            Campaigns campaigns,
            ReclaimMails mails,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.usage = usage;
        this.campaigns = campaigns;
        this.mails = mails;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What an administrator chose. */
    record Plan(List<String> skus, int days, LocalDate answerBy, Answer otherwise) {

        /** Checks it, and says of each field what is wrong with it. */
        static Plan of(List<String> skus, Integer days, LocalDate answerBy, String otherwise, LocalDate today) {
            Map<String, String> objections = new LinkedHashMap<>();
            List<String> tidy = skus == null
                    ? List.of()
                    : skus.stream()
                            .filter(Objects::nonNull)
                            .map(String::strip)
                            .filter(sku -> !sku.isEmpty())
                            .distinct()
                            .toList();
            if (tidy.isEmpty()) {
                objections.put("skus", "Choose at least one product.");
            } else if (tidy.size() > MOST_PRODUCTS) {
                objections.put("skus", "Choose at most " + MOST_PRODUCTS + " products.");
            }
            if (days == null || days < 1 || days > MOST_DAYS) {
                objections.put("days", "The number of days without use is from 1 to " + MOST_DAYS + ".");
            }
            if (answerBy == null) {
                objections.put("answerBy", "Say until when they may answer.");
            } else if (!answerBy.isAfter(today)) {
                objections.put("answerBy", "The last day to answer lies in the future.");
            } else if (answerBy.isAfter(today.plusDays(LONGEST_WAIT_DAYS))) {
                objections.put("answerBy", "The last day to answer lies within a year.");
            }
            Answer chosen = null;
            try {
                chosen = Answer.of(
                        "otherwise",
                        otherwise,
                        "Choose what happens to the seats of those who do not answer: KEEP or RELEASE.");
            } catch (Refusal refusal) {
                refusal.fieldErrors().all().forEach(entry -> objections.put(entry.field(), entry.sentence()));
            }
            if (!objections.isEmpty()) {
                throw Refusal.invalid(objections);
            }
            return new Plan(tidy, days, answerBy, chosen);
        }
    }

    UUID start(Plan plan, String administrator) {
        return database.inTransaction(tx -> start(tx, plan, administrator));
    }

    private UUID start(Handle tx, Plan plan, String administrator) {
        Map<String, String> names = ProductNames.of(tx, plan.skus());
        plan.skus().stream().filter(sku -> !names.containsKey(sku)).findFirst().ifPresent(unknown -> {
            throw Refusal.invalid("skus", "There is no product " + unknown + ".");
        });
        ledger.lock(tx, plan.skus()); // nobody asks at the same time, and no seat goes while its holder is being asked
        Set<String> known = usage.known(tx, plan.skus());
        plan.skus().stream().filter(sku -> !known.contains(sku)).findFirst().ifPresent(sku -> {
            throw Refusal.conflict(
                    "NO_USE_KNOWN",
                    "Nobody has reported any use of " + names.get(sku)
                            + ", so nobody can say which of its seats are unused. Report its use first.");
        });
        List<Usage.Unused> unused = usage.unused(tx, plan.skus(), plan.days(), null, MOST_QUESTIONS + 1);
        if (unused.size() > MOST_QUESTIONS) {
            throw Refusal.tooLarge("More than " + MOST_QUESTIONS + " seats are unused: choose fewer products.");
        }
        Set<UUID> asked = campaigns.askedAbout(
                tx, unused.stream().map(Usage.Unused::seatId).toList());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = Ids.next();
        List<Question> questions = unused.stream()
                .filter(seat -> !asked.contains(seat.seatId()))
                .map(seat -> question(id, seat, plan))
                .toList();
        List<Question> open = questions.stream().filter(Question::isOpen).toList();
        if (open.isEmpty()) {
            throw Refusal.conflict(
                    "NOBODY_TO_ASK",
                    unused.isEmpty()
                            ? "Every seat was used within the last " + plan.days() + " days, or is held for less."
                            : asked.isEmpty()
                                    ? "All unused seats come with groups; only the groups can take them back."
                                    : "Whoever could be asked is being asked already.");
        }
        List<Named> products =
                plan.skus().stream().map(sku -> new Named(sku, names.get(sku))).toList();
        campaigns.add(
                tx,
                new Campaign(
                        id,
                        plan.days(),
                        plan.answerBy(),
                        plan.otherwise(),
                        Campaign.State.OPEN,
                        administrator,
                        now,
                        null,
                        products,
                        null));
        campaigns.ask(tx, questions);
        EventReceipt started = outbox.append(
                tx,
                Origin.by(administrator),
                new ReclaimStarted(
                        id,
                        products,
                        plan.days(),
                        plan.answerBy(),
                        plan.otherwise(),
                        open.size(),
                        questions.size() - open.size()));
        Origin following = Origin.by(administrator).following(started);
        List<Outgoing> facts = new ArrayList<>(open.size());
        open.forEach(question -> facts.add(new Outgoing(asked(question), following)));
        outbox.append(tx, facts);
        mails.ask(tx, open);
        return id;
    }

    private static Question question(UUID campaign, Usage.Unused seat, Plan plan) {
        return new Question(
                Ids.next(),
                campaign,
                seat.seatId(),
                seat.sku(),
                seat.productName(),
                seat.holder(),
                null,
                seat.since(),
                seat.lastUsedOn(),
                seat.throughGroup() ? State.NOT_ASKED : State.OPEN,
                false,
                null,
                seat.throughGroup() ? "It comes with a group, and goes with that." : null,
                plan.days(),
                plan.answerBy(),
                plan.otherwise(),
                true);
    }

    private static ReclaimAsked asked(Question question) {
        return new ReclaimAsked(
                question.id(),
                question.campaignId(),
                question.sku(),
                question.productName(),
                question.holder(),
                question.seatId(),
                question.since(),
                question.lastUsedOn(),
                question.answerBy(),
                question.otherwise());
    }
}
