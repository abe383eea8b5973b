package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.licensedesk.assignment.seat.Pool.Seat;
import org.licensedesk.chassis.messaging.Ids;

/** The ledger's tables. A constant number of statements per call; nothing here decides anything. */
@ApplicationScoped
class LedgerRows {

    // transaction-level advisory locks; the names are spelled out so that nobody else takes them by accident
    private static final String HOLDERS = "hashtextextended('assignment-service: holders come and go', 0)";
    private static final String HEALS = "hashtextextended('assignment-service: blocked reasons heal', 0)";
    private static final String ENDS = "hashtextextended('assignment-service: seats end by date', 0)";

    // what PostgreSQL's format() puts names in place of
    private static final String HOLDER = "%1$s";
    private static final String PRODUCT = "%2$s";
    private static final String OTHERS = "%3$s";

    /** Many may grant at once, but nobody while a holder departs: a grant could not see the departure, nor it the grant. */
    void keepDeparturesOut(Handle tx) {
        tx.createQuery("select pg_advisory_xact_lock_shared(" + HOLDERS + ")::text")
                .mapTo(String.class)
                .one();
    }

    /** See {@link #keepDeparturesOut}. */
    void waitForGrants(Handle tx) {
        tx.createQuery("select pg_advisory_xact_lock(" + HOLDERS + ")::text")
                .mapTo(String.class)
                .one();
    }

    /** One replica at a time looks for reasons that are blocked no longer. */
    boolean amTheOneWhoHeals(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(" + HEALS + ")")
                .mapTo(Boolean.class)
                .one();
    }

    /** One replica at a time looks for last days that are over. */
    boolean amTheOneWhoEnds(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(" + ENDS + ")")
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Locks the rows of these pools and of those they exclude, always in the same order: two products that exclude each other
     * are never given at the same time. A sku without a pool is left out.
     */
    Map<String, Pool> lockPools(Handle tx, Collection<String> skus) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        if (skus.isEmpty()) {
            return pools;
        }
        Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(tx.createQuery("""
                                select sku, product_name, purchased, used, waiting, state, reduce_to, sequence,
                                       roles, requires, excludes
                                from pool
                                where sku = any(:skus || array(
                                    select unnest(related.excludes) from pool related where related.sku = any(:skus)))
                                order by sku for update
                                """))
                .map((row, context) -> new Pool(
                        numbers(row), row.getString("product_name"), rules(row), row.getLong("sequence"), Ids::next))
                .forEach(pool -> pools.put(pool.sku(), pool));
        return pools;
    }

    /** Stands in for the pool of a product that does not exist: it can only refuse. */
    Pool noPool(String sku, String productName) {
        return new Pool(new PoolNumbers(sku, 0, 0, 0), productName, 0, Ids::next);
    }

    List<PoolNumbers> openPools(Handle tx, Map<String, String> namesBySku) {
        return Columns.of(namesBySku.entrySet())
                .text("skus", Map.Entry::getKey)
                .text("names", Map.Entry::getValue)
                .bindTo(tx.createQuery("""
                                insert into pool (sku, product_name)
                                select sku, name from unnest(:skus, :names) as v(sku, name) order by sku
                                on conflict (sku) do update set product_name = excluded.product_name
                                returning sku, purchased, used, waiting, state, reduce_to
                                """))
                .map((row, context) -> numbers(row))
                .list();
    }

    /** Keeps a product's rules, and on both sides whom it excludes. */
    void rule(Handle tx, String sku, ProductRules rules) {
        var update = tx.createUpdate("""
                update pool set roles = case when sku = :sku then :roles else roles end,
                                requires = case when sku = :sku then :requires else requires end,
                                excludes = coalesce((
                                    select array_agg(distinct other order by other) from (
                                        select p.sku as one, e as other from product p cross join unnest(p.excludes) e
                                        where p.sku <> :sku
                                        union all select :sku, unnest(:excludes)) declared(a, b)
                                    cross join lateral (values (a, b), (b, a)) sides(one, other)
                                    where sides.one = pool.sku), '{}')
                where sku = :sku or sku = any(:excludes) or :sku = any(excludes)
                """).bind("sku", sku);
        bindTexts(update, "roles", rules.roles());
        bindTexts(update, "requires", rules.requires());
        bindTexts(update, "excludes", rules.excludes());
        update.execute();
    }

    private static void bindTexts(Update update, String name, List<String> texts) {
        Columns.of(texts).text(name, Function.identity()).bindTo(update);
    }

    Map<UUID, Reason> reasons(Handle tx, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return Columns.of(ids)
                .uuid("ids", Function.identity())
                .bindTo(tx.createQuery("select * from reason where id = any(:ids)"))
                .map(LedgerRows::reason)
                .stream()
                .collect(Collectors.toMap(Reason::id, Function.identity()));
    }

