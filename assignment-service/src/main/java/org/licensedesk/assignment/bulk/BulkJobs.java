package org.licensedesk.assignment.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.assignment.bulk.plan.DirectoryFilter;
import org.licensedesk.assignment.bulk.plan.Outcome;
import org.licensedesk.assignment.bulk.plan.PlanDifference;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;

/** Jobs: what was planned, where they stand, how far they have come. Their rows are {@link BulkRows}. */
@ApplicationScoped
class BulkJobs {

    private static final String JOB = """
            select id, title, filter::text, state, total, done, assigned, already_held, waitlisted, rejected, undone, ended,
                   rows_per_second, plan::text, fingerprint, difference::text, planned_at, planned_by, planned_by_name,
                   planned_event, planned_event_at, applied_at, applied_by, applied_event, applied_event_at, finished_at,
                   undo_at, undo_by, undo_by_name, undone_at,
                   exists (select from bulk_row r where r.job_id = bulk_job.id and r.turn = 1) as in_turns
            from bulk_job
            """;

    private final Database database;
    private final ObjectMapper json;

    BulkJobs(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Where to go on in the list of jobs. */
    record Place(Instant plannedAt, UUID id) {}

    void insert(Handle tx, BulkJob job) {
        tx.createUpdate("""
                        insert into bulk_job (id, title, filter, state, total, plan, fingerprint, planned_at, planned_by,
                                              planned_by_name)
                        values (:id, :title, :filter::jsonb, 'PLANNED', :total, :plan::jsonb, :fingerprint, :at, :by, :name)
                        """)
                .bind("id", job.id())
                .bind("title", job.title())
                .bind("filter", job.filter())
                .bind("total", job.total())
                .bind("plan", job.plan())
                .bind("fingerprint", job.fingerprint())
                .bind("at", job.plannedAt().atOffset(ZoneOffset.UTC))
                .bind("by", job.plannedBy())
                .bind("name", job.plannedByName())
                .execute();
    }

    void remember(Handle tx, UUID id, EventReceipt planned) {
        tx.createUpdate("update bulk_job set planned_event = :event, planned_event_at = :at where id = :id")
                .bind("id", id)
                .bind("event", planned.id())
                .bind("at", planned.time().atOffset(ZoneOffset.UTC))
                .execute();
    }

    void replan(Handle tx, UUID id, int total, BulkPlan plan, PlanDifference difference) {
        tx.createUpdate("""
                        update bulk_job set plan = :plan::jsonb, fingerprint = :fingerprint, total = :total,
                                            difference = :difference::jsonb
                        where id = :id and state = 'PLANNED'
                        """)
                .bind("id", id)
                .bind("total", total)
                .bind("plan", write(plan))
                .bind("fingerprint", plan.fingerprint())
                .bind("difference", difference == null ? null : write(difference))
                .execute();
    }

    void start(Handle tx, UUID id, String by, Instant at) {
        tx.createUpdate("""
                        update bulk_job set state = 'RUNNING', difference = null, applied_by = :by, applied_at = :at
                        where id = :id and state = 'PLANNED'
                        """)
                .bind("id", id)
                .bind("by", by)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Nothing more is given; rows whose turn had not come get nothing. */
    void turnBack(Handle tx, BulkJob job, String by, String name, Instant at) {
        int stopped = tx.createUpdate("""
                        update bulk_row set outcome = 'REJECTED', cause = :cause
                        where job_id = :id and outcome is null
                        """)
                .bind("id", job.id())
                .bind("cause", name + " stopped the job before it came to this row")
                .execute();
        tx.createUpdate("""
                        update bulk_job set state = 'UNDOING', undo_by = :by, undo_by_name = :name, undo_at = :at,
                                            done = done + :stopped, rejected = rejected + :stopped, rows_per_second = 0,
                                            finished_at = coalesce(finished_at, :at)
                        where id = :id
                        """)
                .bind("id", job.id())
                .bind("by", by)
                .bind("name", name)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("stopped", stopped)
                .execute();
    }

    /** Nothing was given by it: the job and its rows go. */
    void discard(Handle tx, UUID id) {
        tx.createUpdate("delete from bulk_row where job_id = :id")
                .bind("id", id)
                .execute();
        tx.createUpdate("delete from bulk_job where id = :id and state = 'PLANNED'")
                .bind("id", id)
                .execute();
    }

    Optional<BulkJob> of(UUID id) {
        return database.read(handle -> handle.createQuery(JOB + " where id = :id")
                .bind("id", id)
                .mapTo(BulkJob.class)
                .findOne());
    }

    /** The job, its row locked until the end of the transaction. */
    Optional<BulkJob> lock(Handle tx, UUID id) {
        return tx.createQuery(JOB + " where id = :id for update")
                .bind("id", id)
                .mapTo(BulkJob.class)
                .findOne();
    }

    /** The job if it is to be worked on and nobody else does at this moment. */
    Optional<BulkJob> claim(Handle tx, UUID id) {
        return tx.createQuery(JOB + " where id = :id and state in ('RUNNING', 'UNDOING') for update skip locked")
                .bind("id", id)
                .mapTo(BulkJob.class)
                .findOne();
    }

    List<UUID> atWork() {
        return database.read(handle -> handle.createQuery(
                        "select id from bulk_job where state in ('RUNNING', 'UNDOING') order by applied_at, id")
                .mapTo(UUID.class)
                .list());
    }

    /** The youngest first, behind a place if given. */
    List<BulkJob> list(Place after, int atMost) {
        return database.read(handle -> {
            var query = handle.createQuery(JOB
                            + (after == null ? "" : " where (planned_at, id) < (:at, :id)")
                            + " order by planned_at desc, id desc limit :atMost")
                    .bind("atMost", atMost);
            if (after != null) {
                query.bind("at", after.plannedAt().atOffset(ZoneOffset.UTC)).bind("id", after.id());
            }
            return query.mapTo(BulkJob.class).list();
        });
    }

    void advance(Handle tx, UUID id, List<BulkRows.Result> results, boolean last, float rowsPerSecond, Instant at) {
        tx.createUpdate("""
                        update bulk_job set done = done + :rows, assigned = assigned + :assigned,
                                            already_held = already_held + :held, waitlisted = waitlisted + :waitlisted,
                                            rejected = rejected + :rejected, rows_per_second = :rate,
                                            state = case when :last then 'DONE' else state end,
                                            finished_at = case when :last then :at end
                        where id = :id
                        """)
                .bind("id", id)
                .bind("rows", results.size())
                .bind("assigned", count(results, Outcome.ASSIGNED))
                .bind("held", count(results, Outcome.ALREADY_HELD))
                .bind("waitlisted", count(results, Outcome.WAITLISTED))
                .bind("rejected", count(results, Outcome.REJECTED))
                .bind("rate", rowsPerSecond)
                .bind("last", last)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    void rememberApplied(Handle tx, UUID id, EventReceipt applied) {
        tx.createUpdate("update bulk_job set applied_event = :event, applied_event_at = :at where id = :id")
                .bind("id", id)
                .bind("event", applied.id())
                .bind("at", applied.time().atOffset(ZoneOffset.UTC))
                .execute();
    }

    void retreat(Handle tx, UUID id, int reach, int ended, boolean last, float rowsPerSecond, Instant at) {
        tx.createUpdate("""
                        update bulk_job set undone = :reach, ended = ended + :ended, rows_per_second = :rate,
                                            state = case when :last then 'UNDONE' else state end,
                                            undone_at = case when :last then :at end
                        where id = :id
                        """)
                .bind("id", id)
                .bind("reach", reach)
                .bind("ended", ended)
                .bind("rate", rowsPerSecond)
                .bind("last", last)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    BulkPlan planOf(BulkJob job) {
        return read(job.plan(), BulkPlan.class);
    }

    /** What has to be confirmed before the job may run, or null. */
    PlanDifference differenceOf(BulkJob job) {
        return job.difference() == null ? null : read(job.difference(), PlanDifference.class);
    }

    DirectoryFilter filterOf(BulkJob job) {
        return read(job.filter(), DirectoryFilter.class);
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of ours is plain data: " + value, impossible);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("it was written by us: " + text, impossible);
        }
    }

    private static int count(List<BulkRows.Result> results, Outcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
