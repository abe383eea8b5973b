package org.licensedesk.chassis.messaging;

import java.time.Instant;
import java.util.UUID;

/**
 * One event as it was received.
 *
 * @param type the name of the fact, such as {@code OrderPlaced}
 * @param source the service that sent it, such as {@code order-service}
 * @param sequence its place within its aggregate, from 1 without gaps
 * @param body its JSON
 */
public record EventEnvelope(
        UUID id,
        String type,
        int version,
        String source,
        String aggregateType,
        String aggregateId,
        long sequence,
        Instant time,
        String actor,
        UUID causationId,
        String traceparent,
        String topic,
        String key,
        String body) {

    /** Name and version as listeners name it, such as {@code OrderPlaced.v1}. */
    public String typeAndVersion() {
        return type + ".v" + version;
    }

    /** The same event, whose consequences continue this trace. */
    EventEnvelope continuing(String trace) {
        return new EventEnvelope(
                id,
                type,
                version,
                source,
                aggregateType,
                aggregateId,
                sequence,
                time,
                actor,
                causationId,
                trace,
                topic,
                key,
                body);
    }
}