    List<Reason> liveReasonsOf(Handle tx, Collection<UUID> holders) {
        return Columns.of(holders)
                .uuid("holders", Function.identity())
                .bindTo(tx.createQuery("""
                                select * from reason where holder_id = any(:holders) and state in ('WAITING', 'HELD', 'BLOCKED')
                                order by granted_at, id
                                """))
                .map(LedgerRows::reason)
                .list();
    }

    List<Reason> overdue(Handle tx, LocalDate today, int atMost) {
        return tx.createQuery("""
                        select * from reason
                        where state in ('WAITING', 'HELD', 'BLOCKED') and ends_on is not null and ends_on < :today
                        order by ends_on, id limit :atMost
                        """)
                .bind("today", today)
                .bind("atMost", atMost)
                .map(LedgerRows::reason)
                .list();
    }

    /**
     * Blocked reasons of which something else is true than they say: first those that nothing speaks against any more, then those
     * that another cause blocks by now. {@link Holdings} judges them, in the same order and by the same words.
     */
    List<Reason> blockedOtherwiseThanSaid(Handle tx, int atMost) {
        return tx.createQuery("""
                        select r.* from reason r join pool p using (sku)
                        cross join lateral (select case
                            when p.state = 'ENDED' then format(:ended, r.holder_name, p.product_name)
                            when not exists (select from seat s where s.holder_id = r.holder_id and s.sku = r.sku) then coalesce(
                                (select format(:excluded, r.holder_name, p.product_name, o.product_name)
                                 from unnest(p.excludes) with ordinality as e(sku, place) join pool o on o.sku = e.sku
                                 where exists (select from seat s where s.holder_id = r.holder_id and s.sku = e.sku)
                                 order by e.place limit 1),
                                (select format(:missing, r.holder_name, p.product_name,
                                               string_agg(coalesce(o.product_name, n.sku), ' and ' order by n.place))
                                 from unnest(p.requires) with ordinality as n(sku, place) left join pool o on o.sku = n.sku
                                 where not exists (select from seat s where s.holder_id = r.holder_id and s.sku = n.sku)
                                 having count(*) > 0)) end as sentence) present
                        where r.state = 'BLOCKED' and present.sentence is distinct from r.cause_sentence
                        order by present.sentence is not null, r.granted_at, r.id limit :atMost
                        """)
                .bind("ended", Cause.subscriptionEnded(PRODUCT).sentence())
                .bind("excluded", Cause.excluded(HOLDER, PRODUCT, OTHERS).sentence())
                .bind(
                        "missing",
                        Cause.missingPrerequisite(HOLDER, PRODUCT, List.of(OTHERS))
                                .sentence())
                .bind("atMost", atMost)
                .map(LedgerRows::reason)
                .list();
    }

    /** The seats that these holders have already of these products. */
    void loadSeats(Handle tx, Collection<Holdings.Of> asked, Holdings holdings) {
        if (asked.isEmpty()) {
            return;
        }
        Columns.of(asked)
                .text("skus", Holdings.Of::sku)
                .uuid("holders", Holdings.Of::holderId)
                .bindTo(tx.createQuery("""
                                select s.* from (select distinct * from unnest(:skus, :holders) as v(sku, holder_id)) v
                                cross join lateral (
                                    select * from seat where seat.sku = v.sku and seat.holder_id = v.holder_id offset 0) s
                                """))
                .map(LedgerRows::seat)
                .forEach(holdings::load);
    }

    /** The places that these holders have already in the waiting lists of these products. */
    void loadPlaces(Handle tx, Collection<Holdings.Of> asked, Map<String, Pool> pools) {
        if (asked.isEmpty()) {
            return;
        }
        Columns.of(asked)
                .text("skus", Holdings.Of::sku)
                .uuid("holders", Holdings.Of::holderId)
                .bindTo(tx.createQuery("""
                                select r.* from unnest(:skus, :holders) as v(sku, holder_id)
                                cross join lateral (
                                    select * from reason where reason.state = 'WAITING'
                                      and reason.sku = v.sku and reason.holder_id = v.holder_id offset 0) r
                                """))
                .map(LedgerRows::reason)
                .forEach(reason -> pools.get(reason.sku()).load(reason));
    }

    Optional<String> skuOfSeat(Handle tx, UUID seatId) {
        return tx.createQuery("select sku from seat where id = :id")
                .bind("id", seatId)
                .mapTo(String.class)
                .findOne();
    }

    /** Loads a seat and all it is held for; false if it is gone. */
    boolean loadSeat(Handle tx, UUID seatId, Pool pool) {
        Optional<Seat> seat = tx.createQuery("select * from seat where id = :id")
                .bind("id", seatId)
                .map(LedgerRows::seat)
                .findOne();
        seat.ifPresent(found -> {
            pool.load(found);
            tx.createQuery("select * from reason where seat_id = :id and state = 'HELD'")
                    .bind("id", seatId)
                    .map(LedgerRows::reason)
                    .forEach(reason -> {
                        found.heldFor().add(reason.id());
                        pool.load(reason);
                    });
        });
        return seat.isPresent();
    }

