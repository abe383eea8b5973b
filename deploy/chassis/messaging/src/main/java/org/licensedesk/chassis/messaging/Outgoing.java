package org.licensedesk.chassis.messaging;

import java.util.Objects;

/** An event together with where it comes from. */
public record Outgoing(OutgoingEvent event, Origin origin) {
    public Outgoing {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(origin, "origin");
    }
}
