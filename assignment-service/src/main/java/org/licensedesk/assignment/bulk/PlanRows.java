package org.licensedesk.assignment.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.BulkFile.Row;
import org.licensedesk.assignment.bulk.PlanDifference.ChangedRow;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Like;
import org.licensedesk.assignment.seat.SeatSettings;

/**
 * Writes the rows of a job down and says of each what would become of it: by a few statements over all of them, without a lock. The
 * ledger has the last word later; what it can see and this cannot is only what changes meanwhile.
 */
@ApplicationScoped
class PlanRows {

    private static final int EXAMPLES = 20;
    private static final int CHANGES_SHOWN = 20;

    /** What a filter leaves empty is null here, and is not asked. A group's members are those the directory says, nested ones too. */
    private static final String FITS = """
            p.active
            and (:department::text is null or lower(p.department) like :department)
            and (:title::text is null or lower(p.title) like :title)
            and (:manager::text is null or p.manager_id in (select id from person where email = :manager))
            and (:group::text is null
                 or exists (select from group_member m where m.group_id = :group and m.person_id = p.id))
            """;

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
                       min(r.number) over (partition by r.objection is null and coalesce(r.ends_on >= :today, true),
                                           r.email collate "C", r.sku collate "C") as first
                from bulk_row r
                left join (select distinct on (email) id, email, active from person
                           where email in (select email from bulk_row where job_id = :job)
                           order by email, active desc, as_of desc) p on p.email = r.email
                left join pool on pool.sku = r.sku
                left join lateral (select id from seat where seat.sku = r.sku and seat.holder_id = p.id offset 0) s on true
                where r.job_id = :job
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
                            when held then 'HELD'
                            when ended then 'SUBSCRIPTION_ENDED'
                            when excluded.number is not null then 'EXCLUDED'
                            when missing.number is not null then 'MISSING_PREREQUISITE'
                            when seen.first < seen.number then 'REPEATED'
                       end as because
                from seen left join excluded using (number) left join missing using (number)
            ), planned as (
                select number, repeats, was,
                       case when because in ('HELD', 'REPEATED') then 'ALREADY_HELD'
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

    PlanRows(SeatSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void stage(Handle tx, UUID job, List<Row> rows) {
        Columns.of(rows)
                .uuid("jobs", row -> job)
                .number("numbers", Row::number)
                .number("lines", Row::line)
                .text("emails", Row::email)
                .text("skus", Row::sku)
                .day("ends", Row::endsOn)
                .text("written", Row::endsOnAsWritten)
                .text("objections", Row::objection)
                .updateExactly(tx, """
                        insert into bulk_row (job_id, number, line, email, sku, ends_on, ends_on_as_written, objection)
                        select * from unnest(:jobs, :numbers, :lines, :emails, :skus, :ends, :written, :objections)
                        """);
    }

    /** Whether the directory has such a group. */
    boolean isGroup(Handle tx, String id) {
        return tx.createQuery("select exists (select from directory_group where id = :id and not deleted)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** One row for each product and each active person who fits. @return how many */
    int stage(Handle tx, UUID job, DirectoryFilter filter, List<String> skus, LocalDate endsOn, int atMost) {
        var insert = tx.createUpdate("""
                insert into bulk_row (job_id, number, email, sku, ends_on)
                select :job, row_number() over (order by v.place, p.email, p.id), p.email, v.sku, :endsOn::date
                from unnest(:skus) with ordinality as v(sku, place)
                cross join lateral (select p.id, p.email from person p where %s limit :atMost) p
                """.formatted(FITS))
                .bind("job", job)
                .bind("endsOn", endsOn)
                .bind("atMost", atMost);
        Columns.of(skus).text("skus", Function.identity()).bindTo(insert);
        return bind(filter, insert).execute();
    }

    /** Who fits the filter by now is added behind, who fits no longer is objected to. @return how many rows there are now */
    int stageAgain(Handle tx, BulkJob job, DirectoryFilter filter) {
        bind(filter, tx.createUpdate("""
                        update bulk_row r set objection = case when v.fits then null else 'no longer fits the filter' end
                        from (select r.number, exists (select from person p where p.email = r.email and %s) as fits
                              from bulk_row r where r.job_id = :job) v
                        where r.job_id = :job and r.number = v.number and v.fits = (r.objection is not null)
                        """.formatted(FITS)).bind("job", job.id())).execute();
        int added = bind(
                        filter,
                        tx.createUpdate("""
                        insert into bulk_row (job_id, number, email, sku, ends_on)
                        select :job, :total + row_number() over (order by v.first, p.email, p.id), p.email, v.sku, v.ends_on
                        from (select sku, min(number) as first, min(ends_on) as ends_on from bulk_row where job_id = :job
                              group by sku) v
                        cross join lateral (select p.id, p.email from person p where %s) p
                        where not exists (select from bulk_row r
                                          where r.job_id = :job and r.email = p.email and r.sku = v.sku)
                        """.formatted(FITS))
                                .bind("job", job.id())
                                .bind("total", job.total()))
                .execute();
        return job.total() + added;
    }

    /** Says of every row what would become of it. @return of those that were planned before, the first that would go another way */
    List<ChangedRow> judge(Handle tx, UUID job, boolean filtered, boolean again) {
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

    private record Counted(
            String sku,
            String name,
            Outcome planned,
            Because because,
            int rows,
            Integer free,
            BigDecimal monthlyPrice,
            String currency,
            List<String> examples) {}

    /** What all the rows come to. */
    BulkPlan summary(Handle tx, UUID job) {
        Instant now = clock.instant();
        List<Counted> counted = tx.createQuery("""
                        select r.sku, pool.product_name as name, r.planned, r.because, r.rows::int,
                               case when pool.state = 'ACTIVE' then pool.purchased - pool.used else 0 end as free,
                               product.monthly_price, product.currency, r.examples
                        from (select sku, planned, because, count(*) as rows, min(number) as first,
                                     (array_agg(email order by number) filter (where planned = 'REJECTED'))[1 : %d] as examples
                              from bulk_row where job_id = :job group by sku, planned, because) r
                        left join pool on pool.sku = r.sku left join product on product.sku = r.sku
                        order by r.first
                        """.formatted(EXAMPLES))
                .bind("job", job)
                .map((row, context) -> new Counted(
                        row.getString("sku"),
                        row.getString("name"),
                        Outcome.valueOf(row.getString("planned")),
                        row.getString("because") == null ? null : Because.valueOf(row.getString("because")),
                        row.getInt("rows"),
                        (Integer) row.getObject("free"),
                        row.getBigDecimal("monthly_price"),
                        row.getString("currency"),
                        row.getArray("examples") == null
                                ? List.of()
                                : List.of((String[]) row.getArray("examples").getArray())))
                .list();
        List<BulkPlan.OfProduct> products = products(counted);
        return new BulkPlan(
                fingerprint(tx, job),
                now,
                rows(counted, null, null),
                rows(counted, Outcome.ASSIGNED, null),
                rows(counted, Outcome.ALREADY_HELD, null),
                rows(counted, Outcome.WAITLISTED, null),
                rows(counted, Outcome.REJECTED, null),
                rows(counted, Outcome.REJECTED, Because.UNKNOWN_PERSON),
                rows(counted, Outcome.REJECTED, Because.INACTIVE_PERSON),
                products,
                costs(products),
                rejections(counted));
    }

    /** Everything an administrator agrees to: what becomes of each row, and what that costs. */
    private static String fingerprint(Handle tx, UUID job) {
        return tx.createQuery("""
                        select md5(string_agg(number || planned || coalesce(because, ''), ',' order by number)
                                   || (select coalesce(string_agg(p.sku || p.monthly_price || p.currency, ',' order by p.sku), '')
                                       from product p where p.sku in
                                           (select sku from bulk_row where job_id = :job and planned = 'ASSIGNED')))
                        from bulk_row where job_id = :job
                        """).bind("job", job).mapTo(String.class).one();
    }

    private static List<BulkPlan.OfProduct> products(List<Counted> counted) {
        Map<String, List<Counted>> bySku = new LinkedHashMap<>();
        counted.stream()
                .filter(count -> count.name() != null && count.planned() != Outcome.REJECTED)
                .forEach(count -> bySku.computeIfAbsent(count.sku(), any -> new ArrayList<>())
                        .add(count));
        return bySku.values().stream()
                .map(of -> {
                    Counted any = of.get(0);
                    int gains = rows(of, Outcome.ASSIGNED, null);
                    int waits = rows(of, Outcome.WAITLISTED, null);
                    return new BulkPlan.OfProduct(
                            any.sku(),
                            any.name(),
                            gains,
                            rows(of, Outcome.ALREADY_HELD, null),
                            waits,
                            any.free(),
                            waits,
                            times(any.monthlyPrice(), gains),
                            times(any.monthlyPrice(), waits),
                            any.currency());
                })
                .toList();
    }

    private static List<Cost> costs(List<BulkPlan.OfProduct> products) {
        return Cost.byCurrency(products, BulkPlan.OfProduct::monthlyCost, BulkPlan.OfProduct::currency).stream()
                .filter(cost -> cost.amount().signum() > 0)
                .toList();
    }

    private static List<BulkPlan.Rejection> rejections(List<Counted> counted) {
        Map<Because, List<Counted>> byCause = new TreeMap<>();
        counted.stream()
                .filter(count -> count.planned() == Outcome.REJECTED)
                .forEach(count -> byCause.computeIfAbsent(count.because(), any -> new ArrayList<>())
                        .add(count));
        return byCause.entrySet().stream()
                .map(of -> new BulkPlan.Rejection(
                        of.getKey(),
                        of.getKey().words(),
                        rows(of.getValue(), null, null),
                        of.getValue().stream()
                                .flatMap(count -> of.getKey() == Because.UNKNOWN_PRODUCT
                                        ? java.util.stream.Stream.of(count.sku())
                                        : count.examples().stream())
                                .filter(example -> !example.isBlank())
                                .distinct()
                                .limit(EXAMPLES)
                                .toList()))
                .toList();
    }

    private static int rows(List<Counted> counted, Outcome planned, Because because) {
        return counted.stream()
                .filter(count -> planned == null || count.planned() == planned)
                .filter(count -> because == null || count.because() == because)
                .mapToInt(Counted::rows)
                .sum();
    }

    private static BigDecimal times(BigDecimal price, int seats) {
        return price == null ? null : price.multiply(BigDecimal.valueOf(seats));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    /**
     * Over many rows the plans of the hot path are the wrong ones. The tables of seats and persons are entered by their indexes all
     * the same, since the statements say so; nested loops over what has no index would be the one thing that does not end.
     */
    private static void largeStatementsAhead(Handle tx) {
        tx.execute("set local enable_seqscan = on; set local plan_cache_mode = force_custom_plan;"
                + " set local enable_nestloop = off; set local jit = off; set local work_mem = '64MB'");
    }

    private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(DirectoryFilter filter, S statement) {
        return statement
                .bind("department", Like.withStars(filter.department()))
                .bind("title", Like.withStars(filter.title()))
                .bind("manager", filter.manager())
                .bind("group", filter.group());
    }
}