    /** Loads these reasons into those pools, and of the seats they hold and the places they wait at every other reason too. */
    Map<UUID, Reason> loadReasonsAndTheirSeats(Handle tx, Collection<UUID> ids, Map<String, Pool> pools) {
        Map<UUID, Reason> asked = new HashMap<>();
        Map<UUID, Seat> seats =
                Columns.of(ids)
                        .uuid("ids", Function.identity())
                        .bindTo(tx.createQuery("""
                                select * from seat where id in
                                    (select seat_id from reason where id = any(:ids) and state = 'HELD')
                                """))
                        .map(LedgerRows::seat)
                        .stream()
                        .collect(Collectors.toMap(Seat::id, Function.identity()));
        Columns.of(ids)
                .uuid("ids", Function.identity())
                .bindTo(tx.createQuery("""
                                select * from reason where id = any(:ids)
                                union
                                select * from reason where state = 'HELD' and seat_id in
                                    (select seat_id from reason where id = any(:ids) and state = 'HELD')
                                union
                                select other.* from reason asked join reason other using (sku, holder_id)
                                where asked.id = any(:ids) and asked.state = 'WAITING' and other.state = 'WAITING'
                                """))
                .map(LedgerRows::reason)
                .forEach(reason -> {
                    asked.put(reason.id(), reason);
                    Pool pool = pools.get(reason.sku());
                    if (pool != null) {
                        pool.load(reason);
                        if (reason.seatId() != null) {
                            Seat seat = seats.get(reason.seatId());
                            seat.heldFor().add(reason.id());
                            pool.load(seat);
                        }
                    }
                });
        return asked;
    }

    /** Loads as many of each waiting list as the pool has seats for, and what else those holders wait for there. */
    void loadTheNextInLine(Handle tx, Collection<Pool> pools) {
        Map<String, Pool> bySku = pools.stream().collect(Collectors.toMap(Pool::sku, Function.identity()));
        var query = tx.createQuery("""
                with needy as (select * from unnest(:skus, :places) as n(sku, places)),
                head as (
                    select w.* from needy cross join lateral (
                        select id, sku, holder_id from reason
                        where state = 'WAITING' and reason.sku = needy.sku and id <> all(:done)
                        order by granted_at, id limit needy.places) w)
                select r.*, exists (select from head where head.id = r.id) as is_next
                from (select distinct sku, holder_id from head) h
                join reason r on r.holder_id = h.holder_id and r.sku = h.sku and r.state = 'WAITING' and r.id <> all(:done)
                order by r.granted_at, r.id
                """);
        Columns.of(pools)
                .text("skus", Pool::sku)
                .number("places", Pool::seatsForMoreOfTheLine)
                .bindTo(query);
        Columns.of(pools.stream()
                        .flatMap(pool -> pool.noLongerWaiting().stream())
                        .toList())
                .uuid("done", Function.identity())
                .bindTo(query);
        query.map((row, context) -> Map.entry(reason(row, context), row.getBoolean("is_next")))
                .forEach(place -> {
                    Pool pool = bySku.get(place.getKey().sku());
                    if (place.getValue()) {
                        pool.loadNextInLine(place.getKey());
                    } else {
                        pool.load(place.getKey());
                    }
                });
    }

