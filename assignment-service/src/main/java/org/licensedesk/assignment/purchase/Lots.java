package org.licensedesk.assignment.purchase;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.purchase.Lot.State;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.SkuInAddress;

/** The purchase lots. Those of a product change only under the lock of its pool. */
@ApplicationScoped
class Lots {

    private static final String SELECT = """
            select id, sku, kind, order_number, ordered_on, price, currency, quantity, starts_on, ends_on, state, recorded_by,
                   recorded_at
            from purchase_lot
            """;

    private static final String TURNS = "hashtextextended('assignment-service: purchase lots begin and end', 0)";

    /** A pool and what the ledger calls its product. */
    public record Bought(
            String sku, String productName, int purchased, int used, int waiting, Integer reduceTo, PoolState state) {

        /** The address of the product's page. */
        public String href() {
            return "/assignments/products/" + SkuInAddress.of(sku);
        }

        public boolean isActive() {
            return state == PoolState.ACTIVE;
        }
    }

    /**
     * What one kind of end leaves of the running lots.
     *
     * @param adjusted what the adjustments among them come to; negative where seats were dropped
     */
    record Running(LocalDate endsOn, int quantity, int adjusted) {}

    /** One replica at a time looks for terms that begin or end. */
    boolean amTheOneWhoLooks(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(" + TURNS + ")")
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether this order was recorded for the product and this beginning already. */
    boolean isRecorded(Handle tx, String sku, Order order) {
        return tx.createQuery("""
                        select exists (select from purchase_lot
                            where sku = :sku and order_number = :number and starts_on = :starts)
                        """)
                .bind("sku", sku)
                .bind("number", order.orderNumber())
                .bind("starts", order.startsOn())
                .mapTo(Boolean.class)
                .one();
    }

    void add(Handle tx, List<Lot> lots) {
        Columns.of(lots)
                .uuid("ids", Lot::id)
                .text("skus", Lot::sku)
                .text("kinds", lot -> lot.kind().name())
                .text("numbers", Lot::orderNumber)
                .day("ordered", Lot::orderedOn)
                .amount("prices", Lot::price)
                .text("currencies", Lot::currency)
                .number("quantities", Lot::quantity)
                .day("starts", Lot::startsOn)
                .day("ends", Lot::endsOn)
                .text("states", lot -> lot.state().name())
                .text("recorders", Lot::recordedBy)
                .time("times", Lot::recordedAt)
                .updateExactly(tx, """
                        insert into purchase_lot (id, sku, kind, order_number, ordered_on, price, currency, quantity,
                                                  starts_on, ends_on, state, recorded_by, recorded_at)
                        select * from unnest(:ids, :skus, :kinds, :numbers, :ordered, :prices, :currencies, :quantities,
                                             :starts, :ends, :states, :recorders, :times)
                        """);
    }

    /** The running lots of a product by their last day: those without one first, then the latest. */
    List<Running> running(Handle tx, String sku) {
        return tx.createQuery("""
                        select ends_on, sum(quantity)::int as quantity,
                               coalesce(sum(quantity) filter (where kind = 'ADJUSTMENT'), 0)::int as adjusted
                        from purchase_lot
                        where sku = :sku and state = 'RUNNING' group by ends_on order by ends_on desc nulls first
                        """)
                .bind("sku", sku)
                .map((row, context) -> new Running(
                        row.getObject("ends_on", LocalDate.class), row.getInt("quantity"), row.getInt("adjusted")))
                .list();
    }

    /** What the running lots of these products come to. */
    Map<String, Integer> sums(Handle tx, Collection<String> skus) {
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(tx.createQuery("""
                                select sku, (select coalesce(sum(quantity), 0)::int from purchase_lot l
                                             where l.sku = v.sku and l.state = 'RUNNING') as quantity
                                from unnest(:skus) as v(sku)
                                """))
                .map((row, context) -> Map.entry(row.getString("sku"), row.getInt("quantity")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Products of which a lot should have begun or ended by this day. */
    List<String> due(Handle tx, LocalDate today, int atMost) {
        return tx.createQuery("""
                        select sku from purchase_lot where state = 'PLANNED' and starts_on <= :today
                        union
                        select sku from purchase_lot where state = 'RUNNING' and ends_on < :today
                        order by sku limit :atMost
                        """)
                .bind("today", today)
                .bind("atMost", atMost)
                .mapTo(String.class)
                .list();
    }

    /** Lets the lots of these products begin and end; those that did, in the state they have now. */
    List<Lot> turn(Handle tx, Collection<String> skus, LocalDate today) {
        List<Lot> turned = new ArrayList<>();
        for (State from : List.of(State.RUNNING, State.PLANNED)) {
            turned.addAll(Columns.of(skus)
                    .text("skus", Function.identity())
                    .bindTo(tx.createQuery("""
                                    update purchase_lot
                                    set state = case when ends_on < :today then 'OVER' else 'RUNNING' end
                                    where sku = any(:skus) and state = :from
                                      and (ends_on < :today or state = 'PLANNED' and starts_on <= :today)
                                    returning id, sku, kind, order_number, ordered_on, price, currency, quantity, starts_on,
                                              ends_on, state, recorded_by, recorded_at
                                    """))
                    .bind("today", today)
                    .bind("from", from.name())
                    .map((row, context) -> lot(row))
                    .list());
        }
        return turned;
    }

    /** The lots of a product, the latest recorded first, behind a place if given. */
    List<Lot> of(Handle handle, String sku, UUID behind, int atMost) {
        var query = handle.createQuery(SELECT + " where sku = :sku" + (behind == null ? "" : " and id < :behind")
                        + " order by id desc limit :atMost")
                .bind("sku", sku)
                .bind("atMost", atMost);
        if (behind != null) {
            query.bind("behind", behind);
        }
        return query.map((row, context) -> lot(row)).list();
    }

    Optional<Lot> of(Handle handle, String sku, UUID id) {
        return handle.createQuery(SELECT + " where sku = :sku and id = :id")
                .bind("sku", sku)
                .bind("id", id)
                .map((row, context) -> lot(row))
                .findOne();
    }

    /** The pool of a product, as the page shows it. */
    Optional<Bought> bought(Handle handle, String sku) {
        return handle.createQuery(
                        "select sku, product_name, purchased, used, waiting, reduce_to, state from pool where sku = :sku")
                .bind("sku", sku)
                .mapTo(Bought.class)
                .findOne();
    }

    private static Lot lot(ResultSet row) throws SQLException {
        return new Lot(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                Lot.Kind.valueOf(row.getString("kind")),
                row.getString("order_number"),
                row.getObject("ordered_on", LocalDate.class),
                row.getBigDecimal("price"),
                row.getString("currency"),
                row.getInt("quantity"),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                State.valueOf(row.getString("state")),
                row.getString("recorded_by"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }
}
