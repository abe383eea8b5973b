package org.licensedesk.chassis.messaging;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Takes the CloudEvents headers of a message together; whatever a stranger may send, it says what is wrong with it. */
final class EnvelopeReader {
    private static final int LONGEST = 300;

    private String id;
    private String type;
    private String source;
    private String subject;
    private String time;
    private String sequence;
    private String actor;
    private String causationId;
    private String traceparent;

    void header(String name, byte[] value) {
        switch (name) {
            case "ce_id" -> id = text(value);
            case "ce_type" -> type = text(value);
            case "ce_source" -> source = text(value);
            case "ce_subject" -> subject = text(value);
            case "ce_time" -> time = text(value);
            case "ce_sequence" -> sequence = text(value);
            case "ce_actor" -> actor = text(value);
            case "ce_causationid" -> causationId = text(value);
            case "traceparent" -> traceparent = text(value);
            default -> {} // others may add headers of their own
        }
    }

    /** The envelope, or an {@link IllegalArgumentException} that says what it lacks. */
    EventEnvelope read(String topic, String key, byte[] body) {
        EventTypes.Name name = EventTypes.parse(required("ce_type", type));
        String service = required("ce_source", source);
        String about = required("ce_subject", subject);
        int slash = about.indexOf('/');
        if (slash < 1 || slash == about.length() - 1) {
            throw new IllegalArgumentException("ce_subject does not name an aggregate: " + about);
        }
        return new EventEnvelope(
                uuid("ce_id", required("ce_id", id)),
                name.type(),
                name.version(),
                service.startsWith("/") ? service.substring(1) : service,
                about.substring(0, slash),
                about.substring(slash + 1),
                sequence(),
                time(),
                required("ce_actor", actor),
                causationId == null ? null : uuid("ce_causationid", causationId),
                TraceContext.isSound(traceparent) ? traceparent : null,
                topic,
                key,
                body == null ? "" : text(body));
    }

    private long sequence() {
        String digits = required("ce_sequence", sequence);
        try {
            long number = Long.parseLong(digits);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the value
        }
        throw new IllegalArgumentException("ce_sequence is not a number from 1 on: " + digits);
    }

    private Instant time() {
        try {
            return Instant.parse(required("ce_time", time));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("ce_time is not an instant: " + time, e);
        }
    }

    private static UUID uuid(String header, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(header + " is not a UUID: " + value, e);
        }
    }

    /** No longer, and with no other characters, than the tables take: else a forged header could stop the channel. */
    private static String required(String header, String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(header + " is missing");
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException(header + " is longer than " + LONGEST + " characters");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(header + " contains a zero character");
        }
        return value;
    }

    private static String text(byte[] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