    /** Writes what the pools have decided. The condition repeats the limit: a mistake above could lose a batch, but never oversell. */
    void save(Handle tx, Collection<Pool> pools) {
        List<Pool> changed = pools.stream().filter(Pool::isChanged).toList();
        Columns.of(changed)
                .text("skus", Pool::sku)
                .number(
                        "bought",
                        pool -> pool.numbers().purchased()
                                - pool.numbersBefore().purchased())
                .number(
                        "taken",
                        pool -> pool.numbers().used() - pool.numbersBefore().used())
                .number(
                        "queued",
                        pool -> pool.numbers().waiting() - pool.numbersBefore().waiting())
                .text("states", pool -> pool.numbers().state().name())
                .number("reductions", pool -> pool.numbers().reduceTo())
                .bigNumber("before", Pool::sequenceBefore)
                .bigNumber("after", Pool::sequence)
                .updateExactly(tx, """
                        update pool set purchased = purchased + v.bought, used = used + v.taken,
                                        waiting = waiting + v.queued, sequence = v.after,
                                        state = v.state, reduce_to = v.reduce_to
                        from unnest(:skus, :bought, :taken, :queued, :states, :reductions, :before, :after)
                             as v(sku, bought, taken, queued, state, reduce_to, before, after)
                        where pool.sku = v.sku and pool.sequence = v.before and used + v.taken <= purchased + v.bought
                        """);
        Columns.of(pools.stream().flatMap(pool -> pool.freedSeats().stream()).toList())
                .uuid("ids", Function.identity())
                .updateExactly(tx, "delete from seat where id = any(:ids)");
        Columns.of(pools.stream().flatMap(pool -> pool.givenSeats().stream()).toList())
                .uuid("ids", Seat::id)
                .text("skus", Seat::sku)
                .uuid("holders", seat -> seat.holder().id())
                .text("emails", seat -> seat.holder().email())
                .text("names", seat -> seat.holder().name())
                .time("sinces", Seat::since)
                .updateExactly(tx, """
                        insert into seat (id, sku, holder_id, holder_email, holder_name, since, roles)
                        select v.*, pool.roles from unnest(:ids, :skus, :holders, :emails, :names, :sinces)
                            as v(id, sku, holder_id, holder_email, holder_name, since)
                        join pool on pool.sku = v.sku
                        """);
        insertReasons(
                tx, pools.stream().flatMap(pool -> pool.newReasons().stream()).toList());
        Columns.of(pools.stream()
                        .flatMap(pool -> pool.changedReasons().stream())
                        .toList())
                .uuid("ids", Reason::id)
                .text("states", reason -> reason.state().name())
                .uuid("seats", Reason::seatId)
                .time("ended", Reason::endedAt)
                .text("codes", LedgerRows::causeCode)
                .text("sentences", LedgerRows::causeSentence)
                .updateExactly(tx, """
                        update reason set state = v.state, seat_id = v.seat_id, ended_at = v.ended_at,
                                          cause_code = v.cause_code, cause_sentence = v.cause_sentence
                        from unnest(:ids, :states, :seats, :ended, :codes, :sentences)
                             as v(id, state, seat_id, ended_at, cause_code, cause_sentence)
                        where reason.id = v.id
                        """);
    }

    void insertReasons(Handle tx, List<Reason> reasons) {
        Columns.of(reasons)
                .uuid("ids", Reason::id)
                .text("types", reason -> reason.type().name())
                .text("sources", Reason::source)
                .text("skus", Reason::sku)
                .uuid("holders", reason -> reason.holder().id())
                .text("emails", reason -> reason.holder().email())
                .text("names", reason -> reason.holder().name())
                .text("states", reason -> reason.state().name())
                .uuid("seats", Reason::seatId)
                .time("granted", Reason::grantedAt)
                .day("ends", Reason::endsOn)
                .time("ended", Reason::endedAt)
                .text("codes", LedgerRows::causeCode)
                .text("sentences", LedgerRows::causeSentence)
                .updateExactly(tx, """
                        insert into reason (id, type, source, sku, holder_id, holder_email, holder_name, state, seat_id,
                                            granted_at, ends_on, ended_at, cause_code, cause_sentence)
                        select * from unnest(:ids, :types, :sources, :skus, :holders, :emails, :names, :states, :seats,
                                             :granted, :ends, :ended, :codes, :sentences)
                        """);
    }

    private static String causeCode(Reason reason) {
        return reason.cause() == null ? null : reason.cause().code().name();
    }

    private static String causeSentence(Reason reason) {
        return reason.cause() == null ? null : reason.cause().sentence();
    }

    static PoolNumbers numbers(ResultSet row) throws SQLException {
        return new PoolNumbers(
                row.getString("sku"),
                row.getInt("purchased"),
                row.getInt("used"),
                row.getInt("waiting"),
                PoolState.valueOf(row.getString("state")),
                row.getObject("reduce_to", Integer.class));
    }

    private static ProductRules rules(ResultSet row) throws SQLException {
        return new ProductRules(
                Columns.texts(row, "roles"), Columns.texts(row, "requires"), Columns.texts(row, "excludes"));
    }

    private static Seat seat(ResultSet row, StatementContext context) throws SQLException {
        return new Seat(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                holder(row),
                instant(row, "since"),
                new HashSet<>());
    }

    private static Reason reason(ResultSet row, StatementContext context) throws SQLException {
        String code = row.getString("cause_code");
        return new Reason(
                row.getObject("id", UUID.class),
                ReasonType.valueOf(row.getString("type")),
                row.getString("source"),
                row.getString("sku"),
                holder(row),
                instant(row, "granted_at"),
                row.getObject("ends_on", LocalDate.class),
                Reason.State.valueOf(row.getString("state")),
                row.getObject("seat_id", UUID.class),
                instant(row, "ended_at"),
                code == null ? null : new Cause(Cause.Code.valueOf(code), row.getString("cause_sentence")));
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(
                row.getObject("holder_id", UUID.class), row.getString("holder_email"), row.getString("holder_name"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
