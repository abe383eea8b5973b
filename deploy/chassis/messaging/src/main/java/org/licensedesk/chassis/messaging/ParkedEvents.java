package org.licensedesk.chassis.messaging;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What the inbox put aside: for an administrator to see, and to try again once the cause is gone. */
@Singleton
public class ParkedEvents {
    private final Database database;
    private final Inbox inbox;
    private final Instance<ConsumesEvents> consumers;

    ParkedEvents(Database database, Inbox inbox, @Any Instance<ConsumesEvents> consumers) {
        this.database = database;
        this.inbox = inbox;
        this.consumers = consumers;
    }

    /** The oldest first, from behind this id (0 for the beginning). */
    public List<ParkedEvent> list(long after, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select id, event, source, aggregatetype, aggregateid, sequence, topic, cause, since, attempts, body
                        from inbox_parked where id > :after order by id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new ParkedEvent(
                        row.getLong("id"),
                        row.getString("event"),
                        row.getString("source"),
                        row.getString("aggregatetype"),
                        row.getString("aggregateid"),
                        row.getObject("sequence", Long.class),
                        row.getString("topic"),
                        row.getString("cause"),
                        row.getObject("since", java.time.OffsetDateTime.class).toInstant(),
                        row.getInt("attempts"),
                        row.getBytes("body") == null ? "" : new String(row.getBytes("body"), StandardCharsets.UTF_8)))
                .list());
    }

    /** How many there are, those that only wait for an earlier one included. */
    public long count() {
        return database.read(handle -> handle.createQuery("select count(*) from inbox_parked")
                .mapTo(Long.class)
                .one());
    }

    /**
     * Tries one again, and then what waits behind it. Empty when it took effect, else why it stays parked.
     *
     * @throws NoSuchElementException when no such event is parked
     */
    public Optional<String> retry(long id) {
        EventHandlers handlers = handlers();
        ParkedRows parked = new ParkedRows(database);
        Arrival arrival = parked.find(id, handlers)
                .orElseThrow(() -> new NoSuchElementException("No event " + id + " is parked"));
        if (arrival.envelope() == null) {
            parked.failedAgain(id, arrival.unreadable());
            return Optional.of(arrival.unreadable());
        }
        parked.forgive(arrival.aggregate());
        String cause = inbox.takeAlone(arrival, handlers);
        parked.remove(id);
        parked.settle(arrival.aggregate());
        return cause == null ? stillParked(id) : Optional.of(cause);
    }

    /** It may have been read at last, only to find that its turn has not come or that its body makes no sense. */
    private Optional<String> stillParked(long id) {
        return database.read(handle ->
                handle.createQuery("""
                        select coalesce(cause, 'It waits for an earlier event of the same origin')
                        from inbox_parked where id = :id""").bind("id", id).mapTo(String.class).findOne());
    }

    private EventHandlers handlers() {
        EventHandlers known = inbox.lastHandlers();
        if (known != null) {
            return known;
        }
        return consumers.stream()
                .map(ConsumesEvents::handlers)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody listens: no consumer shows its table of events"));
    }
}
