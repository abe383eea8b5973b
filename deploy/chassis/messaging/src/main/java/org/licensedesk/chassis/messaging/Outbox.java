package org.licensedesk.chassis.messaging;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Where events leave: written in the transaction of the change they tell of, so that neither is ever without the other. */
@Singleton
public class Outbox {
    private final Database database;
    private final RelayBell bell;
    private final Clock clock;

    Outbox(Database database, RelayBell bell, Clock clock) {
        this.database = database;
        this.bell = bell;
        this.clock = clock;
    }

    /** Sends one event when the transaction of this handle commits. */
    public EventReceipt append(Handle tx, Origin origin, OutgoingEvent event) {
        return append(tx, List.of(new Outgoing(event, origin))).get(0);
    }

    /** Sends events, in this order, when the transaction of this handle commits; by one statement however many. */
    public List<EventReceipt> append(Handle tx, List<Outgoing> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        database.afterCommit(tx, bell::ring); // also refuses a handle without a transaction
        return PlainSql.on(
                tx,
                connection -> events.size() == 1
                        ? List.of(AppendOne.write(tx, events.get(0), now()))
                        : new AppendMany(events, now()).write(tx));
    }

    /** Sends one event when the running JTA transaction commits. */
    public EventReceipt append(Origin origin, OutgoingEvent event) {
        EventReceipt[] receipt = new EventReceipt[1];
        database.inCurrentTransaction(tx -> receipt[0] = append(tx, origin, event));
        return receipt[0];
    }

    /** What PostgreSQL can keep, so that what is read later is what was said. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
