package org.licensedesk.chassis.messaging;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The inbox's tables, few statements a batch. */
final class InboxTables {
    static final int WAITING_LIMIT = 1000;

    /**
     * Connections keep the plan of a statement, since planning each batch anew took longer than its work. Nested loops over
     * indexes are the plan that stays right however the tables grow, so the statements of the transaction keep to those.
     */
    private static final String BEGIN = """
            insert into inbox_sequence (source, aggregatetype, aggregateid, last_sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
            on conflict do nothing
            returning source, aggregatetype, aggregateid;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off""";

    private static final String LOCK = """
            select s.source, s.aggregatetype, s.aggregateid, s.last_sequence, s.held
            from unnest(?::text[], ?::text[], ?::text[]) as g(source, aggregatetype, aggregateid)
            cross join lateral (
                select * from inbox_sequence x where x.source = g.source and x.aggregatetype = g.aggregatetype
                    and x.aggregateid = g.aggregateid for update) s""";

    private static final String WRITE = """
            update inbox_sequence s set last_sequence = g.reached, held = g.held
            from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
                as g(source, aggregatetype, aggregateid, reached, held)
            where s.source = g.source and s.aggregatetype = g.aggregatetype and s.aggregateid = g.aggregateid""";

    private static final String WAITING = """
            select p.topic, p.key, p.headers, p.body from unnest(?::text[], ?::text[], ?::text[])
                as g(source, aggregatetype, aggregateid)
            join inbox_parked p using (source, aggregatetype, aggregateid)
            where p.cause is null order by p.sequence limit""" + " " + WAITING_LIMIT;

    private static final String LEAVE = """
            delete from inbox_parked p using unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
                as g(source, aggregatetype, aggregateid, reached)
            where p.source = g.source and p.aggregatetype = g.aggregatetype and p.aggregateid = g.aggregateid
                and p.sequence <= g.reached""";

    private static final String PARK = """
            insert into inbox_parked (topic, key, headers, body, fingerprint, event, source, aggregatetype, aggregateid,
                sequence, cause) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict""";
    private static final String PARK_WAITING = PARK + " do nothing";
    private static final String PARK_FAILED = PARK + """
             (source, aggregatetype, aggregateid, sequence)
            do update set cause = excluded.cause, attempts = inbox_parked.attempts + 1""";

    private final Connection connection;

    InboxTables(Connection connection) {
        this.connection = connection;
    }

    /** Locks the rows of these aggregates, new ones included, in the order given, and tells each how far it was. */
    void lock(Map<AggregateKey, Follow> follows) throws SQLException {
        List<Follow> known = new ArrayList<>(follows.values());
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            keys(statement, known)
                    .next("int8", known.stream().map(Follow::reach).toArray());
            statement.execute();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    follows.get(key(rows)).startsFresh();
                }
            }
        }
        known.removeIf(Follow::isFresh);
        if (!known.isEmpty()) {
            lockKnown(follows, known);
        }
    }

    private void lockKnown(Map<AggregateKey, Follow> follows, List<Follow> known) throws SQLException {
        int found = 0;
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            keys(statement, known);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    follows.get(key(rows)).standsAt(rows.getLong(4), rows.getString(5));
                    found++;
                }
            }
        }
        if (found != known.size()) {
            throw new IllegalStateException("Rows of inbox_sequence were neither new nor there");
        }
    }

    private static AggregateKey key(ResultSet row) throws SQLException {
        return new AggregateKey(row.getString(1), row.getString(2), row.getString(3));
    }

    /** Hands over the events that wait for these aggregates; answers whether that was all of them. */
    boolean waiting(List<Follow> follows, EventHandlers handlers, Consumer<Arrival> to) throws SQLException {
        int count = 0;
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            keys(statement, follows);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    to.accept(Arrival.parked(
                            rows.getString(1), rows.getBytes(2), rows.getString(3), rows.getBytes(4), handlers));
                    count++;
                }
            }
        }
        return count < WAITING_LIMIT;
    }

    /** Writes how far these aggregates came. */
    void write(List<Follow> follows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            SqlArrays arrays = keys(statement, follows);
            arrays.next("int8", follows.stream().map(Follow::reached).toArray());
            arrays.next("text", follows.stream().map(Follow::heldAfter).toArray());
            statement.executeUpdate();
        }
    }

    /** Removes what is parked of these aggregates up to where they came. */
    void leave(List<Follow> follows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEAVE)) {
            keys(statement, follows)
                    .next("int8", follows.stream().map(Follow::reached).toArray());
            statement.executeUpdate();
        }
    }

    void park(List<Parking.Place> places) throws SQLException {
        for (Parking.Place place : places) {
            boolean fails = place.cause() != null && place.arrival().envelope() != null;
            try (PreparedStatement statement = connection.prepareStatement(fails ? PARK_FAILED : PARK_WAITING)) {
                set(statement, place.arrival(), place.cause());
                statement.executeUpdate();
            }
        }
    }

    private static void set(PreparedStatement statement, Arrival arrival, String cause) throws SQLException {
        EventEnvelope envelope = arrival.envelope();
        String headers = arrival.headersAsJson();
        statement.setString(1, arrival.topic());
        statement.setBytes(2, arrival.keyBytes());
        statement.setString(3, headers);
        statement.setBytes(4, arrival.body());
        statement.setObject(5, fingerprint(headers, arrival.keyBytes(), arrival.body()));
        statement.setString(6, envelope == null ? null : envelope.typeAndVersion());
        statement.setString(7, envelope == null ? null : envelope.source());
        statement.setString(8, envelope == null ? null : envelope.aggregateType());
        statement.setString(9, envelope == null ? null : envelope.aggregateId());
        statement.setObject(10, envelope == null ? null : envelope.sequence(), java.sql.Types.BIGINT);
        statement.setString(11, cause);
    }

    /** The same message again is the same parked event, wherever the broker keeps it by then. */
    private static UUID fingerprint(String headers, byte[] key, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(headers.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(key == null ? new byte[0] : key);
            digest.update(body == null ? new byte[0] : body);
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static SqlArrays keys(PreparedStatement statement, Collection<Follow> follows) throws SQLException {
        List<AggregateKey> keys = new ArrayList<>(follows.size());
        follows.forEach(follow -> keys.add(follow.aggregate()));
        SqlArrays arrays = new SqlArrays(statement);
        arrays.next("text", keys.stream().map(AggregateKey::source).toArray());
        arrays.next("text", keys.stream().map(AggregateKey::type).toArray());
        arrays.next("text", keys.stream().map(AggregateKey::id).toArray());
        return arrays;
    }
}
