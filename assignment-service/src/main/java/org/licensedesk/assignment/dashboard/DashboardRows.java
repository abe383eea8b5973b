package org.licensedesk.assignment.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.reclaim.ReclaimSettings;
import org.licensedesk.assignment.reclaim.Usage;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.chassis.messaging.Database;

/** Every product that was bought or is waited for, with all that is known of its pool. */
@ApplicationScoped
class DashboardRows {

    private final Database database;
    private final PoolDays days;
    private final Usage usage;
    private final ReclaimSettings settings;

    DashboardRows(Database database, PoolDays days, Usage usage, ReclaimSettings settings) {
        this.database = database;
        this.days = days;
        this.usage = usage;
        this.settings = settings;
    }

    /** What all rows come to; money by currency, since one cannot add euros to dollars. */
    record Totals(
            int products,
            long purchased,
            long used,
            long waiting,
            long unusable,
            long unused,
            List<Cost> costs,
            List<Cost> idleCosts) {

        public long free() {
            return purchased - used;
        }

        static Totals of(List<DashboardRow> rows) {
            return new Totals(
                    rows.size(),
                    rows.stream().mapToLong(DashboardRow::paidFor).sum(),
                    rows.stream().mapToLong(DashboardRow::used).sum(),
                    rows.stream().mapToLong(DashboardRow::waiting).sum(),
                    rows.stream().mapToLong(DashboardRow::unusable).sum(),
                    rows.stream().mapToLong(DashboardRow::unused).sum(),
                    byCurrency(rows, DashboardRow::monthlyCost),
                    byCurrency(rows, DashboardRow::idleCost));
        }

        private static List<Cost> byCurrency(List<DashboardRow> rows, Function<DashboardRow, BigDecimal> amount) {
            return Cost.byCurrency(rows, amount, DashboardRow::currency).stream()
                    .filter(cost -> cost.amount().signum() > 0)
                    .toList();
        }
    }

    /** What rows can be sorted by; the most pressing first. */
    enum Order {
        IDLE(
                "what idle seats cost",
                Comparator.comparing(DashboardRow::idleCost, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed()),
        OUTLOOK(
                "when seats run out",
                Comparator.comparing((DashboardRow row) -> row.outlook() != Forecast.Outlook.RUN_OUT)
                        .thenComparing(DashboardRow::runsOutOn, Comparator.nullsLast(Comparator.naturalOrder()))),
        WAITING("how many wait", Comparator.comparingInt(DashboardRow::waiting).reversed()),
        UNUSED(
                "how many are unused",
                Comparator.comparingInt(DashboardRow::unused).reversed()),
        COST(
                "what all seats cost",
                Comparator.comparing(DashboardRow::monthlyCost, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed()),
        NAME("name", Comparator.comparing((DashboardRow row) -> 0));

        private final String words;
        private final Comparator<DashboardRow> comparator;

        Order(String words, Comparator<DashboardRow> comparator) {
            this.words = words;
            this.comparator = comparator
                    .thenComparing(DashboardRow::name, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(DashboardRow::sku);
        }

        public String words() {
            return words;
        }

        /** As it stands in an address. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** What was asked for, or by idle cost. */
        static Order of(String asked) {
            return java.util.stream.Stream.of(values())
                    .filter(order -> order.key().equals(asked))
                    .findFirst()
                    .orElse(IDLE);
        }
    }

    List<DashboardRow> list(Order order) {
        return database.read(handle -> {
            LocalDate today = days.today();
            Map<String, List<PoolDay>> daysBySku = days.bySku(handle);
            Map<String, Integer> unused = usage.unusedByProduct(handle, settings.unusedAfterDays());
            Set<String> usedProducts = usage.known(handle);
            return handle
                    .createQuery("""
                            with unusable as (
                                select s.sku, count(*)::int as seats from seat s join pool using (sku)
                                where cardinality(pool.roles) > 0 and not s.roles && pool.roles group by s.sku)
                            select p.sku, p.name, pool.state, pool.purchased, pool.used, pool.waiting, cost.amount as seat_cost, cost.currency,
                                   coalesce(unusable.seats, 0) as unusable
                            from product p join pool using (sku) join seat_cost cost using (sku) left join unusable using (sku)
                            where pool.purchased > 0 or pool.waiting > 0
                            """)
                    .map((row, context) -> {
                        String sku = row.getString("sku");
                        int purchased = row.getInt("purchased");
                        int wanted = row.getInt("used") + row.getInt("waiting");
                        List<PoolDay> known = upToNow(
                                daysBySku.getOrDefault(sku, List.of()),
                                new PoolDay(sku, today, purchased, row.getInt("used"), row.getInt("waiting")));
                        Forecast forecast = Forecast.of(known, purchased, wanted, today);
                        return new DashboardRow(
                                sku,
                                row.getString("name"),
                                PoolState.valueOf(row.getString("state")),
                                purchased,
                                row.getInt("used"),
                                row.getInt("waiting"),
                                row.getInt("unusable"),
                                unused.getOrDefault(sku, 0),
                                row.getBigDecimal("seat_cost"),
                                row.getString("currency"),
                                forecast.outlook(),
                                forecast.runsOutOn(),
                                forecast.outlook() == Forecast.Outlook.UNKNOWN
                                        ? today.plusDays((long) Forecast.FEWEST_DAYS - known.size())
                                        : null,
                                usedProducts.contains(sku),
                                Trend.of(known, purchased, forecast, today));
                    })
                    .stream()
                    .sorted(order.comparator)
                    .toList();
        });
    }

    /** Of the present day, what stands now: it may have been written down before much has happened. */
    private static List<PoolDay> upToNow(List<PoolDay> writtenDown, PoolDay now) {
        return Stream.concat(writtenDown.stream().filter(day -> day.day().isBefore(now.day())), Stream.of(now))
                .toList();
    }
}
