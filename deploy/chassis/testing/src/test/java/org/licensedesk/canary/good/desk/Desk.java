package org.licensedesk.canary.good.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.licensedesk.canary.good.seat.Seats;
import org.licensedesk.chassis.messaging.Ids;

/** Keeps every rule. */
public class Desk {
    Seats seats;
    Object id = Ids.next();

    Instant now(Clock clock) {
        return clock.instant();
    }

    LocalDate today(Clock clock) {
        return LocalDate.now(clock);
    }
}
