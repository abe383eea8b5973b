package org.licensedesk.assignment.seat;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.licensedesk.chassis.messaging.Database;

/** Looks again and again for reasons that a conflict keeps from their seat: it may be gone by now, or another. */
@ApplicationScoped
class BlockedReasons {

    private final Database database;
    private final Ledger ledger;
    private final SeatSettings settings;

    BlockedReasons(Database database, Ledger ledger, SeatSettings settings) {
        this.database = database;
        this.ledger = ledger;
        this.settings = settings;
    }

    @Scheduled(every = "${assignment.seats.heal-every}", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void heal() {
        while (database.inTransaction(ledger::healBlocked) >= settings.healedAtOnce()) {
            // the next chunk, in a transaction of its own
        }
    }
}
