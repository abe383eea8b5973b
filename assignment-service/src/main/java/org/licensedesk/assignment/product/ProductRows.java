package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.product.ProductFilter.Show;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Like;
import org.licensedesk.chassis.messaging.Database;

/** Products and their pools, read together for pages and the API. */
@ApplicationScoped
public class ProductRows {

    private static final String SELECT = """
            select p.sku, p.name, p.monthly_price, p.currency, p.requestable, p.roles, p.requires, p.excludes, pool.purchased, pool.used, pool.waiting,
                   pool.state, pool.reduce_to, cost.amount as seat_cost, cost.currency as cost_currency
            from product p join pool using (sku) join seat_cost cost using (sku)
            """;

    private static final String IDLE = "(pool.purchased = 0 and pool.waiting = 0)";

    private final Database database;

    ProductRows(Database database) {
        this.database = database;
    }

    /** What all products come to; money by currency, since one cannot add euros to dollars. */
    record Totals(long products, long purchased, long used, long waiting, List<Cost> idleCosts) {

        public long idle() {
            return purchased - used;
        }

        public long percentUsed() {
            return purchased == 0 ? 0 : used * 100 / purchased;
        }
    }

    /** Definitions are rare: one at a time, so that an import and an administrator cannot cross. */
    public static void oneDefinitionAtATime(Handle tx) {
        tx.createQuery(
                        "select pg_advisory_xact_lock(hashtextextended('assignment-service: products are defined', 0))::text")
                .mapTo(String.class)
                .one();
    }

    /** Those of these skus that name no product. */
    static List<String> unknownOf(Handle tx, List<String> skus) {
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(
                        tx.createQuery(
                                "select sku from unnest(:skus) as v(sku) where not exists (select from product p where p.sku = v.sku)"))
                .mapTo(String.class)
                .list();
    }

    /** Whether one of these products needs this one, directly or by what it needs. */
    static boolean isNeededBy(Handle tx, String sku, List<String> others) {
        return Columns.of(others)
                .text("others", Function.identity())
                .bindTo(tx.createQuery("""
                                with recursive needed(sku) as (
                                    select unnest(:others)
                                    union
                                    select unnest(p.requires) from product p join needed on needed.sku = p.sku)
                                select exists (select from needed where needed.sku = :sku)
                                """).bind("sku", sku))
                .mapTo(Boolean.class)
                .one();
    }

    Optional<ProductRow> of(String sku) {
        return database.read(handle -> handle.createQuery(SELECT + " where p.sku = :sku")
                .bind("sku", sku)
                .mapTo(ProductRow.class)
                .findOne());
    }

    /** Where to go on in the list. */
    record Place(boolean idle, String name, String sku) {
        static Place behind(ProductRow row) {
            return new Place(row.purchased() == 0 && row.waiting() == 0, row.name(), row.sku());
        }
    }

    /** Those with a pool or somebody waiting first, since a vendor's list holds hundreds that nobody buys; then by name. */
    List<ProductRow> list(ProductFilter filter, Place after, int atMost) {
        String text = filter.text().isEmpty() ? "" : " and (p.name ilike :text or p.sku ilike :text)";
        return database.read(handle -> {
            var query = handle.createQuery(SELECT + " where " + filter.show().condition() + text
                            + (after == null
                                    ? ""
                                    : " and (" + IDLE + ", lower(p.name), p.sku) > (:idle, lower(:name), :sku)")
                            + " order by " + IDLE + ", lower(p.name), p.sku limit :atMost")
                    .bind("atMost", atMost);
            if (after != null) {
                query.bind("idle", after.idle()).bind("name", after.name()).bind("sku", after.sku());
            }
            if (!filter.text().isEmpty()) {
                query.bind("text", Like.containing(filter.text()));
            }
            return query.mapTo(ProductRow.class).list();
        });
    }

    Totals totals() {
        return database.read(handle -> {
            List<Cost> costs = handle.createQuery("""
                            select round(sum(cost.amount * (pool.purchased - pool.used)), 2) as amount, cost.currency
                            from product p join pool using (sku) join seat_cost cost using (sku)
                            where %s group by cost.currency order by 1 desc
                            """.formatted(Show.COSTLY.condition()))
                    .mapTo(Cost.class)
                    .list();
            return handle.createQuery("""
                            select count(*) as products, coalesce(sum(pool.purchased), 0) as purchased,
                                   coalesce(sum(pool.used), 0) as used, coalesce(sum(pool.waiting), 0) as waiting
                            from product p join pool using (sku)
                            """)
                    .map((row, context) -> new Totals(
                            row.getLong("products"),
                            row.getLong("purchased"),
                            row.getLong("used"),
                            row.getLong("waiting"),
                            costs))
                    .one();
        });
    }

    /** Pools in which somebody waits or hardly a seat is left, the worst first. */
    List<ProductRow> runningDry(int percent, int atMost) {
        return database.read(handle -> handle.createQuery(SELECT + """
                         where pool.waiting > 0
                            or pool.purchased > 0 and pool.used::bigint * 100 >= pool.purchased::bigint * :percent
                         order by pool.waiting desc, pool.purchased - pool.used, lower(p.name), p.sku limit :atMost
                        """)
                .bind("percent", percent)
                .bind("atMost", atMost)
                .mapTo(ProductRow.class)
                .list());
    }
}
