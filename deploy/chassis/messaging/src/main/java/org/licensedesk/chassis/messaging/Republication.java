package org.licensedesk.chassis.messaging;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sends again what was sent before: the outbox is the truth, and who listens ignores what already took effect. */
@Singleton
public class Republication {
    private static final String TOPIC = """
            insert into outbox_pending (position)
            select position from outbox where topic = ? order by position on conflict do nothing""";

    private final Database database;
    private final RelayBell bell;

    Republication(Database database, RelayBell bell) {
        this.database = database;
        this.bell = bell;
    }

    /** All events of a topic become pending; answers how many were not already. */
    public long ofTopic(String topic) {
        long events = database.inTransaction(tx -> PlainSql.on(tx, connection -> publishAgain(connection, topic)));
        bell.ring();
        return events;
    }

    /** All events of one aggregate become pending; answers how many were not already. */
    public long ofAggregate(String aggregateType, String aggregateId) {
        int events = database.inTransaction(tx -> tx.execute("""
                insert into outbox_pending (position) select position from outbox
                where aggregatetype = ? and aggregateid = ? order by position on conflict do nothing""", aggregateType, aggregateId));
        bell.ring();
        return events;
    }

    static long publishAgain(Connection connection, String topic) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOPIC)) {
            statement.setString(1, topic);
            return statement.executeLargeUpdate();
        }
    }
}
