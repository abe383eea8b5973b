package org.licensedesk.chassis.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Messages as the broker would deliver them. */
final class Messages {
    static final String TOPIC = "test.things";

    private Messages() {}

    static ConsumerRecord<String, byte[]> fact(String thing, long sequence) {
        return message("ThingHappened.v1", "thing", thing, sequence, "{\"thing\":\"" + thing + "\",\"what\":\"went\"}");
    }

    static ConsumerRecord<String, byte[]> state(String thing, long sequence, String what) {
        return message(
                "Thing.v1", "thingState", thing, sequence, "{\"thing\":\"" + thing + "\",\"what\":\"" + what + "\"}");
    }

    static ConsumerRecord<String, byte[]> message(
            String type, String aggregate, String id, long sequence, String body) {
        UUID event = UUID.nameUUIDFromBytes((aggregate + id + sequence).getBytes(StandardCharsets.UTF_8));
        PendingEvent pending = new PendingEvent(
                0,
                event,
                aggregate,
                id,
                sequence,
                "org.licensedesk." + type,
                TOPIC,
                id,
                body,
                Instant.parse("2026-11-22T08:00:00.000001Z").plusMillis(sequence),
                "ada@example.org",
                null,
                null);
        return received(new WireMessages("test-service").of(pending));
    }

    static ConsumerRecord<String, byte[]> received(
            org.apache.kafka.clients.producer.ProducerRecord<String, byte[]> sent) {
        var message = new ConsumerRecord<>(sent.topic(), 0, 0L, sent.key(), sent.value());
        sent.headers().forEach(header -> message.headers().add(header));
        return message;
    }

    static ConsumerRecord<String, byte[]> with(ConsumerRecord<String, byte[]> message, String header, String value) {
        message.headers().remove(header);
        if (value != null) {
            message.headers().add(new RecordHeader(header, value.getBytes(StandardCharsets.UTF_8)));
        }
        return message;
    }

    @SafeVarargs
    static ConsumerRecords<String, byte[]> batch(ConsumerRecord<String, byte[]>... messages) {
        return batch(List.of(messages));
    }

    static ConsumerRecords<String, byte[]> batch(List<ConsumerRecord<String, byte[]>> messages) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition = new LinkedHashMap<>();
        messages.forEach(message -> byPartition
                .computeIfAbsent(
                        new TopicPartition(message.topic(), message.partition()), partition -> new ArrayList<>())
                .add(message));
        return new ConsumerRecords<>(byPartition, Map.of());
    }
}
