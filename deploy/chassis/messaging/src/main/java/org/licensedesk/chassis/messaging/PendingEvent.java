package org.licensedesk.chassis.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** One row of the outbox that is still to be sent. */
record PendingEvent(
        long position,
        UUID id,
        String aggregateType,
        String aggregateId,
        long sequence,
        String type,
        String topic,
        String key,
        String payload,
        Instant time,
        String actor,
        UUID causationId,
        String traceparent) {

    static PendingEvent of(ResultSet row) throws SQLException {
        return new PendingEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                SqlArrays.instant(row, 10),
                row.getString(11),
                row.getObject(12, UUID.class),
                row.getString(13));
    }
}
