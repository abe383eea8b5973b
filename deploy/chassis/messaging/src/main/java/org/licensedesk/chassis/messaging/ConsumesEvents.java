package org.licensedesk.chassis.messaging;

/** A consumer that shows what it listens to, so that parked events can be tried again before the first new one arrives. */
public interface ConsumesEvents {

    /** The table it hands to {@link Inbox#receive}. */
    EventHandlers handlers();
}
