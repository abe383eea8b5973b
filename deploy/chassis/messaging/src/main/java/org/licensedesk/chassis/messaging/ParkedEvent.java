package org.licensedesk.chassis.messaging;

import java.time.Instant;

/**
 * An event that could not take effect yet.
 *
 * @param event name and version, or null where not even that could be read
 * @param sequence its place within its aggregate, or null where it could not be read
 * @param cause why it failed; null where it only waits for an earlier event of its aggregate
 */
public record ParkedEvent(
        long id,
        String event,
        String source,
        String aggregateType,
        String aggregateId,
        Long sequence,
        String topic,
        String cause,
        Instant since,
        int attempts,
        String body) {

    /** Whether it waits for an earlier event of its aggregate, and needs no look of its own. */
    public boolean isWaiting() {
        return cause == null;
    }
}
