package org.licensedesk.assignment.bulk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of bulk jobs. */
@ConfigMapping(prefix = "assignment.bulk")
interface BulkSettings {

    /** How many rows one job may have. */
    @WithDefault("200000")
    int mostRows();

    /** How many rows are worked off in one transaction. */
    @WithDefault("1000")
    int rowsAtOnce();

    /** How often is looked for jobs that a killed replica left behind, as the scheduler writes it. */
    @WithDefault("2s")
    String lookEvery();
}
