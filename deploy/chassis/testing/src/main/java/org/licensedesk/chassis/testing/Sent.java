package org.licensedesk.chassis.testing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.LocalServers.ServiceUnderTest;

/** What the service under test has sent, or will: its outbox as it stands in the database. */
public final class Sent {
    private static final String TYPE_PREFIX = "org.licensedesk.";

    private Sent() {}

    /** The events of one aggregate, in its order. */
    public static List<EventEnvelope> of(String aggregateType, Object aggregateId) {
        return read(
                "where aggregatetype = ? and aggregateid = ? order by sequence", aggregateType, aggregateId.toString());
    }

    /** The type and version of each event of one aggregate, in its order: {@code ["RequestSubmitted.v1"]}. */
    public static List<String> typesOf(String aggregateType, Object aggregateId) {
        return of(aggregateType, aggregateId).stream()
                .map(EventEnvelope::typeAndVersion)
                .toList();
    }

    /** The one event of this type of one aggregate; fails unless there is exactly one. */
    public static EventEnvelope the(String typeAndVersion, String aggregateType, Object aggregateId) {
        List<EventEnvelope> found = of(aggregateType, aggregateId).stream()
                .filter(event -> event.typeAndVersion().equals(typeAndVersion))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("%s %s has %d events %s in its outbox: %s"
                    .formatted(
                            aggregateType,
                            aggregateId,
                            found.size(),
                            typeAndVersion,
                            typesOf(aggregateType, aggregateId)));
        }
        return found.get(0);
    }

    /** Everything of these types that was ever sent; tests share a database, so filter by your own ids. */
    public static List<EventEnvelope> ofType(String typeAndVersion) {
        return read("where type = ? order by position", TYPE_PREFIX + typeAndVersion);
    }

    private static List<EventEnvelope> read(String condition, String... parameters) {
        ServiceUnderTest service = ServiceUnderTest.here()
                .orElseThrow(
                        () -> new IllegalStateException("not in the directory of a service: which outbox is meant?"));
        String sql =
                "select id, type, aggregatetype, aggregateid, sequence, time, actor, causationid, traceparent, topic, key,"
                        + " payload from outbox " + condition;
        try (var connection = Servers.ofThisModule().login(service.database()).asApplication();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<EventEnvelope> events = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(event(service, row));
                }
            }
            return events;
        } catch (SQLException failed) {
            throw new IllegalStateException("the outbox of " + service + " cannot be read", failed);
        }
    }

    private static EventEnvelope event(ServiceUnderTest service, ResultSet row) throws SQLException {
        String type = row.getString("type").substring(TYPE_PREFIX.length());
        int dot = type.lastIndexOf(".v");
        return new EventEnvelope(
                row.getObject("id", UUID.class),
                type.substring(0, dot),
                Integer.parseInt(type.substring(dot + 2)),
                service.directory(),
                row.getString("aggregatetype"),
                row.getString("aggregateid"),
                row.getLong("sequence"),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getObject("causationid", UUID.class),
                row.getString("traceparent"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("payload"));
    }
}
