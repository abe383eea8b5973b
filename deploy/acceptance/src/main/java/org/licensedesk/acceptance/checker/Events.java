package org.licensedesk.acceptance.checker;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Ways to walk through events. */
final class Events {
    private Events() {}

    /** The facts of one kind of aggregate, each aggregate's in order of its sequence. */
    static Stream<Event> inOrder(List<Event> events, String source, String aggregateType) {
        return events.stream()
                .filter(event ->
                        event.source().equals(source) && event.aggregateType().equals(aggregateType) && event.isFact())
                .sorted(Comparator.comparing(Event::aggregateId).thenComparing(Event::sequence));
    }

    /**
     * The facts of the ledger in the order of the outbox: everything about one product happens under its pool's lock, so there
     * the order of positions is the order in which it happened.
     */
    static Stream<Event> ledger(List<Event> sent) {
        return sent.stream()
                .filter(event -> event.source().equals("assignment-service")
                        && (event.aggregateType().equals("reason")
                                || event.type().equals("PoolResized")));
    }
}
