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

/** One round of the relay: reads what is pending, in order, sends it, and strikes off what the broker has. */
final class RelayRound {
    static final int SIZE = 500;

    /** In this shape, with {@code offset 0}, the plan stays two index lookups however the tables grow. */
    private static final String READ = """
            select o.* from (select position from outbox_pending order by position limit %d) p
            cross join lateral (
                select x.position, x.id, x.aggregatetype, x.aggregateid, x.sequence, x.type, x.topic, x.key, x.payload,
                    x.time, x.actor, x.causationid, x.traceparent
                from outbox x where x.position = p.position offset 0) o
            order by 1""".formatted(SIZE);

    private static final String STRIKE = "delete from outbox_pending where position = any (?)";

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
        List<PendingEvent> events = read(connection);
        if (events.isEmpty()) {
            return Result.EMPTY;
        }
        List<ProducerRecord<String, byte[]>> outgoing = new ArrayList<>(events.size());
        for (PendingEvent event : events) {
            outgoing.add(messages.of(event));
            if (compactedTopics.contains(event.topic())) {
                doubtful.add(event.position());
            }
        }
        Long[] sent = withoutGaps(events, broker.send(outgoing));
        if (sent.length > 0) {
            update(connection, STRIKE, sent);
        }
        if (sent.length < events.size()) {
            return Result.REFUSED;
        }
        return events.size() == SIZE ? Result.MORE : Result.DONE;
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
            update(connection, SEND_NEWEST_AGAIN, doubtful.toArray(Long[]::new));
        }
    }

    private static List<PendingEvent> read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            List<PendingEvent> events = new ArrayList<>();
            while (rows.next()) {
                events.add(PendingEvent.of(rows));
            }
            return events;
        }
    }

    /** Behind an event that was not taken, later ones of its key are sent again too: so the log always ends in order. */
    private static Long[] withoutGaps(List<PendingEvent> events, BitSet acknowledged) {
        Set<String> broken = new HashSet<>();
        List<Long> sent = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            PendingEvent event = events.get(i);
            if (!acknowledged.get(i)) {
                broken.add(event.topic() + '\n' + event.key());
            } else if (broken.isEmpty() || !broken.contains(event.topic() + '\n' + event.key())) {
                sent.add(event.position());
            }
        }
        return sent.toArray(Long[]::new);
    }

    private static void update(Connection connection, String sql, Long[] positions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("int8", positions));
            statement.executeUpdate();
        }
    }

    /** How a round ended. */
    enum Result {
        EMPTY,
        DONE,
        MORE,
        REFUSED,
        NOT_LEADER
    }
}
