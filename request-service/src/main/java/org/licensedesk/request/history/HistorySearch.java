package org.licensedesk.request.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.request.Sql;

/**
 * Finds history entries by index alone, in the order of time, from a place on. The history only grows: nothing here counts it,
 * skips a number of rows, or reads one that is not shown or was not asked for by another index.
 */
@ApplicationScoped
class HistorySearch {
    /** Which end of time comes first. */
    enum Direction {
        OLDEST_FIRST(">", "asc"),
        NEWEST_FIRST("<", "desc");

        private final String beyond;
        private final String order;

        Direction(String beyond, String order) {
            this.beyond = beyond;
            this.order = order;
        }
    }

    private static final String COLUMNS = """
            h.id, h.at, h.type, h.version, h.source, h.topic, h.aggregate_type, h.aggregate_id, h.sequence, h.actor,
            h.causation_id, h.request_id, h.sku, h.person, h.sentence, h.in_short, h.body, h.recorded_at""";
    private static final String OF_SEVERAL_PRODUCTS =
            "history_product q join history h on h.id = q.entry and h.at = q.at";
    private static final int MOST_CONSEQUENCES = 5;

    private final Database database;

    HistorySearch(Database database) {
        this.database = database;
    }

    /** What an entry led to: the first few, and whether there are more. */
    record Consequences(List<HistoryEntry> first, boolean andMore) {
        static final Consequences NONE = new Consequences(List.of(), false);
    }

    /** Up to this many entries beyond a place. */
    List<HistoryEntry> find(HistoryFilter filter, Direction direction, Optional<Cursor> place, int limit) {
        if (filter.anyOf() != null && filter.anyOf().isNothing()) {
            return List.of();
        }
        var question = new Question(filter, direction, place, limit);
        return database.inTransaction(db -> {
            // the right index depends on the values: a plan for any of them would read too much
            db.execute("set local plan_cache_mode = force_custom_plan");
            return question.ask(db);
        });
    }

    /** The whole story of one request, in the order in which it happened. */
    List<HistoryEntry> storyOf(UUID request) {
        return database.read(db -> db.createQuery(
                        "select " + COLUMNS + " from history h where h.request_id = :request order by h.at, h.id")
                .bind("request", request)
                .map((row, context) -> entry(row))
                .list());
    }

    /** These entries, by their id. */
    Map<UUID, HistoryEntry> byId(Collection<UUID> ids) {
        // no immutable map: callers ask it for entries without a cause, too
        if (ids.isEmpty()) {
            return new HashMap<>();
        }
        return database.read(db -> db
                .createQuery("select " + COLUMNS + " from history h where h.id = any(:ids)")
                .bind("ids", Sql.array("uuid", List.copyOf(ids)))
                .map((row, context) -> entry(row))
                .stream()
                .collect(Collectors.toMap(HistoryEntry::id, Function.identity())));
    }

