package org.licensedesk.chassis.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.licensedesk.chassis.messaging.EventEnvelope;

/**
 * The ways in which Kafka may hand over the same events. A consumer test runs once for each of them
 * ({@code @ParameterizedTest @EnumSource}) and expects the same end:
 *
 * <pre>{@code delivery.to(consumer::receive, submitted, withdrawn);}</pre>
 */
public enum Delivery {
    /** All in one batch, in order. */
    IN_ONE_BATCH {
        @Override
        List<List<EventEnvelope>> batches(List<EventEnvelope> events) {
            return List.of(events);
        }
    },
    /** Each in a batch of its own, in order. */
    ONE_BY_ONE {
        @Override
        List<List<EventEnvelope>> batches(List<EventEnvelope> events) {
            return events.stream().map(List::of).toList();
        }
    },
    /** Each twice in the same batch, and the whole batch again. */
    TWICE {
        @Override
        List<List<EventEnvelope>> batches(List<EventEnvelope> events) {
            List<EventEnvelope> doubled = new ArrayList<>();
            events.forEach(event -> doubled.addAll(List.of(event, event)));
            return List.of(doubled, doubled);
        }
    },
    /** Each pair of neighbours the wrong way round, in one batch. */
    SWAPPED {
        @Override
        List<List<EventEnvelope>> batches(List<EventEnvelope> events) {
            List<EventEnvelope> swapped = new ArrayList<>(events);
            for (int i = 0; i + 1 < swapped.size(); i += 2) {
                Collections.swap(swapped, i, i + 1);
            }
            return List.of(swapped);
        }
    },
    /** The last first, each in a batch of its own, and all of them once more at the end. */
    BACKWARDS {
        @Override
        List<List<EventEnvelope>> batches(List<EventEnvelope> events) {
            List<EventEnvelope> backwards = new ArrayList<>(events);
            Collections.reverse(backwards);
            List<List<EventEnvelope>> batches = new ArrayList<>();
            backwards.forEach(event -> batches.add(List.of(event)));
            batches.add(events);
            return batches;
        }
    };

    abstract List<List<EventEnvelope>> batches(List<EventEnvelope> events);

    /** Delivers these events, given in the order in which they happened. */
    public void to(Consumer<ConsumerRecords<String, byte[]>> consumer, EventEnvelope... events) {
        to(consumer, List.of(events));
    }

    /** Delivers these events, given in the order in which they happened. */
    public void to(Consumer<ConsumerRecords<String, byte[]>> consumer, List<EventEnvelope> events) {
        batches(events).forEach(batch -> consumer.accept(Envelopes.batch(batch)));
    }
}
