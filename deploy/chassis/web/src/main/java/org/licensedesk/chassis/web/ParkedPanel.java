package org.licensedesk.chassis.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.licensedesk.chassis.messaging.ParkedEvents;

/** The figure behind the tag {@code parked}, which a service puts on its attention panel. */
@ApplicationScoped
@Named("parkedPanel")
public class ParkedPanel {

    private final ParkedEvents parkedEvents;

    ParkedPanel(ParkedEvents parkedEvents) {
        this.parkedEvents = parkedEvents;
    }

    /** How many events of this service could not take effect yet. */
    public long count() {
        return parkedEvents.count();
    }
}
