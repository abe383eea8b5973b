package org.licensedesk.assignment.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.plan.Because;
import org.licensedesk.assignment.bulk.plan.JobRow;
import org.licensedesk.assignment.bulk.plan.Outcome;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/** The rows of jobs: which come next, and what became of them. */
@ApplicationScoped
class BulkRows {

    private static final String ROW = """
            select r.number, r.line, r.email, r.sku, r.ends_on, r.ends_on_as_written, r.objection, r.planned, r.because,
                   r.repeats, r.outcome, r.cause,
                   f.outcome as outcome_of_first, f.line as line_of_first, f.ends_on as ends_on_of_first, p.id as holder_id, p.email as holder_email, p.name, p.title,
                   coalesce(p.active, false) as active, pool.product_name,
                   coalesce(r.turn, r.number) as turn
            from bulk_row r
            left join lateral (select * from person where person.email = r.email
                               order by active desc, as_of desc limit 1) p on true
            left join pool on pool.sku = r.sku
            left join bulk_row f on f.job_id = r.job_id and f.number = r.repeats
            """;

    private final Database database;

    BulkRows(Database database) {
        this.database = database;
    }

    /** What became of a row. */
    record Result(int number, Outcome outcome, String cause) {}

    /** Rows behind a number, all or those with one outcome, planned or real. */
    List<JobRow> of(UUID job, int after, Outcome outcome, int atMost) {
        return database.read(handle -> {
            var query = handle.createQuery(ROW + " where r.job_id = :job and r.number > :after"
                            + (outcome == null ? "" : " and coalesce(r.outcome, r.planned) = :outcome")
                            + " order by r.number limit :atMost")
                    .bind("job", job)
                    .bind("after", after)
                    .bind("atMost", atMost);
            if (outcome != null) {
                query.bind("outcome", outcome.name());
            }
            return query.map((row, context) -> row(row)).list();
        });
    }

    /** The next rows whose turn it is, as this transaction sees them. */
    List<JobRow> next(Handle tx, BulkJob job, int atMost) {
        String turn = job.inTurns() ? "r.turn" : "r.number";
        return tx.createQuery(
                        ROW + " where r.job_id = :job and %1$s > :after order by %1$s limit :atMost".formatted(turn))
                .bind("job", job.id())
                .bind("after", job.done())
                .bind("atMost", atMost)
                .map((row, context) -> row(row))
                .list();
    }

    /** The rows behind this one, up to so many, that gave a reason of their own; and how far they reach. */
    Given given(Handle tx, UUID job, int after, int atMost) {
        return tx.createQuery("""
                        select coalesce(max(number), :after) as reach,
                               coalesce(array_agg(number order by number)
                                   filter (where repeats is null and outcome in ('ASSIGNED', 'ALREADY_HELD', 'WAITLISTED')), '{}')
                                   as numbers
                        from (select number, repeats, outcome from bulk_row
                              where job_id = :job and number > :after order by number limit :atMost) r
                        """)
                .bind("job", job)
                .bind("after", after)
                .bind("atMost", atMost)
                .map((row, context) -> new Given(row.getInt("reach"), List.of((Integer[])
                        row.getArray("numbers").getArray())))
                .one();
    }

    /** Numbers of rows, and the number of the last that was looked at. */
    record Given(int reach, List<Integer> numbers) {}

    /** Each row has one result: a second one is a broken promise. */
    void keep(Handle tx, UUID job, List<Result> results) {
        Columns.of(results)
                .number("numbers", Result::number)
                .text("outcomes", result -> result.outcome().name())
                .text("causes", Result::cause)
                .uuid("jobs", result -> job)
                .updateExactly(tx, """
                        update bulk_row r set outcome = v.outcome, cause = v.cause
                        from unnest(:jobs, :numbers, :outcomes, :causes) as v(job_id, number, outcome, cause)
                        where r.job_id = v.job_id and r.number = v.number and r.outcome is null
                        """);
    }

    /** Column by column: a job has many of them. */
    private static JobRow row(ResultSet row) throws SQLException {
        return new JobRow(
                row.getInt("number"),
                row.getObject("line", Integer.class),
                row.getString("email"),
                row.getString("sku"),
                row.getObject("ends_on", LocalDate.class),
                row.getString("ends_on_as_written"),
                row.getString("objection"),
                outcome(row, "planned"),
                row.getString("because") == null ? null : Because.valueOf(row.getString("because")),
                row.getObject("repeats", Integer.class),
                outcome(row, "outcome"),
                row.getString("cause"),
                outcome(row, "outcome_of_first"),
                row.getObject("line_of_first", Integer.class),
                row.getObject("ends_on_of_first", LocalDate.class),
                row.getObject("holder_id", UUID.class),
                row.getString("holder_email"),
                row.getString("name"),
                row.getString("title"),
                row.getBoolean("active"),
                row.getString("product_name"),
                row.getInt("turn"));
    }

    private static Outcome outcome(ResultSet row, String column) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Outcome.valueOf(name);
    }
}
