package org.licensedesk.chassis.web;

import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZonedDateTime;

/** What pages call now, in the zone they say times in. */
@Singleton
@Unremovable // templates ask for it by way of static methods
class PageClock {

    private final Clock clock;
    private final WebSettings settings;

    PageClock(Clock clock, WebSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    static ZonedDateTime now() {
        var here = Arc.container().instance(PageClock.class).get();
        return here.clock.instant().atZone(here.settings.zone());
    }
}
