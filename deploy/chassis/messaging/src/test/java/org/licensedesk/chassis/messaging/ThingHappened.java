package org.licensedesk.chassis.messaging;

/** The event that tests send. */
@EventType(value = "ThingHappened", topic = "test.things", aggregate = "thing")
record ThingHappened(String thing, String what) implements OutgoingEvent {
    @Override
    public String aggregateId() {
        return thing;
    }
}
