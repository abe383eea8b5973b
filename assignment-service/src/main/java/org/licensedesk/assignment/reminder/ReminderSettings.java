package org.licensedesk.assignment.reminder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Settings of the reminders. */
@ConfigMapping(prefix = "assignment.reminder")
interface ReminderSettings {

    /** So many days before the last day of a seat its holder is reminded, once each. */
    @WithDefault("14,1")
    List<Integer> daysBefore();

    /** How often is looked for seats that end soon, as the scheduler writes it. */
    @WithDefault("20s")
    String lookEvery();

    /** How many holders are reminded in one transaction. */
    @WithDefault("500")
    int remindedAtOnce();
}
