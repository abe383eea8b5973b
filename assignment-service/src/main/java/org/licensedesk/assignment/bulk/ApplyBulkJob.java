package org.licensedesk.assignment.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.assignment.bulk.plan.JudgeRows;
import org.licensedesk.assignment.bulk.plan.PlanDifference;
import org.licensedesk.assignment.bulk.plan.PlanDifference.ChangedRow;
import org.licensedesk.assignment.bulk.plan.StageRows;
import org.licensedesk.assignment.bulk.plan.SumUpPlan;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.Refusal;

/**
 * Lets a planned job run, if the world is still the one of the plan that whoever asks has seen. Otherwise the difference is kept
 * with the job and has to be confirmed, by naming the fingerprint of the new plan.
 */
@ApplicationScoped
class ApplyBulkJob {

    private final Database database;
    private final BulkJobs jobs;
    private final StageRows stageRows;
    private final JudgeRows judgeRows;
    private final SumUpPlan sumUpPlan;
    private final BulkWorker worker;
    private final BulkSettings settings;
    private final Clock clock;

    ApplyBulkJob(
            Database database,
            BulkJobs jobs,
            StageRows stageRows,
            JudgeRows judgeRows,
            SumUpPlan sumUpPlan,
            BulkWorker worker,
            BulkSettings settings,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.stageRows = stageRows;
        this.judgeRows = judgeRows;
        this.sumUpPlan = sumUpPlan;
        this.worker = worker;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param confirm the fingerprint of the plan that is agreed to; null: the one that the job was made with */
    void apply(UUID id, String confirm, String administrator) {
        // the new plan is to be kept although the answer is no: so the no is thrown behind the commit
        database.inTransaction(tx -> start(tx, id, confirm, administrator)).orThrow();
        worker.wake();
    }

    private record Answer(Refusal refusal) {
        private static final Answer YES = new Answer(null);

        private void orThrow() {
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    private Answer start(Handle tx, UUID id, String confirm, String administrator) {
        BulkJob job = jobs.lock(tx, id).orElseThrow(BulkApi::noSuchJob);
        switch (job.state()) {
            case RUNNING, DONE -> {
                return Answer.YES; // asked twice, given once
            }
            case UNDOING, UNDONE ->
                throw Refusal.conflict(
                        "ALREADY_UNDONE",
                        "This job was undone. Make a new one of the same file to give the seats again.");
            case PLANNED -> {}
        }
        int total = job.isOfFilter() ? stageRows.stageAgain(tx, id, job.total(), jobs.filterOf(job)) : job.total();
        if (total > settings.mostRows()) {
            throw Refusal.tooLarge(
                    "By now " + total + " rows fit the filter; a job may have " + settings.mostRows() + ".");
        }
        List<ChangedRow> changed = judgeRows.judge(tx, id, job.isOfFilter(), true);
        BulkPlan now = sumUpPlan.of(tx, id);
        boolean same = now.fingerprint().equals(job.fingerprint());
        boolean agreed = confirm == null ? same && job.difference() == null : confirm.equals(now.fingerprint());
        if (agreed) {
            if (!same) {
                jobs.replan(tx, id, total, now, null);
            }
            jobs.start(tx, id, administrator, clock.instant());
            return Answer.YES;
        }
        PlanDifference difference = same && job.difference() != null
                ? jobs.differenceOf(job)
                : PlanDifference.between(jobs.planOf(job), now, changed);
        if (same && job.difference() == null) {
            return new Answer(Refusal.conflict(
                            "ANOTHER_PLAN", "What was confirmed is not the present plan of this job. Look at it again.")
                    .with("fingerprint", now.fingerprint())
                    .with("plan", now));
        }
        jobs.replan(tx, id, total, now, difference);
        return new Answer(Refusal.conflict(
                        "WORLD_CHANGED",
                        "Things have changed since this job was planned: " + difference.sentence()
                                + " Nothing was given; confirm the new plan to go on.")
                .with("fingerprint", now.fingerprint())
                .with("difference", difference)
                .with("plan", now));
    }
}
