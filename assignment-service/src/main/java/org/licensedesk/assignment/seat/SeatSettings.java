package org.licensedesk.assignment.seat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** Settings of the ledger. */
@ConfigMapping(prefix = "assignment.seats")
public interface SeatSettings {

    /** A seat with a last day ends when that day is over here. */
    @WithDefault("UTC")
    ZoneId zone();

    /** How many seats whose last day is over are ended in one transaction. */
    @WithDefault("500")
    int endedAtOnce();

    /** How many blocked reasons are tried again in one transaction. */
    @WithDefault("500")
    int healedAtOnce();

    /** How often is looked for blocked reasons that nothing speaks against any more, as the scheduler writes it. */
    @WithDefault("1s")
    String healEvery();

    /** How often is looked for seats whose last day is over, as the scheduler writes it. */
    @WithDefault("20s")
    String lookForEndedEvery();
}
