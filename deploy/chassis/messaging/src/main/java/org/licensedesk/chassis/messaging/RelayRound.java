package org.licensedesk.chassis.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** One round of the relay: takes what is pending, in order, sends it, and puts back what the broker did not take. */
final class RelayRound {
    static final int SIZE = 1_000;

    /**
     * Takes and reads at once; a failure undoes the taking. In this shape, with {@code offset 0}, the plan stays index
     * lookups however the tables grow.
     */
    private static final String TAKE = """
            with taken as (
                delete from outbox_pending where position = any (
                    array(select position from outbox_pending order by position limit %d))
                returning position, since)
            select o.*, p.since from taken p
            cross join lateral (
                select x.position, x.id, x.aggregatetype, x.aggregateid, x.sequence, x.type, x.topic, x.key, x.payload,
                    x.time, x.actor, x.causationid, x.traceparent
                from outbox x where x.position = p.position offset 0) o
            order by 1""".formatted(SIZE);

    private static final String PUT_BACK =
            "insert into outbox_pending (position, since) select * from unnest(?::bigint[], ?::timestamptz[])";

    private static final String SEND_NEWEST_AGAIN = """
            insert into outbox_pending (position)
            select max(o.position) from outbox o join (
                select distinct aggregatetype, aggregateid from outbox where position = any (?)) d
                using (aggregatetype, aggregateid)
            group by o.aggregatetype, o.aggregateid
            on conflict do nothing""";

    private final Leadership leadership;
    private final Broker broker;
    private final WireMessages messages;
    private final Set<String> compactedTopics;
    private final Set<Long> doubtful = new HashSet<>();

    RelayRound(Leadership leadership, Broker broker, WireMessages messages, Set<String> compactedTopics) {
        this.leadership = leadership;
        this.broker = broker;
        this.messages = messages;
        this.compactedTopics = compactedTopics;
    }

    Result run() throws SQLException {
        return leadership.lead(this::send, Result.NOT_LEADER);
    }

    private Result send(Connection connection) throws SQLException {
        settleDoubts(connection);
        List<Taken> taken = take(connection);
        if (taken.isEmpty()) {
            return Result.EMPTY;
        }
        List<ProducerRecord<String, byte[]>> outgoing = new ArrayList<>(taken.size());
        for (Taken one : taken) {
            PendingEvent event = one.event();
            outgoing.add(messages.of(event));
            if (compactedTopics.contains(event.topic())) {
                doubtful.add(event.position());
            }
        }
        List<Taken> refused = refused(taken, broker.send(outgoing));
        if (refused.size() == taken.size()) {
            throw new KafkaException("The broker took no event");
        }
        if (!refused.isEmpty()) {
            putBack(connection, refused);
            return Result.REFUSED;
        }
        return taken.size() == SIZE ? Result.MORE : Result.DONE;
    }

    /** The commit succeeded: nobody else led meanwhile, so nothing older can stand behind something newer. */
    void committed() {
        doubtful.clear();
    }

    /**
     * After a round that could not be committed another leader may have sent newer states before our older ones arrived:
     * the newest is sent once more, so that it is what compaction keeps.
     */
    private void settleDoubts(Connection connection) throws SQLException {
        if (!doubtful.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(SEND_NEWEST_AGAIN)) {
                new SqlArrays(statement).next("int8", doubtful.toArray());
                statement.executeUpdate();
            }
        }
    }

    private static List<Taken> take(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE);
                ResultSet rows = statement.executeQuery()) {
            List<Taken> taken = new ArrayList<>();
            while (rows.next()) {
                taken.add(new Taken(PendingEvent.of(rows), rows.getString("since")));
            }
            return taken;
        }
    }

    /** Behind an event that was not taken, later ones of its key are sent again too: so the log always ends in order. */
    private static List<Taken> refused(List<Taken> taken, BitSet acknowledged) {
        if (acknowledged.cardinality() == taken.size()) {
            return List.of();
        }
        Set<String> broken = new HashSet<>();
        List<Taken> refused = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            PendingEvent event = taken.get(i).event();
            String log = event.topic() + '\n' + event.key();
            if (!acknowledged.get(i)) {
                broken.add(log);
            }
            if (broken.contains(log)) {
                refused.add(taken.get(i));
            }
        }
        return refused;
    }

    private static void putBack(Connection connection, List<Taken> refused) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT_BACK)) {
            SqlArrays arrays = new SqlArrays(statement);
            arrays.next(
                    "int8", refused.stream().map(one -> one.event().position()).toArray());
            arrays.next("timestamptz", refused.stream().map(Taken::since).toArray());
            statement.executeUpdate();
        }
    }

    /** An event and since when it waits, as the database says it. */
    private record Taken(PendingEvent event, String since) {}

    /** How a round ended. */
    enum Result {
        EMPTY,
        DONE,
        MORE,
        REFUSED,
        NOT_LEADER
    }
}
