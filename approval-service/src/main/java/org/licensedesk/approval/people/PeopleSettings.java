package org.licensedesk.approval.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of an import; above them the file is refused as a whole, before anything is touched. */
@ConfigMapping(prefix = "approval.people")
public interface PeopleSettings {

    /** The most rows one file may have. */
    @WithDefault("50000")
    int mostRows();

    /** The most bytes one file may have. */
    @WithDefault("8388608")
    int mostBytes();
}
