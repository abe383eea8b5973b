package org.licensedesk.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.messaging.Ids;

/**
 * The other services as a consumer sees them: builds their events from the golden samples, numbered per aggregate as their
 * outboxes would, each a millisecond after the one before. Source, topic and key come from the contract.
 */
public final class Envelopes {
    // shared by all instances: an offset is never used twice
    private static final AtomicLong OFFSETS = new AtomicLong();
    private static final int PARTITIONS = 6;

    private final Map<String, Long> sequences = new HashMap<>();
    private final Instant start;
    private long made;

    /** Events that begin to happen at this time; take it from the service's clock. */
    public Envelopes(Instant start) {
        this.start = start;
    }

    /** Events that began to happen a minute ago. */
    public Envelopes() {
        this(Instant.now().minusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    /**
     * The golden sample with some fields replaced; nested ones by a path with dots: {@code Map.of("requestId", id,
     * "beneficiary.email", "kevin.brown@example.org")}.
     */
    public EventEnvelope sample(String typeAndVersion, Map<String, ?> replaced) {
        return next(typeAndVersion, Contracts.with(Contracts.sample(typeAndVersion), replaced));
    }

    /** The next event of the aggregate that this body is about, by {@code system}; it has to keep the contract. */
    public EventEnvelope next(String typeAndVersion, String body) {
        return next(typeAndVersion, body, "system", null);
    }

    /** The next event of the aggregate that this body is about, done by {@code actor} and caused by {@code cause} or nothing. */
    public EventEnvelope next(String typeAndVersion, String body, String actor, EventEnvelope cause) {
        List<String> objections = Contracts.objections(typeAndVersion, body);
        if (!objections.isEmpty()) {
            throw new AssertionError(typeAndVersion + " cannot look like this: " + objections);
        }
        Contracts.Address address = Contracts.address(typeAndVersion);
        String aggregateId = address.keyOf(Contracts.tree(body));
        long sequence =
                sequences.merge(address.source() + " " + address.aggregateType() + " " + aggregateId, 1L, Long::sum);
        int dot = typeAndVersion.lastIndexOf(".v");
        return new EventEnvelope(
                Ids.next(),
                typeAndVersion.substring(0, dot),
                Integer.parseInt(typeAndVersion.substring(dot + 2)),
                address.source(),
                address.aggregateType(),
                aggregateId,
                sequence,
                start.plusMillis(made++),
                actor,
                cause == null ? null : cause.id(),
                cause == null ? null : cause.traceparent(),
                address.topic(),
                aggregateId,
                body);
    }

    /** An event of a type that no service knows yet, in the given aggregate's sequence. */
    public EventEnvelope unknown(String typeAndVersionOfAggregate, String aggregateId) {
        Contracts.Address address = Contracts.address(typeAndVersionOfAggregate);
        long sequence =
                sequences.merge(address.source() + " " + address.aggregateType() + " " + aggregateId, 1L, Long::sum);
        return new EventEnvelope(
                Ids.next(),
                "SomethingNewHappened",
                1,
                address.source(),
                address.aggregateType(),
                aggregateId,
                sequence,
                start.plusMillis(made++),
                "system",
                null,
                null,
                address.topic(),
                aggregateId,
                "{\"what\":\"nobody knows\"}");
    }

    /** What a consumer polls in one go, in this order. */
    public static ConsumerRecords<String, byte[]> batch(EventEnvelope... events) {
        return batch(List.of(events));
    }

    /** What a consumer polls in one go, in this order within a partition. */
    public static ConsumerRecords<String, byte[]> batch(Collection<EventEnvelope> events) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> polled = new LinkedHashMap<>();
        for (EventEnvelope event : events) {
            ConsumerRecord<String, byte[]> polledRecord = record(event);
            polled.computeIfAbsent(
                            new TopicPartition(polledRecord.topic(), polledRecord.partition()),
                            partition -> new ArrayList<>())
                    .add(polledRecord);
        }
        return new ConsumerRecords<>(polled, Map.of());
    }

    /** The event as it comes from Kafka: headers as in CloudEvents' binary mode, the body as it is. */
    public static ConsumerRecord<String, byte[]> record(EventEnvelope event) {
        byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                event.topic(),
                Math.floorMod(event.key().hashCode(), PARTITIONS),
                OFFSETS.getAndIncrement(),
                event.time().toEpochMilli(),
                TimestampType.CREATE_TIME,
                event.key().length(),
                body.length,
                event.key(),
                body,
                headers(event),
                java.util.Optional.empty());
    }

    /** Publishes to the test broker, in this order, and waits until all have arrived there. */
    public static void publish(EventEnvelope... events) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Servers.ofThisModule().kafka(),
                ProducerConfig.ACKS_CONFIG,
                "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (EventEnvelope event : events) {
                producer.send(new ProducerRecord<>(
                                event.topic(),
                                null,
                                null,
                                event.key(),
                                event.body().getBytes(StandardCharsets.UTF_8),
                                headers(event)))
                        .get();
            }
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the test broker refused an event", refused.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing", stopped);
        }
    }

    /** The event's body, to look into. */
    public static JsonNode body(EventEnvelope event) {
        return Contracts.tree(event.body());
    }

    /** An id that nothing else has. */
    public static UUID anId() {
        return Ids.next();
    }

    private static Headers headers(EventEnvelope event) {
        Headers headers = new RecordHeaders();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", event.id());
        put(headers, "ce_type", "org.licensedesk." + event.type() + ".v" + event.version());
        put(headers, "ce_source", "/" + event.source());
        put(headers, "ce_subject", event.aggregateType() + "/" + event.aggregateId());
        put(headers, "ce_time", event.time());
        put(headers, "ce_sequence", event.sequence());
        put(headers, "ce_actor", event.actor());
        put(headers, "ce_causationid", event.causationId());
        put(headers, "traceparent", event.traceparent());
        put(headers, "content-type", "application/json");
        return headers;
    }

    private static void put(Headers headers, String name, Object value) {
        if (value != null) {
            headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
