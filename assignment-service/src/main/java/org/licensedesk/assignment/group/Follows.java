package org.licensedesk.assignment.group;

import java.time.Instant;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Origin;

/** The event that a change follows from, and its time: a fact where one is known, since states are not in the history. */
public record Follows(UUID event, Instant at) {

    /** From what a state was sent for, or from the state itself. */
    public static Follows from(EventEnvelope state) {
        return new Follows(state.causationId() == null ? state.id() : state.causationId(), state.time());
    }

    static Follows from(EventReceipt sent) {
        return new Follows(sent.id(), sent.time());
    }

    Origin origin() {
        return new Origin(Origin.SYSTEM, null, null, null).following(event, at);
    }
}
