package org.licensedesk.chassis.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a service, or its operator, says about the events that leave it. */
@ConfigMapping(prefix = "licensedesk.messaging")
public interface MessagingSettings {

    /** The topics of facts this service publishes; they keep everything. */
    Optional<List<String>> topics();

    /** The topics of states this service publishes; they keep the newest of each key. */
    Optional<List<String>> compactedTopics();

    /** The partitions of a topic that is created; never changed afterwards, since it would break the order. */
    @WithDefault("6")
    int partitions();

    /** The copies of a topic that is created; -1 leaves it to the broker. */
    @WithDefault("-1")
    short replicationFactor();

    /** Whether the built-in relay sends; off where change data capture reads the outbox. */
    @WithDefault("true")
    boolean relay();

    /** The least time from one round of the relay to the next: longer makes larger batches, shorter lower latency. */
    @WithDefault("10ms")
    Duration minimumGap();

    /** How often the relay looks without having been woken. */
    @WithDefault("1s")
    Duration slowPoll();

    /** How often the relay makes sure that its topics are still those it filled. */
    @WithDefault("10s")
    Duration topicCheck();
}
