package org.licensedesk.assignment.group;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of seats that come with groups. */
@ConfigMapping(prefix = "assignment.groups")
public interface GroupSettings {

    /** How long a person's groups have to stand still before their seats follow: joins a leave and a join to a move. */
    @WithDefault("2s")
    Duration window();

    /** How often is looked for people whose groups have changed, as the scheduler writes it. */
    @WithDefault("1s")
    String lookEvery();

    /** How many people, and how many reasons, are settled in one transaction. */
    @WithDefault("1000")
    int settledAtOnce();

    /** How long somebody whose seats cannot be settled, for a fault of ours, stands aside for the others. */
    @WithDefault("1m")
    Duration tryAgainAfter();

    /** How long is waited for a group that was made a moment ago and is still on its way here. */
    @WithDefault("3s")
    Duration patience();
}
