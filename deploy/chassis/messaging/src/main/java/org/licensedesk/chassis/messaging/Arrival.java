package org.licensedesk.chassis.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One message as it came, from the broker or from among the parked ones, and what could be read of it. */
final class Arrival {
    private final int order;
    private final String topic;
    private final String key;
    private final Headers headers;
    private final byte[] body;
    private final EventEnvelope envelope;
    private final String unreadable;
    private final AggregateKey aggregate;
    private final EventHandlers.Entry<?> entry;
    private Object view;

    private Arrival(int order, String topic, String key, Headers headers, byte[] body, EventHandlers handlers) {
        this.order = order;
        this.topic = topic;
        this.key = key;
        this.headers = headers;
        this.body = body;
        EventEnvelope read = null;
        String complaint = null;
        try {
            EnvelopeReader reader = new EnvelopeReader();
            for (Header header : headers) {
                reader.header(header.key(), header.value());
            }
            read = reader.read(topic, key, body);
        } catch (IllegalArgumentException e) {
            complaint = e.getMessage();
        }
        this.envelope = read;
        this.unreadable = complaint;
        this.aggregate =
                read == null ? null : new AggregateKey(read.source(), read.aggregateType(), read.aggregateId());
        this.entry = read == null ? null : handlers.entry(read.typeAndVersion());
    }

    static Arrival of(ConsumerRecord<String, byte[]> message, int order, EventHandlers handlers) {
        return new Arrival(order, message.topic(), message.key(), message.headers(), message.value(), handlers);
    }

    /** What was parked under {@link #headersAsJson}. */
    static Arrival parked(String topic, byte[] key, String headersAsJson, byte[] body, EventHandlers handlers) {
        RecordHeaders headers = new RecordHeaders();
        EventJson.texts(headersAsJson).forEach((name, value) -> headers.add(name, bytes(value)));
        return new Arrival(
                Integer.MAX_VALUE,
                topic,
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                headers,
                body,
                handlers);
    }

    /** Reads the body for its listener, if it has one; answers why it could not, or null. */
    String readBody() {
        if (entry == null || view != null) {
            return null;
        }
        try {
            view = body == null ? null : EventJson.reader(entry.view()).readValue(body);
            return view == null ? "The body is empty" : null;
        } catch (JsonProcessingException e) {
            return "The body cannot be read: " + e.getOriginalMessage();
        } catch (IOException e) {
            return "The body cannot be read: " + e.getMessage();
        }
    }

    String headersAsJson() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return EventJson.write(texts);
    }

    int order() {
        return order;
    }

    String topic() {
        return topic;
    }

    byte[] keyBytes() {
        return key == null ? null : bytes(key);
    }

    byte[] body() {
        return body;
    }

    EventEnvelope envelope() {
        return envelope;
    }

    /** Why not even the envelope could be read, or null. */
    String unreadable() {
        return unreadable;
    }

    AggregateKey aggregate() {
        return aggregate;
    }

    EventHandlers.Entry<?> entry() {
        return entry;
    }

    boolean isState() {
        return entry != null && entry.isState();
    }

    long sequence() {
        return envelope.sequence();
    }

    Received<?> received(EventEnvelope as) {
        return new Received<>(as, view);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
