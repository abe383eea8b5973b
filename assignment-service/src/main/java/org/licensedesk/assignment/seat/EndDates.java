package org.licensedesk.assignment.seat;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.licensedesk.chassis.messaging.Database;

/** Looks again and again for seats and waiting places whose last day is over. The clock decides, the schedule only looks. */
@ApplicationScoped
class EndDates {

    private final Database database;
    private final Ledger ledger;
    private final SeatSettings settings;

    EndDates(Database database, Ledger ledger, SeatSettings settings) {
        this.database = database;
        this.ledger = ledger;
        this.settings = settings;
    }

    @Scheduled(
            every = "${assignment.seats.look-for-ended-every}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void endWhatIsOver() {
        while (database.inTransaction(ledger::endOverdue) >= settings.endedAtOnce()) {
            // the next chunk, in a transaction of its own
        }
    }
}
