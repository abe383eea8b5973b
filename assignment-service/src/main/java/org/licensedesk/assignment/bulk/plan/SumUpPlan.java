package org.licensedesk.assignment.bulk.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.PoolState;

/** Sums the rows of a job up as they were judged: who gains, who waits, who is rejected and why, and what that costs. */
@ApplicationScoped
public class SumUpPlan {

    private static final int EXAMPLES = 20;

    private final Clock clock;

    SumUpPlan(Clock clock) {
        this.clock = clock;
    }

    /** Rows of one product that go one way for one cause. */
    private record Counted(
            String sku,
            String name,
            Outcome planned,
            Because because,
            int rows,
            Integer free,
            PoolState state,
            BigDecimal monthlyPrice,
            String currency,
            List<String> examples) {

        /** Why the pool gives no seats at present, or null. */
        String closed() {
            return state == null || state.givesSeats()
                    ? null
                    : Cause.poolClosed(name, state).sentence();
        }
    }

    /** What all the rows come to. */
    public BulkPlan of(Handle tx, UUID job) {
        Instant now = clock.instant();
        List<Counted> counted = tx.createQuery("""
                        select r.sku, pool.product_name as name, r.planned, r.because, r.rows::int,
                               case when pool.state = 'ACTIVE' then pool.purchased - pool.used else 0 end as free,
                               pool.state, product.monthly_price, product.currency, r.examples
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
                        row.getString("state") == null ? null : PoolState.valueOf(row.getString("state")),
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
                rows(counted, Outcome.ALREADY_HELD, Because.OTHER_END),
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
                    int missing = any.closed() == null ? waits : 0;
                    return new BulkPlan.OfProduct(
                            any.sku(),
                            any.name(),
                            gains,
                            rows(of, Outcome.ALREADY_HELD, null),
                            waits,
                            any.free(),
                            missing,
                            times(any.monthlyPrice(), gains),
                            times(any.monthlyPrice(), missing),
                            any.currency(),
                            any.closed());
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
}
