package org.licensedesk.assignment.invitation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of invitations. */
@ConfigMapping(prefix = "assignment.invitations")
interface InvitationSettings {

    /** How long an invitation can be accepted, and holds a seat. */
    @WithDefault("P14D")
    Duration validFor();

    /** How long after it was sent a reminder follows; none does when this is no shorter than the invitation's life. */
    @WithDefault("P7D")
    Duration remindAfter();

    /** How many wrong codes are borne before only a new invitation helps. */
    @WithDefault("10")
    int wrongCodes();

    /** How often is looked for invitations that have expired or want a reminder, as the scheduler writes it; the clock decides. */
    @WithDefault("10s")
    String lookEvery();

    /** How many of them are handled in one transaction. */
    @WithDefault("200")
    int atOnce();
}
