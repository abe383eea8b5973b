package org.licensedesk.chassis.messaging;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** A broker in memory: one log per topic, that can be away, refuse, lose everything, or let its caller wait. */
final class MemoryBroker implements Broker {
    private final Map<String, String> topics = new HashMap<>();
    private final List<ProducerRecord<String, byte[]>> log = new ArrayList<>();
    private final List<NewTopic> created = new ArrayList<>();
    private IntPredicate refuses = place -> false;
    private boolean away;
    private int asked;
    private Runnable beforeSending = () -> {};

    @Override
    public BitSet send(List<ProducerRecord<String, byte[]>> messages) {
        beforeSending().run();
        synchronized (this) {
            BitSet acknowledged = new BitSet();
            for (int i = 0; i < messages.size(); i++) {
                if (!away
                        && !refuses.test(asked++)
                        && topics.containsKey(messages.get(i).topic())) {
                    log.add(messages.get(i));
                    acknowledged.set(i);
                }
            }
            return acknowledged;
        }
    }

    @Override
    public synchronized Map<String, String> topicIds(Set<String> names) {
        if (away) {
            throw new KafkaException("The broker is away");
        }
        Map<String, String> found = new HashMap<>(topics);
        found.keySet().retainAll(names);
        return found;
    }

    @Override
    public synchronized void create(List<NewTopic> wanted) {
        wanted.forEach(
                topic -> topics.putIfAbsent(topic.name(), UUID.randomUUID().toString()));
        created.addAll(wanted);
    }

    @Override
    public void close() {}

    synchronized void goAway() {
        away = true;
    }

    synchronized void comeBack() {
        away = false;
    }

    /** Loses all topics and what was in them. */
    synchronized void wipe() {
        topics.clear();
        log.clear();
    }

    /** Refuses messages by their place in all that it was ever asked to take. */
    synchronized void refuse(IntPredicate places) {
        refuses = places;
    }

    synchronized void beforeSending(Runnable wait) {
        beforeSending = wait;
    }

    private synchronized Runnable beforeSending() {
        return beforeSending;
    }

    synchronized List<NewTopic> created() {
        return List.copyOf(created);
    }

    synchronized List<EventEnvelope> log() {
        return log.stream()
                .map(message -> Arrival.of(Messages.received(message), 0, EventHandlers.listeningTo())
                        .envelope())
                .toList();
    }
}
