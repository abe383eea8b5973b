package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Like;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.chassis.messaging.Database;

/** Groups, what is on them and what their members have of it: for pages and the API, never asked before a decision. */
@ApplicationScoped
class GroupRows {

    private static final String LIVE = "r.state in ('WAITING', 'HELD', 'BLOCKED')";

    private static final String SELECT = """
            select g.id, g.name,
                   (select count(*) from group_member m where m.group_id = g.id) as members,
                   (select count(*) from group_product gp where gp.group_id = g.id) as products,
                   (select count(*) from reason r where r.type = 'GROUP' and r.source = g.id
                       and r.state in ('WAITING', 'BLOCKED')) as errors
            from directory_group g
            """;

    private final Database database;

    GroupRows(Database database) {
        this.database = database;
    }

    /** Where to go on in the list of groups. */
    record Place(String name, String id) {}

    /** Where to go on in the list of states. */
    record StatePlace(MemberState state, String name, UUID holderId, String sku) {}

    Optional<GroupRow> of(String id) {
        return database.read(handle -> handle.createQuery(SELECT + " where g.id = :id and not g.deleted")
                .bind("id", id)
                .mapTo(GroupRow.class)
                .findOne());
    }

    /** Groups by name; those with this word in name or id, or with this product on them. */
    List<GroupRow> list(String text, String sku, Place after, int atMost) {
        List<String> conditions = new ArrayList<>(List.of("not g.deleted"));
        if (!text.isEmpty()) {
            conditions.add("(g.name ilike :text or g.id ilike :text)");
        }
        if (sku != null) {
            conditions.add("exists (select from group_product o where o.group_id = g.id and o.sku = :sku)");
        }
        if (after != null) {
            conditions.add("(lower(g.name), g.id) > (lower(:name), :id)");
        }
        return database.read(handle -> {
            var query = handle.createQuery(SELECT + " where " + String.join(" and ", conditions)
                            + " order by lower(g.name), g.id limit :atMost")
                    .bind("atMost", atMost);
            if (!text.isEmpty()) {
                query.bind("text", Like.containing(text));
            }
            if (sku != null) {
                query.bind("sku", sku);
            }
            if (after != null) {
                query.bind("name", after.name()).bind("id", after.id());
            }
            return query.mapTo(GroupRow.class).list();
        });
    }

    /** The skus on each of these groups. */
    Map<String, List<String>> skusOn(List<String> ids) {
        return database.read(handle -> Columns.of(ids)
                .text("ids", Function.identity())
                .bindTo(handle.createQuery("""
                                select group_id, array_agg(sku order by sku) as skus from group_product
                                where group_id = any(:ids) group by group_id
                                """))
                .reduceRows(new java.util.HashMap<String, List<String>>(), (all, row) -> {
                    all.put(row.getColumn("group_id", String.class), List.of(row.getColumn("skus", String[].class)));
                    return all;
                }));
    }

    /** What is on a group, in the order in which it was put there. */
    List<OnGroupRow> productsOn(String id) {
        return database.read(handle -> handle.createQuery("""
                        select gp.sku, p.name as product_name, p.monthly_price, p.currency, pool.purchased, pool.used, gp.since,
                               coalesce(c.active, 0) as active, coalesce(c.lacking, 0) as lacking,
                               coalesce(c.waiting, 0) as waiting, coalesce(c.errors, 0) as errors
                        from group_product gp join product p using (sku) join pool using (sku)
                        left join (
                            select sku, count(*) filter (where kept = 'HELD') as active,
                                   count(*) filter (where state = 'WARNED') as lacking,
                                   count(*) filter (where kept = 'WAITING') as waiting,
                                   count(*) filter (where kept = 'BLOCKED') as errors
                            from (select r.sku, r.state as kept, %s as state
                                  from reason r where r.type = 'GROUP' and r.source = :id and %s) r group by sku) c using (sku)
                        where gp.group_id = :id order by gp.since, gp.sku
                        """.formatted(MemberState.OF_REASON, LIVE))
                .bind("id", id)
                .mapTo(OnGroupRow.class)
                .list());
    }

