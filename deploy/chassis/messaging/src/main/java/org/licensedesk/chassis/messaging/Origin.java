package org.licensedesk.chassis.messaging;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/**
 * Who and what an event comes from.
 *
 * @param actor the email of the person who did it, or {@link #SYSTEM}
 * @param causationId the event it follows from, or null
 * @param notBefore the earliest time it may carry, or null; an effect never seems older than its cause
 * @param traceparent the W3C trace context it belongs to, or null
 */
public record Origin(String actor, UUID causationId, Instant notBefore, String traceparent) {

    /** The actor of consequences that nobody did by hand. */
    public static final String SYSTEM = "system";

    public Origin {
        Objects.requireNonNull(actor, "actor");
    }

    /** Done by this person, now. */
    public static Origin by(String actor) {
        return new Origin(actor, null, null, TraceContext.current());
    }

    /** Done by nobody in particular, such as a date that came. */
    public static Origin system() {
        return by(SYSTEM);
    }

    /** Follows from an event that another aggregate or service sent. */
    public static Origin causedBy(EventEnvelope cause, String actor) {
        return new Origin(actor, null, null, TraceContext.continuing(cause.traceparent()))
                .following(cause.id(), cause.time());
    }

    /** The same doing, following from an event that it sent a moment ago. */
    public Origin following(EventReceipt cause) {
        return following(cause.id(), cause.time());
    }

    /** As {@link #following(EventReceipt)}, from an event of which id and time are known. */
    public Origin following(UUID cause, Instant at) {
        return new Origin(actor, cause, at.plus(1, ChronoUnit.MICROS), traceparent);
    }
}
