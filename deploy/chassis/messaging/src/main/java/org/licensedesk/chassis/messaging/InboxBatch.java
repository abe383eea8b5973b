package org.licensedesk.chassis.messaging;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Some arrivals and everything they do, in one transaction. */
final class InboxBatch {
    private final EventHandlers handlers;
    private final ConsumerSpans spans;
    private final Map<AggregateKey, Follow> follows = new TreeMap<>();
    private final Parking parking = new Parking();
    private final boolean together;
    private boolean allWaitingSeen = true;

    /**
     * @param together whether events that waited for these take effect with them; alone, so that a failure has one
     *     culprit, they are left to be drained afterwards
     */
    InboxBatch(EventHandlers handlers, ConsumerSpans spans, boolean together) {
        this.handlers = handlers;
        this.spans = spans;
        this.together = together;
    }

    /** Does it; answers of which aggregates further events may follow from among the parked. */
    List<AggregateKey> apply(Handle tx, List<Arrival> arrivals) {
        return PlainSql.on(tx, connection -> {
            InboxTables tables = new InboxTables(connection);
            arrivals.forEach(this::sortIn);
            if (!follows.isEmpty()) {
                follow(tx, tables);
            }
            if (!parking.places().isEmpty()) {
                tables.park(parking.places());
            }
            return toDrain();
        });
    }

    private void sortIn(Arrival arrival) {
        if (arrival.envelope() == null) {
            parking.failed(arrival, arrival.unreadable());
        } else {
            follows.computeIfAbsent(arrival.aggregate(), Follow::new).add(arrival);
        }
    }

    private void follow(Handle tx, InboxTables tables) throws SQLException {
        List<Follow> all = new ArrayList<>(follows.values());
        tables.lock(follows);
        all.sort(Comparator.comparingInt(Follow::firstOrder));
        if (together) {
            addWaiting(tables, all);
        }
        all.forEach(follow -> follow.decide(parking));
        handle(tx, all);
        if (together && allWaitingSeen) {
            all.forEach(Follow::lookedAtAllWaiting);
        }
        List<Follow> changed = all.stream().filter(Follow::mustBeWritten).toList();
        if (!changed.isEmpty()) {
            tables.write(changed);
        }
        List<Follow> left = all.stream()
                .filter(follow -> follow.isHeld() && follow.applies())
                .toList();
        if (!left.isEmpty()) {
            tables.leave(left);
        }
    }

    private void addWaiting(InboxTables tables, List<Follow> all) throws SQLException {
        List<Follow> waiting = all.stream().filter(Follow::waitsForGap).toList();
        if (!waiting.isEmpty()) {
            allWaitingSeen = tables.waiting(
                    waiting,
                    handlers,
                    arrival -> follows.get(arrival.aggregate()).addWaiting(arrival));
        }
    }

    /** Wave by wave: what is next for its aggregate and of one type is handled together. */
    private void handle(Handle tx, List<Follow> all) {
        Map<EventHandlers.Entry<?>, List<Step>> ready = new LinkedHashMap<>();
        List<EventEnvelope> facts = new ArrayList<>(all.size());
        all.forEach(follow -> advance(follow, ready, facts));
        while (!ready.isEmpty()) {
            EventHandlers.Entry<?> entry = ready.keySet().iterator().next();
            List<Step> wave = ready.remove(entry);
            wave.sort(Comparator.comparingInt(step -> step.arrival().order()));
            spans.around(wave.stream().map(Step::arrival).toList(), events -> entry.handle(tx, events));
            if (!entry.isState()) {
                wave.forEach(step -> facts.add(step.arrival().envelope()));
            }
            wave.forEach(step -> advance(step.follow(), ready, facts));
        }
        handlers.everyFact(tx, facts);
    }

    /** Events that nobody listens to pass by. */
    private static void advance(
            Follow follow, Map<EventHandlers.Entry<?>, List<Step>> ready, List<EventEnvelope> facts) {
        Arrival next = follow.next();
        while (next != null && next.entry() == null) {
            facts.add(next.envelope());
            next = follow.next();
        }
        if (next != null) {
            ready.computeIfAbsent(next.entry(), entry -> new ArrayList<>()).add(new Step(follow, next));
        }
    }

    private List<AggregateKey> toDrain() {
        if (together && allWaitingSeen) {
            return List.of();
        }
        return follows.values().stream()
                .filter(follow -> follow.applies() && follow.waitsAfterwards())
                .map(Follow::aggregate)
                .toList();
    }

    private record Step(Follow follow, Arrival arrival) {}
}
