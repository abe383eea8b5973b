package org.licensedesk.assignment.bulk;

import java.util.UUID;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of a job as a whole; each seat has its own events besides. */
sealed interface BulkEvent extends OutgoingEvent {

    String TOPIC = "license.assignments";

    UUID jobId();

    @Override
    default String aggregateId() {
        return jobId().toString();
    }

    /** A list was read and compared with what there is; nothing was given. */
    @EventType(value = "BulkJobPlanned", topic = TOPIC, aggregate = "bulkJob")
    record BulkJobPlanned(UUID jobId, String title, int rows, int gains, int alreadyHeld, int waits, int rejected)
            implements BulkEvent {}

    /** The plan was thrown away; it has given nothing. */
    @EventType(value = "BulkJobDiscarded", topic = TOPIC, aggregate = "bulkJob")
    record BulkJobDiscarded(UUID jobId, String title, int rows) implements BulkEvent {}

    /** Every row has its result. */
    @EventType(value = "BulkJobApplied", topic = TOPIC, aggregate = "bulkJob")
    record BulkJobApplied(
            UUID jobId, String title, int rows, int assigned, int alreadyHeld, int waitlisted, int rejected)
            implements BulkEvent {}

    /** What the job gave and was still there is gone. */
    @EventType(value = "BulkJobUndone", topic = TOPIC, aggregate = "bulkJob")
    record BulkJobUndone(UUID jobId, String title, int ended) implements BulkEvent {}
}
