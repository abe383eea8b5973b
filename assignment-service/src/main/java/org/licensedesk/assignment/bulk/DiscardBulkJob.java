package org.licensedesk.assignment.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.licensedesk.assignment.bulk.BulkEvent.BulkJobDiscarded;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** Throws a plan away that nobody wants any more. What has given something is undone instead. */
@ApplicationScoped
class DiscardBulkJob {

    private final Database database;
    private final BulkJobs jobs;
    private final Outbox outbox;

    DiscardBulkJob(Database database, BulkJobs jobs, Outbox outbox) {
        this.database = database;
        this.jobs = jobs;
        this.outbox = outbox;
    }

    void discard(UUID id, String administrator) {
        database.doInTransaction(tx -> {
            BulkJob job = jobs.lock(tx, id).orElseThrow(BulkApi::noSuchJob);
            if (job.state() != BulkState.PLANNED) {
                throw Refusal.conflict(
                        "ALREADY_APPLIED",
                        "This job was applied: undo it to take back what it gave. It stays in the list.");
            }
            jobs.discard(tx, id);
            outbox.append(tx, job.ofDiscarding(administrator), new BulkJobDiscarded(id, job.title(), job.total()));
        });
    }
}
