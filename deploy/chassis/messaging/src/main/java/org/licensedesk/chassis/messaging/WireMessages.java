package org.licensedesk.chassis.messaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes CloudEvents in binary mode of what the outbox holds. */
final class WireMessages {
    private static final Header SPECIFICATION = header("ce_specversion", "1.0");
    private static final Header CONTENT = header("content-type", "application/json");

    private final Header source;

    /** @param service the name of the service that sends */
    WireMessages(String service) {
        this.source = header("ce_source", "/" + service);
    }

    ProducerRecord<String, byte[]> of(PendingEvent event) {
        List<Header> headers = new ArrayList<>(11);
        headers.add(SPECIFICATION);
        headers.add(header("ce_id", event.id().toString()));
        headers.add(header("ce_type", event.type()));
        headers.add(source);
        headers.add(header("ce_subject", event.aggregateType() + '/' + event.aggregateId()));
        headers.add(header("ce_time", event.time().toString()));
        headers.add(header("ce_sequence", Long.toString(event.sequence())));
        headers.add(header("ce_actor", event.actor()));
        if (event.causationId() != null) {
            headers.add(header("ce_causationid", event.causationId().toString()));
        }
        if (event.traceparent() != null) {
            headers.add(header("traceparent", event.traceparent()));
        }
        headers.add(CONTENT);
        return new ProducerRecord<>(event.topic(), null, null, event.key(), bytes(event.payload()), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
