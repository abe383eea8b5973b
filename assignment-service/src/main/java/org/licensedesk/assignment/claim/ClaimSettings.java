package org.licensedesk.assignment.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** Settings of claims. */
@ConfigMapping(prefix = "assignment.claims")
interface ClaimSettings {

    /** A day of a limit begins and ends here. */
    @WithDefault("${assignment.seats.zone:UTC}")
    ZoneId zone();

    /** The same refusal of the same person is answered every time, and written into the history again after so long. */
    @WithDefault("10m")
    Duration refusedAgainAfter();
}
