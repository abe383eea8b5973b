package org.licensedesk.assignment.reclaim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of what is known of use, and of reclaiming what is not used. */
@ConfigMapping(prefix = "assignment.reclaim")
public interface ReclaimSettings {

    /** A seat counts as unused after so many days without use, where nobody says otherwise. */
    @WithDefault("30")
    int unusedAfterDays();

    /** How often is looked for campaigns whose last day is over, as the scheduler writes it. */
    @WithDefault("20s")
    String lookEvery();

    /** How many questions without an answer are settled in one transaction. */
    @WithDefault("500")
    int settledAtOnce();
}