    /** What each of these entries led to. */
    Map<UUID, Consequences> consequencesOf(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var found = database.read(db -> db.createQuery("select " + COLUMNS + """
                         from unnest(:ids) c (id) cross join lateral (
                            select * from history e where e.causation_id = c.id order by e.at, e.id limit :limit) h
                        order by h.at, h.id
                        """)
                .bind("ids", Sql.array("uuid", List.copyOf(ids)))
                .bind("limit", MOST_CONSEQUENCES + 1)
                .map((row, context) -> entry(row))
                .list());
        var byCause = found.stream()
                .collect(Collectors.groupingBy(HistoryEntry::causationId, LinkedHashMap::new, Collectors.toList()));
        return byCause.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new Consequences(
                                each.getValue().stream()
                                        .limit(MOST_CONSEQUENCES)
                                        .toList(),
                                each.getValue().size() > MOST_CONSEQUENCES)));
    }

    /** One search: the SQL it needs, and its values. */
    private record Question(
            HistoryFilter filter, Direction direction, Optional<Cursor> place, int limit, Map<String, Object> values) {
        Question(HistoryFilter filter, Direction direction, Optional<Cursor> place, int limit) {
            this(filter, direction, place, limit, new LinkedHashMap<>());
        }

        List<HistoryEntry> ask(Handle db) {
            var query = db.createQuery(sql());
            values.forEach((name, value) -> {
                if (value instanceof Instant at) {
                    query.bind(name, Sql.moment(at));
                } else {
                    query.bind(name, value);
                }
            });
            var anyOf = filter.anyOf();
            if (anyOf != null && !anyOf.people().isEmpty()) {
                query.bind("anyPeople", Sql.array("text", anyOf.people()));
            }
            if (anyOf != null && !anyOf.skus().isEmpty()) {
                query.bind("anySkus", Sql.array("text", anyOf.skus()));
            }
            return query.map((row, context) -> entry(row)).list();
        }

        private String sql() {
            var conditions = conditions();
            var anyOf = filter.anyOf();
            if (anyOf == null && filter.sku() == null) {
                return "select " + COLUMNS + " from history h" + people() + " where true" + conditions + ordered("h");
            }
            // each meaning of what is looked for by its own index, then the best of all
            var ways = new ArrayList<String>();
            if (anyOf == null) {
                values.put("sku", filter.sku());
                ways.add(way("history h", "h.sku = :sku", conditions));
                ways.add(way(OF_SEVERAL_PRODUCTS, "q.sku = :sku", conditions));
                return best(ways);
            }
            if (anyOf.id() != null) {
                values.put("anyId", anyOf.id());
                ways.add(way("history h", "h.request_id = :anyId", conditions));
                ways.add(way("history h", "h.id = :anyId", conditions));
            }
            if (!anyOf.people().isEmpty()) {
                ways.add("select f.* from unnest(:anyPeople) a (email) cross join lateral ("
                        + way(
                                "history_person ap join history h on h.id = ap.entry and h.at = ap.at",
                                "ap.email = a.email",
                                conditions)
                        + ") f");
            }
            if (!anyOf.skus().isEmpty()) {
                ways.add("select f.* from unnest(:anySkus) a (sku) cross join lateral ("
                        + way("history h", "h.sku = a.sku", conditions) + ") f");
                ways.add("select f.* from unnest(:anySkus) a (sku) cross join lateral ("
                        + way(OF_SEVERAL_PRODUCTS, "q.sku = a.sku", conditions) + ") f");
            }
            return best(ways);
        }

        private String best(List<String> ways) {
            return "select " + COLUMNS + " from (select id from ((" + String.join(") union (", ways)
                    + ")) found) f join history h on h.id = f.id" + ordered("h");
        }

        private String way(String from, String condition, String conditions) {
            return "select h.id from " + from + people() + " where " + condition + conditions + ordered("h");
        }

        private String people() {
            var joins = new StringBuilder();
            if (filter.person() != null) {
                values.put("person", filter.person());
                joins.append(" join history_person p on p.email = :person and p.entry = h.id and p.at = h.at");
            }
            if (filter.actor() != null && !filter.actor().equals(Origin.SYSTEM)) {
                values.put("actor", filter.actor());
                joins.append(
                        " join history_person d on d.email = :actor and d.acted and d.entry = h.id and d.at = h.at");
            }
            return joins.toString();
        }

        private String conditions() {
            var conditions = new StringBuilder();
            add(conditions, "h.request_id = :request", "request", filter.request());
            if (filter.anyOf() != null) {
                add(
                        conditions,
                        "(h.sku = :sku or exists (select from history_product s"
                                + " where s.sku = :sku and s.at = h.at and s.entry = h.id))",
                        "sku",
                        filter.sku());
            }
            add(conditions, "h.type = :type", "type", filter.type());
            if (Origin.SYSTEM.equals(filter.actor())) {
                add(conditions, "h.actor = :system", "system", Origin.SYSTEM);
            }
            add(conditions, "h.at >= :from", "from", filter.from());
            add(conditions, "h.at < :to", "to", filter.to());
            place.ifPresent(cursor -> {
                // the first part is for the joined tables: they know the time, too
                conditions.append(" and h.at " + direction.beyond + "= :placeAt");
                conditions.append(" and (h.at, h.id) " + direction.beyond + " (:placeAt, :placeId)");
                values.put("placeAt", cursor.instant(0));
                values.put("placeId", cursor.uuid(1));
            });
            return conditions.toString();
        }

        private void add(StringBuilder conditions, String condition, String name, Object value) {
            if (value != null) {
                conditions.append(" and ").append(condition);
                values.put(name, value);
            }
        }

        private String ordered(String table) {
            return " order by " + table + ".at " + direction.order + ", " + table + ".id " + direction.order + " limit "
                    + limit;
        }
    }

    private static HistoryEntry entry(ResultSet row) throws SQLException {
        return new HistoryEntry(
                row.getObject("id", UUID.class),
                Sql.instant(row, "at"),
                row.getString("type"),
                row.getInt("version"),
                row.getString("source"),
                row.getString("topic"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("sequence"),
                row.getString("actor"),
                row.getObject("causation_id", UUID.class),
                row.getObject("request_id", UUID.class),
                row.getString("sku"),
                row.getString("person"),
                row.getString("sentence"),
                row.getString("in_short"),
                row.getString("body"),
                Sql.instant(row, "recorded_at"));
    }
}
