package org.licensedesk.assignment.seat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;

/** Who holds what and why, and who waits: for pages and the API, never asked before a decision. */
@ApplicationScoped
public class Seats {

    private static final TypeReference<List<ReasonRow>> REASONS = new TypeReference<>() {};

    private static final String SELECT = """
            select s.id, s.sku, pool.product_name, coalesce(p.email, s.holder_email) as email,
                   coalesce(p.name, s.holder_name) as name, p.title, s.since, pool.state,
                   (select jsonb_agg(jsonb_build_object('type', r.type, 'source', r.source, 'endsOn', r.ends_on)
                                     order by r.granted_at, r.id)
                    from reason r where r.seat_id = s.id and r.state = 'HELD') as reasons,
                   array(select n.product_name from pool n where n.sku = any(pool.requires)
                         and not exists (select from seat o where o.holder_id = s.holder_id and o.sku = n.sku)
                         order by 1) as lacks,
                   array(select n.product_name from seat o join pool n on n.sku = o.sku
                         where o.holder_id = s.holder_id and o.sku = any(pool.excludes) order by 1) as clashes,
                   array(select n.product_name from seat o join pool n on n.sku = o.sku
                         where o.holder_id = s.holder_id and s.sku = any(n.requires) order by 1) as needed_by
            from seat s join pool using (sku) left join person p on p.id = s.holder_id
            """;

    private final Database database;
    private final ObjectMapper json;

    Seats(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Where to go on in the list of seats. */
    public record Place(Instant since, UUID id) {}

    /** Seats in the order in which they were given, of one product or holder if named, behind a place if given. */
    public List<SeatRow> list(String sku, String holderEmail, Place after, int atMost) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        if (sku != null) {
            conditions.add("s.sku = :sku");
            values.put("sku", sku);
        }
        if (holderEmail != null) {
            // a person's email may have changed since the seat was given: the directory's word goes before the seat's
            conditions.add("s.holder_id in (select id from person where email = :email"
                    + " union select holder_id from seat where holder_email = :email)");
            conditions.add("coalesce(p.email, s.holder_email) = :email");
            values.put("email", holderEmail);
        }
        if (after != null) {
            conditions.add("(s.since, s.id) > (:since, :id)");
            values.put("since", after.since().atOffset(ZoneOffset.UTC));
            values.put("id", after.id());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return database.read(handle -> handle.createQuery(SELECT + where + " order by s.since, s.id limit :atMost")
                .bindMap(values)
                .bind("atMost", atMost)
                .map((row, context) -> seat(row))
                .list());
    }

    /** One seat. */
    public Optional<SeatRow> of(UUID id) {
        return database.read(handle -> handle.createQuery(SELECT + " where s.id = :id")
                .bind("id", id)
                .map((row, context) -> seat(row))
                .findOne());
    }

    /** The waiting list of a product, in its order. */
    public List<WaitingRow> waitingFor(String sku, int atMost) {
        return waiting("r.sku = :value", sku, atMost);
    }

    /** What a person waits for. */
    public List<WaitingRow> waitingOf(String holderEmail) {
        return waiting("coalesce(p.email, r.holder_email) = :value", holderEmail, 200);
    }

    /** Whose reasons stand under this address; a guest who joined the directory may have two ids. */
    Set<UUID> holdersOf(Handle tx, String holderEmail) {
        return tx.createQuery("""
                        select r.holder_id from reason r left join person p on p.id = r.holder_id
                        where r.state = 'WAITING' and coalesce(p.email, r.holder_email) = :email
                        """).bind("email", holderEmail).mapTo(UUID.class).collect(Collectors.toSet());
    }

    private List<WaitingRow> waiting(String condition, String value, int atMost) {
        return database.read(handle -> handle.createQuery("""
                        with first as (
                            select distinct on (r.sku, r.holder_id) r.* from reason r left join person p on p.id = r.holder_id
                            where r.state = 'WAITING' and %s
                            order by r.sku, r.holder_id, r.granted_at, r.id)
                        select r.sku, pool.product_name, coalesce(p.email, r.holder_email) as email,
                               coalesce(p.name, r.holder_name) as name, p.title, r.granted_at,
                               (select jsonb_agg(jsonb_build_object('type', o.type, 'source', o.source, 'endsOn', o.ends_on)
                                                 order by o.granted_at, o.id)
                                from reason o where o.state = 'WAITING' and o.sku = r.sku and o.holder_id = r.holder_id) as reasons,
                               (select count(distinct e.holder_id) from reason e where e.state = 'WAITING' and e.sku = r.sku
                                  and (e.granted_at, e.id) <= (r.granted_at, r.id)) as position
                        from first r join pool using (sku) left join person p on p.id = r.holder_id
                        order by r.granted_at, r.id limit :atMost
                        """.formatted(condition))
                .bind("value", value)
                .bind("atMost", atMost)
                .map((row, context) -> new WaitingRow(
                        row.getString("sku"),
                        row.getString("product_name"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getString("title"),
                        instant(row, "granted_at"),
                        row.getInt("position"),
                        reasons(row.getString("reasons"))))
                .list());
    }

    private SeatRow seat(ResultSet row) throws SQLException {
        return new SeatRow(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                row.getString("email"),
                row.getString("name"),
                row.getString("title"),
                instant(row, "since"),
                PoolState.valueOf(row.getString("state")),
                reasons(row.getString("reasons")),
                Columns.texts(row, "lacks"),
                Columns.texts(row, "clashes"),
                Columns.texts(row, "needed_by"));
    }

    private List<ReasonRow> reasons(String aggregated) {
        try {
            return aggregated == null ? List.of() : json.readValue(aggregated, REASONS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("reasons were put together by the database: " + aggregated, impossible);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
