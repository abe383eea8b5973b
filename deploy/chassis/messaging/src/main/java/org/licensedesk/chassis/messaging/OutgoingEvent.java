package org.licensedesk.chassis.messaging;

/** A fact on its way out; a record annotated with {@link EventType} whose components become the JSON body. */
public interface OutgoingEvent {

    /** The aggregate it happened to. Not part of the body. */
    String aggregateId();

    /** What decides on the partition, and so with which other events its order is kept. Not part of the body. */
    default String key() {
        return aggregateId();
    }
}
