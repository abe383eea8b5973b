package org.licensedesk.assignment.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** Settings of claims. */
@ConfigMapping(prefix = "assignment.claims")
interface ClaimSettings {

    /** A day of a limit begins and ends here. */
    @WithDefault("${assignment.seats.zone:UTC}")
    ZoneId zone();
}
