package org.licensedesk.chassis.messaging;

import java.util.Comparator;

/** One aggregate of one publisher: what sequences are counted for. Ordered, since rows are locked in order. */
record AggregateKey(String source, String type, String id) implements Comparable<AggregateKey> {
    private static final Comparator<AggregateKey> ORDER = Comparator.comparing(AggregateKey::source)
            .thenComparing(AggregateKey::type)
            .thenComparing(AggregateKey::id);

    @Override
    public int compareTo(AggregateKey other) {
        return ORDER.compare(this, other);
    }
}
