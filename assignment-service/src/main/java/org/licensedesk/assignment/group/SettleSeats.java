package org.licensedesk.assignment.group;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.group.Differences.Missing;
import org.licensedesk.assignment.group.Differences.Superfluous;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;

/**
 * Makes people's seats follow their groups: looks at whoever is marked, grants what they are to have and do not, ends what they have
 * and are not to. It compares instead of remembering, so a mark too many or a second run changes nothing.
 */
@ApplicationScoped
class SettleSeats {

    private static final Logger LOG = Logger.getLogger(SettleSeats.class);
    /** Groups that never stand still are followed after so many windows all the same. */
    private static final int WINDOWS_OF_PATIENCE = 5;

    private static final int SMALLER = 10;

    private final Database database;
    private final Differences differences;
    private final Ledger ledger;
    private final GroupSettings settings;
    private final Clock clock;

    SettleSeats(Database database, Differences differences, Ledger ledger, GroupSettings settings, Clock clock) {
        this.database = database;
        this.differences = differences;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            every = "${assignment.groups.look-every}",
            delayed = "2s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void settleAllThatIsDue() {
        int people = settings.settledAtOnce();
        boolean more = true;
        while (more) {
            int atOnce = people;
            try {
                more = database.inTransaction(tx -> settle(tx, atOnce)) > 0;
            } catch (RuntimeException fault) {
                // one person's trouble is not everybody's: it is looked for in smaller and smaller chunks, and then
                // left aside
                if (atOnce == 1) {
                    leaveAsideTheFirst(fault);
                }
                people = atOnce == 1 ? settings.settledAtOnce() : Math.max(1, atOnce / SMALLER);
            }
        }
    }

    private void leaveAsideTheFirst(RuntimeException fault) {
        database.doInTransaction(tx -> {
            List<Mark> first = due(tx, 1);
            if (!first.isEmpty()) {
                LOG.errorf(
                        fault,
                        "The seats of person %s cannot follow their groups now",
                        first.get(0).holderId());
                differences.postpone(
                        tx,
                        first.stream().map(Mark::id).toList(),
                        clock.instant().plus(settings.tryAgainAfter()));
            }
        });
    }

    /** @return how many people were settled */
    int settle(Handle tx, int people) {
        if (!differences.amTheOneWhoSettles(tx)) {
            return 0;
        }
        List<Mark> due = due(tx, people);
        if (due.isEmpty()) {
            return 0;
        }
        // the marks were read before: what is marked from here on is looked at again
        var missing = differences.missing(tx, due).stream().collect(Collectors.groupingBy(Missing::holderId));
        var superfluous =
                differences.superfluous(tx, due).stream().collect(Collectors.groupingBy(Superfluous::holderId));

        Chunk chunk = new Chunk(settings.settledAtOnce());
        due.stream()
                .collect(Collectors.groupingBy(Mark::holderId, LinkedHashMap::new, Collectors.toList()))
                .forEach((holder, marks) -> chunk.add(
                        marks, missing.getOrDefault(holder, List.of()), superfluous.getOrDefault(holder, List.of())));
        differences.unmark(tx, chunk.marks);
        chunk.carryOut(tx);
        return chunk.people;
    }

    private List<Mark> due(Handle tx, int people) {
        Instant now = clock.instant();
        return differences.due(
                tx,
                now.minus(settings.window()),
                now.minus(settings.window().multipliedBy(WINDOWS_OF_PATIENCE)),
                people);
    }

    /** What is done in one transaction: whole people, up to so many reasons. */
    private final class Chunk {

        private final int reasonsAtMost;
        private final List<Long> marks = new ArrayList<>();
        private final List<Grant> thatKeepASeat = new ArrayList<>();
        private final List<Grant> others = new ArrayList<>();
        private final List<Ending> endings = new ArrayList<>();
        private final Set<String> skus = new TreeSet<>();
        private int people;

        private Chunk(int reasonsAtMost) {
            this.reasonsAtMost = reasonsAtMost;
        }

        private void add(List<Mark> ofHolder, List<Missing> missing, List<Superfluous> superfluous) {
            if (people > 0 && size() + missing.size() + superfluous.size() > reasonsAtMost) {
                return;
            }
            people++;
            ofHolder.forEach(mark -> marks.add(mark.id()));
            Map<String, Instant> placesInLine = superfluous.stream()
                    .collect(Collectors.toMap(
                            Superfluous::sku,
                            Superfluous::grantedAt,
                            (one, other) -> one.isBefore(other) ? one : other));
            for (Missing one : missing) {
                skus.add(one.sku());
                Instant place = placesInLine.get(one.sku());
                Instant granted = place == null ? ofHolder.get(0).since() : place;
                (place == null ? others : thatKeepASeat).add(grant(one, granted, cause(ofHolder, one.groupId())));
            }
            for (Superfluous one : superfluous) {
                skus.add(one.sku());
                endings.add(new Ending(
                        one.reasonId(), why(one), cause(ofHolder, one.groupId()).origin()));
            }
        }

        private int size() {
            return thatKeepASeat.size() + others.size() + endings.size();
        }

        /** The new reason comes before the old one ends, so that a seat which is to stay stays; what excludes something goes before that comes. */
        private void carryOut(Handle tx) {
            if (skus.isEmpty()) {
                return;
            }
            ledger.lock(tx, skus);
            if (!thatKeepASeat.isEmpty()) {
                ledger.grant(tx, thatKeepASeat);
            }
            ledger.end(tx, endings);
            if (!others.isEmpty()) {
                ledger.grant(tx, inTheirOrder(others));
            }
        }
    }

    /** People of one moment keep the order in which they were marked, and each one's products that in which they were put on the group. */
    private static List<Grant> inTheirOrder(List<Grant> grants) {
        return Stream.iterate(0, i -> i < grants.size(), i -> i + 1)
                .map(i -> at(grants.get(i), grants.get(i).grantedAt().plus(i, ChronoUnit.MICROS)))
                .toList();
    }

    private static Grant at(Grant grant, Instant grantedAt) {
        return new Grant(
                grant.reasonId(),
                grant.type(),
                grant.source(),
                grant.sku(),
                grant.productName(),
                grant.holder(),
                grantedAt,
                grant.endsOn(),
                grant.whenFull(),
                grant.origin());
    }

    private static Grant grant(Missing missing, Instant grantedAt, Follows cause) {
        return new Grant(
                Ids.next(),
                ReasonType.GROUP,
                missing.groupId(),
                missing.sku(),
                missing.productName(),
                new Holder(missing.holderId(), missing.email(), missing.name()),
                grantedAt,
                null,
                WhenFull.WAIT,
                cause.origin());
    }

    private static Cause why(Superfluous reason) {
        if (!reason.active()) {
            return Cause.deactivated(reason.holderName() + " is no longer active");
        }
        if (reason.groupDeleted()) {
            return Cause.groupDeleted(reason.groupName());
        }
        return reason.productOn()
                ? Cause.leftGroup(reason.holderName(), reason.groupName())
                : Cause.takenOffGroup(reason.productName(), reason.groupName());
    }

    /** What was told last of this group, or else of any. */
    private static Follows cause(List<Mark> ofHolder, String groupId) {
        Mark last = ofHolder.get(ofHolder.size() - 1);
        for (Mark mark : ofHolder) {
            if (mark.groupId().equals(groupId)) {
                last = mark;
            }
        }
        return new Follows(last.cause(), last.causeAt());
    }
}
