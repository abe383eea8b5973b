package org.licensedesk.assignment.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the dashboard. */
@ConfigMapping(prefix = "assignment.dashboard")
public interface DashboardSettings {

    /** The forecast looks back over so many days. */
    @WithDefault("90")
    int forecastOverDays();

    /** How often the state of the present day is written down, as the scheduler writes it. */
    @WithDefault("5m")
    String lookEvery();
}
