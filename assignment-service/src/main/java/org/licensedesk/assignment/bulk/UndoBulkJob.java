package org.licensedesk.assignment.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.Refusal;

/** Takes back what a job gave and nothing else; one that still runs is stopped first. */
@ApplicationScoped
class UndoBulkJob {

    private final Database database;
    private final BulkJobs jobs;
    private final BulkWorker worker;
    private final Clock clock;

    UndoBulkJob(Database database, BulkJobs jobs, BulkWorker worker, Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.worker = worker;
        this.clock = clock;
    }

    void undo(UUID id, String email, String name) {
        database.doInTransaction(tx -> {
            BulkJob job = jobs.lock(tx, id).orElseThrow(BulkApi::noSuchJob);
            switch (job.state()) {
                case PLANNED ->
                    throw Refusal.conflict("NOTHING_GIVEN", "This job was never applied: there is nothing to undo.");
                case RUNNING, DONE -> jobs.turnBack(tx, job, email, name, clock.instant());
                case UNDOING, UNDONE -> {
                    // asked twice, undone once
                }
            }
        });
        worker.wake();
    }
}
