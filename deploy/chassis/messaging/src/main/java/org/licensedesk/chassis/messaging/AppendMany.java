package org.licensedesk.chassis.messaging;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The events of one call, column by column, and the one statement that writes them. */
final class AppendMany {
    /**
     * Sequence and time are taken under the row lock of the aggregate's stream, and positions after it: so within an
     * aggregate all three grow together, whoever appends at the same time.
     */
    private static final String APPEND = """
            with given as materialized (
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[])
                    with ordinality as g(id, aggregatetype, aggregateid, behind, time, type, topic, key,
                        payload, actor, causationid, traceparent, place)
            ), stream as (
                insert into outbox_stream as s (aggregatetype, aggregateid, last_sequence, last_time)
                select aggregatetype, aggregateid, count(*), max(time) from given group by 1, 2 order by 1, 2
                on conflict (aggregatetype, aggregateid) do update set
                    last_sequence = s.last_sequence + excluded.last_sequence,
                    last_time = greatest(excluded.last_time,
                        s.last_time + excluded.last_sequence * interval '1 microsecond')
                returning aggregatetype, aggregateid, last_sequence, last_time
            ), appended as (
                insert into outbox (id, aggregatetype, aggregateid, sequence, type, topic, key, payload, time, actor,
                    causationid, traceparent)
                select g.id, g.aggregatetype, g.aggregateid, s.last_sequence - g.behind, g.type, g.topic, g.key,
                    g.payload, s.last_time - g.behind * interval '1 microsecond', g.actor, g.causationid, g.traceparent
                from given g join stream s using (aggregatetype, aggregateid)
                order by g.place
                returning position, sequence, time
            ), pending as (
                insert into outbox_pending (position) select position from appended order by position
            )
            select sequence, time from appended order by position""";

    private final int size;
    private final Object[] ids;
    private final String[] aggregateTypes;
    private final String[] aggregateIds;
    private final Integer[] behind;
    private final String[] times;
    private final String[] types;
    private final String[] topics;
    private final String[] keys;
    private final String[] payloads;
    private final String[] actors;
    private final Object[] causes;
    private final String[] traces;

    AppendMany(List<Outgoing> events, Instant now) {
        size = events.size();
        ids = new Object[size];
        aggregateTypes = new String[size];
        aggregateIds = new String[size];
        behind = new Integer[size];
        times = new String[size];
        types = new String[size];
        topics = new String[size];
        keys = new String[size];
        payloads = new String[size];
        actors = new String[size];
        causes = new Object[size];
        traces = new String[size];
        for (int i = 0; i < size; i++) {
            fill(i, events.get(i));
        }
        Instant[] ordered = increasingTimes(events, now);
        for (int i = 0; i < size; i++) {
            times[i] = ordered[i].toString();
        }
    }

    private void fill(int i, Outgoing outgoing) {
        OutgoingEvent event = outgoing.event();
        EventTypes.Declared declared = EventTypes.of(event);
        ids[i] = Ids.next();
        aggregateTypes[i] = declared.aggregate();
        aggregateIds[i] = event.aggregateId();
        types[i] = declared.wireName();
        topics[i] = declared.topic();
        keys[i] = event.key();
        payloads[i] = EventJson.bodyOf(event);
        actors[i] = outgoing.origin().actor();
        causes[i] = outgoing.origin().causationId();
        traces[i] = outgoing.origin().traceparent();
    }

    /** Never before the cause, and within an aggregate each at least a microsecond after the one before it. */
    private Instant[] increasingTimes(List<Outgoing> events, Instant now) {
        Instant[] result = new Instant[size];
        Map<String, Integer> latest = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Instant earliest = events.get(i).origin().notBefore();
            Instant time = earliest != null && earliest.isAfter(now) ? earliest : now;
            Integer previous = latest.put(aggregateTypes[i] + '\n' + aggregateIds[i], i);
            if (previous != null) {
                Instant next = result[previous].plus(1, ChronoUnit.MICROS);
                time = time.isBefore(next) ? next : time;
            }
            result[i] = time;
        }
        countBehind();
        return result;
    }

    /** How many later events of the same call are of the same aggregate. */
    private void countBehind() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = size - 1; i >= 0; i--) {
            behind[i] = seen.merge(aggregateTypes[i] + '\n' + aggregateIds[i], 1, Integer::sum) - 1;
        }
    }

    List<EventReceipt> write(Handle tx) throws SQLException {
        try (PreparedStatement statement = tx.getConnection().prepareStatement(APPEND)) {
            SqlArrays arrays = new SqlArrays(statement);
            arrays.next("uuid", ids);
            arrays.next("text", aggregateTypes);
            arrays.next("text", aggregateIds);
            arrays.next("int4", behind);
            arrays.next("timestamptz", times);
            arrays.next("text", types);
            arrays.next("text", topics);
            arrays.next("text", keys);
            arrays.next("text", payloads);
            arrays.next("text", actors);
            arrays.next("uuid", causes);
            arrays.next("text", traces);
            List<EventReceipt> receipts = new ArrayList<>(size);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    receipts.add(
                            new EventReceipt((UUID) ids[receipts.size()], rows.getLong(1), SqlArrays.instant(rows, 2)));
                }
            }
            return receipts;
        }
    }
}
