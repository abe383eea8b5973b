package org.licensedesk.chassis.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Settings of everything that answers HTTP. */
@ConfigMapping(prefix = "licensedesk.web")
public interface WebSettings {

    /** The address people know the product under, such as https://licenses.example.org; empty: whatever host is asked. */
    Optional<String> publicUrl();

    /** The time zone of exact times on pages. */
    @WithDefault("UTC")
    ZoneId zone();

    /** A JSON body longer than this many bytes is refused with 413. */
    @WithDefault("262144")
    long longestJson();

    /** Any body longer than this many bytes is refused with 413 before it is read. */
    @WithDefault("33554432")
    long longestBody();

    /** An address (path and query) longer than this many characters is refused with 414. */
    @WithDefault("8192")
    int longestAddress();

    /** Headers that are longer than this many characters together are refused with 431. */
    @WithDefault("32768")
    int longestHeaders();

    /** How long a verified bearer token is believed without checking its signature again; never past its expiry. */
    @WithDefault("PT1M")
    Duration tokenMemory();

    /** How many verified bearer tokens are remembered at most. */
    @WithDefault("2000")
    int tokensRemembered();

    /** How long an answer is held back at most for somebody who would wait for news; shorter than a shutdown waits. */
    @WithDefault("PT5S")
    Duration longestWait();

    /** How many may wait at once; everybody else is answered at once. */
    @WithDefault("2000")
    int onlookers();
}
