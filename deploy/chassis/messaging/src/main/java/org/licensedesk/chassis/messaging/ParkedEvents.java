package org.licensedesk.chassis.messaging;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What the inbox put aside: for an administrator to see, and to try again once the cause is gone. */
@Singleton
public class ParkedEvents {
    private final Database database;

    ParkedEvents(Database database) {
        this.database = database;
    }

    /** The oldest first, from behind this id (0 for the beginning). */
    public List<ParkedEvent> list(long after, int limit) {
        return database.read(handle -> handle.createQuery("""
                        select id, event, source, aggregatetype as aggregate_type, aggregateid as aggregate_id,
                            sequence, topic, cause, since, attempts, convert_from(body, 'UTF8') as body
                        from inbox_parked where id > :after order by id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(ParkedEvent.class)
                .list());
    }

    /** How many there are, those that only wait for an earlier one included. */
    public long count() {
        return database.read(handle -> handle.createQuery("select count(*) from inbox_parked")
                .mapTo(Long.class)
                .one());
    }

    /** Tries it again, and what waits behind it. Empty when it took effect, else why not. */
    public Optional<String> retry(long id) {
        throw new UnsupportedOperationException();
    }
}
