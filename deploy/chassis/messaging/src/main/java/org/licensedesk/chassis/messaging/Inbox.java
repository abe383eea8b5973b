package org.licensedesk.chassis.messaging;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/** Where events arrive. Each takes effect once, in the order of its aggregate; what cannot is parked, never lost. */
@Singleton
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final Database database;
    private final ConsumerSpans spans;
    private final Patience patience = new Patience();
    private final AtomicInteger inHand = new AtomicInteger();
    private volatile EventHandlers lastHandlers;

    Inbox(Database database, ConsumerSpans spans) {
        this.database = database;
        this.spans = spans;
    }

    /**
     * Handles a batch in one transaction, and returns when every event of it took effect or is parked. A passing failure
     * is waited for in place, however long. Throws only when the service is stopping, with nothing of the batch done.
     */
    public void receive(ConsumerRecords<String, byte[]> records, EventHandlers handlers) {
        lastHandlers = handlers;
        List<Arrival> arrivals = new ArrayList<>(records.count());
        for (ConsumerRecord<String, byte[]> message : records) {
            arrivals.add(Arrival.of(message, arrivals.size(), handlers));
        }
        inHand.set(arrivals.size());
        try {
            take(arrivals, handlers);
        } finally {
            inHand.set(0);
        }
    }

    /** How many events are being handled right now. */
    int inHand() {
        return inHand.get();
    }

    /** The table that the last batch came with, or null before the first. */
    EventHandlers lastHandlers() {
        return lastHandlers;
    }

    void stop(@Observes ShutdownEvent event) {
        patience.end();
    }

    private void take(List<Arrival> arrivals, EventHandlers handlers) {
        Outcome outcome = attempt(arrivals, handlers, true);
        if (outcome.failure() == null) {
            outcome.toDrain().forEach(aggregate -> drain(aggregate, handlers));
        } else if (arrivals.size() == 1) {
            takeAlone(arrivals.get(0), handlers);
        } else {
            LOG.warnf("A batch of %d events failed and is repeated one by one: %s", arrivals.size(), outcome.failure());
            arrivals.forEach(arrival -> takeAlone(arrival, handlers));
        }
    }

    /** Tries this one by itself, and then what waited behind it; answers why it was parked, or null. */
    String takeAlone(Arrival arrival, EventHandlers handlers) {
        Outcome outcome = attemptAlone(arrival, handlers);
        if (outcome.failure() != null) {
            return Causes.of(outcome.failure());
        }
        outcome.toDrain().forEach(aggregate -> drain(aggregate, handlers));
        return null;
    }

    /** What waited behind an event that took effect follows, each in a transaction of its own. */
    private void drain(AggregateKey aggregate, EventHandlers handlers) {
        ParkedRows parked = new ParkedRows(database);
        boolean goesOn = true;
        while (goesOn) {
            Arrival next = patience.until("draining", () -> parked.nextOf(aggregate, handlers));
            goesOn = next != null && attemptAlone(next, handlers).failure() == null;
        }
        patience.until("settling", () -> {
            parked.settle(aggregate);
            return null;
        });
    }

    private Outcome attemptAlone(Arrival arrival, EventHandlers handlers) {
        Outcome outcome = attempt(List.of(arrival), handlers, false);
        if (outcome.failure() != null) {
            LOG.errorf(outcome.failure(), "Event %s is parked", name(arrival));
            park(arrival, Causes.of(outcome.failure()));
        }
        return outcome;
    }

    private void park(Arrival arrival, String cause) {
        patience.always("parking " + name(arrival), () -> {
            new ParkedRows(database).park(arrival, cause);
            return null;
        });
    }

    private Outcome attempt(List<Arrival> arrivals, EventHandlers handlers, boolean together) {
        try {
            return new Outcome(
                    patience.until(
                            "handling " + arrivals.size() + " events",
                            () -> database.once(
                                    tx -> new InboxBatch(handlers, spans, together).apply(tx, arrivals),
                                    new boolean[1])),
                    null);
        } catch (Patience.Ended e) {
            throw e;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            return new Outcome(List.of(), e);
        }
    }

    private static String name(Arrival arrival) {
        EventEnvelope envelope = arrival.envelope();
        return envelope == null
                ? "of " + arrival.topic() + " without a readable envelope"
                : envelope.typeAndVersion() + " " + envelope.sequence() + " of " + envelope.aggregateType() + " "
                        + envelope.aggregateId();
    }

    /** What became of an attempt: how it failed for good, or which aggregates may have more to follow. */
    private record Outcome(List<AggregateKey> toDrain, Throwable failure) {}
}
