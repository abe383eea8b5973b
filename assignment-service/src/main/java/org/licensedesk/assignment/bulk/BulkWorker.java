package org.licensedesk.assignment.bulk;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.BulkEvent.BulkJobApplied;
import org.licensedesk.assignment.bulk.BulkEvent.BulkJobUndone;
import org.licensedesk.assignment.bulk.BulkRows.Result;
import org.licensedesk.assignment.bulk.plan.Because;
import org.licensedesk.assignment.bulk.plan.JobRow;
import org.licensedesk.assignment.bulk.plan.Outcome;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Lookout;

/**
 * Works jobs off, a chunk in each transaction, and several jobs in turn. Seats, results and the job's counts commit together, so
 * whoever is killed has done whole chunks, and the next to look goes on behind them. The lock on the job's row keeps replicas
 * apart.
 */
@ApplicationScoped
class BulkWorker {

    private static final Logger LOG = Logger.getLogger(BulkWorker.class);
    private static final float SHARE_OF_THE_LATEST = 0.2f;

    private final Database database;
    private final BulkJobs jobs;
    private final BulkRows bulkRows;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Lookout lookout;
    private final BulkSettings settings;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "bulk-jobs");
        worker.setDaemon(true);
        return worker;
    });
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean stopping;

    BulkWorker(
            Database database,
            BulkJobs jobs,
            BulkRows bulkRows,
            Ledger ledger,
            Outbox outbox,
            Lookout lookout,
            BulkSettings settings,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.bulkRows = bulkRows;
        this.ledger = ledger;
        this.outbox = outbox;
        this.lookout = lookout;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(every = "${assignment.bulk.look-every}", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        if (!jobs.atWork().isEmpty()) {
            wake();
        }
    }

    /** There is something to do; heard once, however often it is said. */
    void wake() {
        if (!stopping && called.compareAndSet(false, true)) {
            thread.execute(this::workUntilNothingIsLeft);
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        thread.shutdown();
        if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("A chunk of a bulk job takes longer than the shutdown waits; it is undone and will be done again");
        }
    }

    private void workUntilNothingIsLeft() {
        called.set(false);
        boolean more = true;
        while (more && !stopping) {
            more = false;
            for (UUID job : jobs.atWork()) {
                more |= !stopping && workOn(job);
            }
        }
    }

    private boolean workOn(UUID job) {
        try {
            return database.inTransaction(tx -> chunk(tx, job));
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "A chunk of the bulk job %s failed and was undone; it will be tried again", job);
            return false;
        }
    }

    /** Does the next chunk of a job. @return whether there was one to do; false, too, while somebody else is at it */
    boolean chunk(Handle tx, UUID id) {
        Optional<BulkJob> claimed = jobs.claim(tx, id);
        claimed.ifPresent(job -> {
            database.afterCommit(tx, () -> lookout.changed(List.of(id)));
            if (job.state() == BulkState.RUNNING) {
                give(tx, job);
            } else {
                takeBack(tx, job);
            }
        });
        return claimed.isPresent();
    }

    private void give(Handle tx, BulkJob job) {
        long begun = System.nanoTime();
        List<JobRow> rows = bulkRows.next(tx, job, settings.rowsAtOnce());
        Origin origin = job.ofApplying();
        List<Grant> grants = new ArrayList<>(rows.size());
        Map<Integer, Because> objections = new HashMap<>();
        for (JobRow row : rows) {
            Because objection = objectionTo(row);
            if (objection == null) {
                grants.add(grantOf(job, row, origin));
            } else {
                objections.put(row.number(), objection);
            }
        }
        Map<UUID, OfReason> facts = new HashMap<>();
        if (!grants.isEmpty()) {
            ledger.grant(tx, grants).forEach(fact -> facts.put(fact.reasonId(), fact));
        }

        Map<Integer, Result> results = new HashMap<>();
        List<Result> inOrder = new ArrayList<>(rows.size());
        for (JobRow row : rows) {
            Because objection = objections.get(row.number());
            Result result = objection == Because.REPEATED || objection == Because.OTHER_END
                    ? likeTheFirst(row, results.get(row.repeats()), objection)
                    : objection != null
                            ? new Result(row.number(), Outcome.REJECTED, objection.about(row))
                            : resultOf(row, facts.get(BulkJob.reasonOf(job.id(), row.number())));
            results.put(row.number(), result);
            inOrder.add(result);
        }
        bulkRows.keep(tx, job.id(), inOrder);
        boolean last = job.done() + rows.size() == job.total();
        jobs.advance(tx, job.id(), inOrder, last, rate(job, rows.size(), begun), clock.instant());
        if (last) {
            BulkJob done = jobs.lock(tx, job.id()).orElseThrow();
            jobs.rememberApplied(
                    tx,
                    job.id(),
                    outbox.append(
                            tx,
                            origin,
                            new BulkJobApplied(
                                    done.id(),
                                    done.title(),
                                    done.total(),
                                    done.assigned(),
                                    done.alreadyHeld(),
                                    done.waitlisted(),
                                    done.rejected())));
        }
    }

    /** What can be told without the ledger; everything else is for it to judge, at this moment. */
    private static Because objectionTo(JobRow row) {
        if (row.objection() != null) {
            return row.because() == Because.NO_LONGER_FITS ? Because.NO_LONGER_FITS : Because.BAD_ROW;
        }
        if (row.repeats() != null) {
            return row.because() == Because.OTHER_END ? Because.OTHER_END : Because.REPEATED;
        }
        if (row.holderId() == null) {
            return Because.UNKNOWN_PERSON;
        }
        if (!row.active()) {
            return Because.INACTIVE_PERSON;
        }
        return row.productName() == null ? Because.UNKNOWN_PRODUCT : null;
    }

    private static Grant grantOf(BulkJob job, JobRow row, Origin origin) {
        // the rows are served, and wait, in the order of the file, but for what another one needs
        Instant granted = job.appliedAt().plus(row.turn(), ChronoUnit.MICROS);
        return new Grant(
                BulkJob.reasonOf(job.id(), row.number()),
                ReasonType.BULK,
                job.id().toString(),
                row.sku(),
                row.productName(),
                new Holder(row.holderId(), row.holderEmail(), row.name()),
                granted,
                row.endsOn(),
                WhenFull.WAIT,
                origin);
    }

    private static Result resultOf(JobRow row, OfReason fact) {
        if (fact instanceof SeatAssigned) {
            return new Result(row.number(), Outcome.ASSIGNED, null);
        }
        if (fact instanceof Waitlisted waitlisted) {
            Cause closed = waitlisted.cause();
            return new Result(row.number(), Outcome.WAITLISTED, closed == null ? null : closed.sentence());
        }
        if (fact instanceof AssignmentRefused refused) {
            return new Result(row.number(), Outcome.REJECTED, refused.cause().sentence());
        }
        return new Result(row.number(), Outcome.ALREADY_HELD, null);
    }

    private static Result likeTheFirst(JobRow row, Result firstOfThisChunk, Because repeated) {
        Outcome first = firstOfThisChunk == null ? row.outcomeOfFirst() : firstOfThisChunk.outcome();
        return first == Outcome.REJECTED
                ? new Result(
                        row.number(),
                        Outcome.REJECTED,
                        "An earlier row names the same person and product, and was rejected")
                : new Result(row.number(), Outcome.ALREADY_HELD, repeated.about(row));
    }

    private void takeBack(Handle tx, BulkJob job) {
        long begun = System.nanoTime();
        BulkRows.Given given = bulkRows.given(tx, job.id(), job.undone(), settings.rowsAtOnce());
        Cause cause = Cause.undone(job.undoByName());
        Origin origin = job.ofUndoing();
        int ended = given.numbers().isEmpty()
                ? 0
                : ledger.end(
                                tx,
                                given.numbers().stream()
                                        .map(number -> new Ending(BulkJob.reasonOf(job.id(), number), cause, origin))
                                        .toList())
                        .size();
        boolean last = given.reach() == job.total();
        jobs.retreat(
                tx,
                job.id(),
                given.reach(),
                ended,
                last,
                rate(job, given.reach() - job.undone(), begun),
                clock.instant());
        if (last) {
            outbox.append(tx, origin, new BulkJobUndone(job.id(), job.title(), job.ended() + ended));
        }
    }

    /** Smoothed over the last chunks. */
    private static float rate(BulkJob job, int rows, long begun) {
        float now = rows * 1e9f / Math.max(1, System.nanoTime() - begun);
        return job.rowsPerSecond() == 0
                ? now
                : job.rowsPerSecond() * (1 - SHARE_OF_THE_LATEST) + now * SHARE_OF_THE_LATEST;
    }
}
