package org.licensedesk.chassis.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Works in JTA transactions, as entities do. */
@ApplicationScoped
class ManagedThings {
    private final Database database;
    private final Outbox outbox;

    ManagedThings(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    @Transactional
    void happen(String thing) {
        outbox.append(Origin.by("ada@example.org"), new ThingHappened(thing, "first"));
        database.inCurrentTransaction(tx -> database.beforeCommit(
                tx, thing, last -> outbox.append(last, Origin.system(), new ThingHappened(thing, "last"))));
        database.inCurrentTransaction(tx -> {
            outbox.append(Origin.by("ada@example.org"), new ThingHappened(thing, "second"));
            database.beforeCommit(tx, thing, last -> {
                throw new IllegalStateException("asked for already");
            });
        });
    }

    @Transactional
    void changeMind(String thing) {
        outbox.append(Origin.by("ada@example.org"), new ThingHappened(thing, "never"));
        throw new IllegalArgumentException("changed my mind");
    }
}