    /** How many are in each state. */
    Map<MemberState, Long> counts(String id) {
        Map<MemberState, Long> counts = new EnumMap<>(MemberState.class);
        database.read(handle -> handle.createQuery("select " + MemberState.OF_REASON + " as state, count(*) as people"
                                + " from reason r where r.type = 'GROUP' and r.source = :id and " + LIVE
                                + " group by 1")
                        .bind("id", id)
                        .map((row, context) ->
                                Map.entry(MemberState.valueOf(row.getString("state")), row.getLong("people")))
                        .list())
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** How many people's seats are yet to follow a change of a moment ago. */
    int unsettled(String id) {
        return database.read(handle ->
                handle.createQuery("""
                        select count(distinct holder_id) from group_mark k where k.group_id = :id
                        """).bind("id", id).mapTo(Integer.class).one());
    }

    /**
     * What the members have, errors first, then by name.
     *
     * @param only these states
     */
    List<StateRow> states(String id, List<MemberState> only, StatePlace after, int atMost) {
        String place = after == null
                ? ""
                : " where (rank, lower(name), holder_id, sku) > (:rank, lower(:name), :holder, :sku)";
        return database.read(handle -> {
            var query = Columns.of(only).text("only", MemberState::name).bindTo(handle.createQuery("""
                                    with line as (
                                        select sku, holder_id, count(*) over (partition by sku) as length,
                                               row_number() over (partition by sku order by granted_at, id) as position
                                        from (select distinct on (w.sku, w.holder_id) w.* from reason w
                                              where w.state = 'WAITING'
                                                and w.sku in (select gp.sku from group_product gp where gp.group_id = :id)
                                              order by w.sku, w.holder_id, w.granted_at, w.id) first),
                                    members as (
                                        select line.position, line.length, r.holder_id, coalesce(p.email, r.holder_email) as email,
                                               coalesce(p.name, r.holder_name) as name, p.title, r.sku, pool.product_name,
                                               pool.purchased, pool.state as pool_state, r.cause_sentence, %s as state,
                                               array(select n.product_name from pool n where n.sku = any(pool.requires)
                                                     and not exists (select from seat s where s.holder_id = r.holder_id
                                                                       and s.sku = n.sku) order by 1) as lacking
                                        from reason r join pool using (sku) left join person p on p.id = r.holder_id
                                            left join line on r.state = 'WAITING'
                                                and line.sku = r.sku and line.holder_id = r.holder_id
                                        where r.type = 'GROUP' and r.source = :id and %s),
                                    ranked as (
                                        select members.*, array_position(:order, state) as rank
                                        from members where state = any(:only))
                                    select * from ranked%s order by rank, lower(name), holder_id, sku limit :atMost
                                    """.formatted(
                            MemberState.OF_REASON, LIVE, place)));
            Columns.of(List.of(MemberState.values()))
                    .text("order", MemberState::name)
                    .bindTo(query);
            query.bind("id", id).bind("atMost", atMost);
            if (after != null) {
                query.bind("rank", after.state().ordinal() + 1)
                        .bind("name", after.name())
                        .bind("holder", after.holderId())
                        .bind("sku", after.sku());
            }
            return query.map((row, context) -> {
                        MemberState state = MemberState.valueOf(row.getString("state"));
                        String productName = row.getString("product_name");
                        return new StateRow(
                                row.getObject("holder_id", UUID.class),
                                row.getString("email"),
                                row.getString("name"),
                                row.getString("title"),
                                row.getString("sku"),
                                productName,
                                state,
                                row.getObject("position") == null ? null : row.getInt("position"),
                                row.getInt("length"),
                                cause(state, row),
                                warning(state, row));
                    })
                    .list();
        });
    }

    private static String cause(MemberState state, ResultSet row) throws SQLException {
        String kept = row.getString("cause_sentence");
        return kept != null || state.hasSeat()
                ? kept
                : noSeat(row.getString("product_name"), row.getInt("purchased"), row.getString("pool_state"));
    }

    private static String warning(MemberState state, ResultSet row) throws SQLException {
        return state == MemberState.WARNED
                ? Cause.missingPrerequisite(
                                row.getString("name"), row.getString("product_name"), Columns.texts(row, "lacking"))
                        .sentence()
                : null;
    }

    private static String noSeat(String productName, int purchased, String poolState) {
        PoolState state = PoolState.valueOf(poolState);
        Cause cause =
                state.givesSeats() ? Cause.noFreeSeat(productName, purchased) : Cause.poolClosed(productName, state);
        return cause.sentence();
    }
}
