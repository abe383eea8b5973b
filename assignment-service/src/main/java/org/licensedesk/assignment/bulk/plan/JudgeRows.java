package org.licensedesk.assignment.bulk.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.plan.PlanDifference.ChangedRow;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.SeatSettings;

/**
 * Says of each row of a job what would become of it: by a few statements over all of them, without a lock. The ledger has the last
 * word later; what it can see and this cannot is only what changes meanwhile.
 */
@ApplicationScoped
public class JudgeRows {

    private static final int CHANGES_SHOWN = 20;

    /**
     * A prerequisite or an excluded product counts as held, too, when a row whose turn is earlier gives a seat of it to the same
     * person. Seats go to rows in their order as far as the pool reaches.
     */
    private static final String JUDGE = """
            with seen as materialized (
                select r.number, coalesce(r.turn, r.number) as turn, r.email, r.sku, r.objection, r.planned as was,
                       r.ends_on < :today as over,
                       p.id as holder, p.active, pool.product_name, pool.requires, pool.excludes, s.id is not null as held,
                       case when pool.state = 'ACTIVE' then pool.purchased - pool.used else 0 end as free,
                       pool.state = 'ENDED' as ended,
                       first_value(r.number) over alike as first,
                       first_value(r.ends_on) over alike is distinct from r.ends_on as ends_otherwise
                from bulk_row r
                left join (select distinct on (email) id, email, active from person
                           where email in (select email from bulk_row where job_id = :job)
                           order by email, active desc, as_of desc) p on p.email = r.email
                left join pool on pool.sku = r.sku
                left join lateral (select id from seat where seat.sku = r.sku and seat.holder_id = p.id offset 0) s on true
                where r.job_id = :job
                window alike as (partition by r.objection is null and coalesce(r.ends_on >= :today, true),
                                              r.email collate "C", r.sku collate "C" order by r.number)
            ), ruled as materialized (
                select number, turn, email, holder, requires, excludes from seen
                where requires <> '{}' or excludes <> '{}'
            ), given as materialized (
                select email, sku, turn from (
                    select email, sku, turn, free, count(*) over (partition by sku order by turn) as place from seen
                    where sku in (select unnest(requires || excludes) from pool where requires <> '{}' or excludes <> '{}')
                      and objection is null and active and not held and not coalesce(over, false) and first = number) would
                where place <= free
            ), excluded as materialized (
                select distinct ruled.number from ruled cross join lateral unnest(ruled.excludes) as other(sku)
                where exists (select from seat where seat.sku = other.sku and seat.holder_id = ruled.holder)
                union
                select ruled.number from ruled cross join lateral unnest(ruled.excludes) as other(sku)
                join given on given.email = ruled.email and given.sku = other.sku and given.turn < ruled.turn
            ), missing as materialized (
                select distinct ruled.number from ruled cross join lateral unnest(ruled.requires) as other(sku)
                where not exists (select from seat where seat.sku = other.sku and seat.holder_id = ruled.holder)
                except
                select ruled.number from ruled cross join lateral unnest(ruled.requires) as other(sku)
                join given on given.email = ruled.email and given.sku = other.sku and given.turn < ruled.turn
            ), judged as (
                select seen.number, seen.sku, seen.free, seen.was, case when seen.first < seen.number then seen.first end as repeats,
                       case when objection is not null then case when :filtered then 'NO_LONGER_FITS' else 'BAD_ROW' end
                            when holder is null then 'UNKNOWN_PERSON'
                            when not active then 'INACTIVE_PERSON'
                            when product_name is null then 'UNKNOWN_PRODUCT'
                            when over then 'OVER'
                            when held and ends_otherwise then 'OTHER_END'
                            when held then 'HELD'
                            when ended then 'SUBSCRIPTION_ENDED'
                            when excluded.number is not null then 'EXCLUDED'
                            when missing.number is not null then 'MISSING_PREREQUISITE'
                            when ends_otherwise then 'OTHER_END'
                            when seen.first < seen.number then 'REPEATED'
                       end as because
                from seen left join excluded using (number) left join missing using (number)
            ), planned as (
                select number, repeats, was,
                       case when because in ('HELD', 'REPEATED', 'OTHER_END') then 'ALREADY_HELD'
                            when because is not null then 'REJECTED'
                            when count(*) filter (where because is null) over (partition by sku order by number) <= free
                                then 'ASSIGNED'
                            else 'WAITLISTED' end as planned,
                       nullif(because, 'HELD') as because
                from judged
            ), changed as (
                update bulk_row r set planned = v.planned, because = v.because, repeats = v.repeats
                from planned v
                where r.job_id = :job and r.number = v.number
                  and (r.planned, r.because, r.repeats) is distinct from (v.planned, v.because, v.repeats)
                returning r.number, r.line, r.email, r.sku, v.was as before, r.planned as now, r.because
            )
            select line, email, sku, before, now, because from changed
            where :again and before is distinct from now order by number limit :shown
            """;

    private final SeatSettings settings;
    private final Clock clock;

    JudgeRows(SeatSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Says of every row what would become of it. @return of those that were planned before, the first that would go another way */
    public List<ChangedRow> judge(Handle tx, UUID job, boolean filtered, boolean again) {
        largeStatementsAhead(tx);
        arrange(tx, job);
        return tx.createQuery(JUDGE)
                .bind("job", job)
                .bind("today", today())
                .bind("filtered", filtered)
                .bind("again", again)
                .bind("shown", CHANGES_SHOWN)
                .mapTo(ChangedRow.class)
                .list();
    }

    /** What another product of the job needs is served before that one; otherwise the order is that of the rows. */
    private void arrange(Handle tx, UUID job) {
        tx.createUpdate("update bulk_row set turn = null where job_id = :job and turn is not null")
                .bind("job", job)
                .execute();
        Turns turns = Turns.of(tx.createQuery("select sku, requires from pool where requires <> '{}'")
                .map((row, context) -> Map.entry(row.getString("sku"), Columns.texts(row, "requires")))
                .list());
        if (turns.areThoseOfTheRows()) {
            return;
        }
        List<String> skus = tx.createQuery("select distinct sku from bulk_row where job_id = :job")
                .bind("job", job)
                .mapTo(String.class)
                .list();
        Map<String, Integer> depths = turns.depthsOf(skus);
        if (depths.isEmpty()) {
            return;
        }
        Columns.of(depths.entrySet())
                .text("skus", Map.Entry::getKey)
                .number("depths", Map.Entry::getValue)
                .bindTo(tx.createUpdate("""
                                update bulk_row r set turn = v.turn
                                from (select number, row_number() over (order by coalesce(d.depth, 0), number) as turn
                                      from bulk_row left join unnest(:skus, :depths) as d(sku, depth) using (sku)
                                      where job_id = :job) v
                                where r.job_id = :job and r.number = v.number
                                """).bind("job", job))
                .execute();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    /**
     * Over many rows the plans of the hot path are the wrong ones. The table of seats is entered by its index all the same, since
     * the statement says so; persons are read once; nested loops over what has no index would be the one thing that does not end.
     */
    private static void largeStatementsAhead(Handle tx) {
        tx.execute("set local enable_seqscan = on; set local plan_cache_mode = force_custom_plan;"
                + " set local enable_nestloop = off; set local jit = off; set local work_mem = '64MB'");
    }
}
