package org.licensedesk.chassis.messaging;

/** The state that tests publish. */
@EventType(value = "Thing", topic = "test.states", aggregate = "thingState")
record Thing(String thing, String what) implements OutgoingEvent {
    @Override
    public String aggregateId() {
        return thing;
    }
}
