package org.licensedesk.assignment.reclaim;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.SeatSettings;

/** What is known of use. A seat is unused when it was held for so many days, and not used for as many. */
@ApplicationScoped
public class Usage {

    // a product of which nobody ever reported any use is no unused one: nothing is known of it
    private static final String UNUSED = """
            from seat s join pool using (sku)
                left join person p on p.id = s.holder_id
                left join product_usage u on u.sku = s.sku and u.holder_id = s.holder_id
            where s.since < :heldBefore and (u.last_used_on is null or u.last_used_on <= :usedBefore)
              and exists (select from product_usage known where known.sku = s.sku)
            """;

    private final SeatSettings settings;
    private final Clock clock;

    Usage(SeatSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A seat that nobody uses. */
    public record Unused(
            UUID seatId,
            String sku,
            String productName,
            Holder holder,
            Instant since,
            LocalDate lastUsedOn,
            boolean throughGroup) {}

    /** Where to go on in the list. */
    record Place(Instant since, UUID id) {}

    /** How many seats of each product nobody has used for so many days; products without any are left out. */
    public Map<String, Integer> unusedByProduct(Handle handle, int days) {
        return bound(handle.createQuery("select s.sku, count(*)::int as unused " + UNUSED + " group by s.sku"), days)
                .map((row, context) -> Map.entry(row.getString("sku"), row.getInt("unused")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Seats of these products that nobody has used for so many days, the longest held first. */
    List<Unused> unused(Handle handle, Collection<String> skus, int days, Place behind, int atMost) {
        var query = Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(bound(
                        handle.createQuery("""
                                select s.id, s.sku, pool.product_name, s.holder_id, coalesce(p.email, s.holder_email) as email,
                                    coalesce(p.name, s.holder_name) as name, s.since, u.last_used_on,
                                    exists (select from reason r where r.seat_id = s.id and r.state = 'HELD'
                                                and r.type = 'GROUP') as through_group
                                """ + UNUSED + " and s.sku = any(:skus)"
                                + (behind == null ? "" : " and (s.since, s.id) > (:since, :id)")
                                + " order by s.since, s.id limit :atMost"),
                        days))
                .bind("atMost", atMost);
        if (behind != null) {
            query.bind("since", behind.since().atOffset(ZoneOffset.UTC)).bind("id", behind.id());
        }
        return query.map((row, context) -> unused(row)).list();
    }

    /** Which of these seats are still unused; whoever has used theirs lately is not among them. */
    Set<UUID> stillUnused(Handle tx, Collection<UUID> seats, int days) {
        return Columns.of(seats)
                .uuid("seats", Function.identity())
                .bindTo(bound(tx.createQuery("select s.id " + UNUSED + " and s.id = any(:seats)"), days))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    /** Those of these products of which some use was ever reported. */
    Set<String> known(Handle handle, Collection<String> skus) {
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(handle.createQuery("""
                                select sku from unnest(:skus) as v(sku)
                                where exists (select from product_usage u where u.sku = v.sku)
                                """))
                .mapTo(String.class)
                .collect(Collectors.toSet());
    }

    /** All products of which some use was ever reported. */
    public Set<String> known(Handle handle) {
        return handle.createQuery(
                        "select sku from pool where exists (select from product_usage u where u.sku = pool.sku)")
                .mapTo(String.class)
                .collect(Collectors.toSet());
    }

    /** Since when the longest held seat of any product with reported use is held; empty while there is none. */
    Optional<Instant> longestHeldSince(Handle handle) {
        return handle.createQuery("""
                        select min(since) from seat s where exists (select from product_usage known where known.sku = s.sku)
                        """).mapTo(Instant.class).findOne();
    }

    /** From this day on a seat that began then counts as unused, if nobody used it. */
    LocalDate unusedFrom(Instant since, int days) {
        return LocalDate.ofInstant(since, settings.zone()).plusDays(days);
    }

    /** Whose addresses these are: of persons of the directory, or of guests who hold something. */
    Map<String, UUID> owners(Handle handle, Collection<String> emails) {
        Map<String, UUID> owners = new HashMap<>();
        Columns.of(emails)
                .text("emails", Function.identity())
                .bindTo(handle.createQuery("""
                                select holder_email as email, holder_id as id, 0 as rank from seat where holder_email = any(:emails)
                                union
                                select email, id, case when active then 2 else 1 end from person where email = any(:emails)
                                order by rank
                                """))
                .map((row, context) -> Map.entry(row.getString("email"), row.getObject("id", UUID.class)))
                .forEach(owner -> owners.put(owner.getKey(), owner.getValue()));
        return owners;
    }

    /** One person's last use of one product. */
    record Use(String sku, UUID holderId, LocalDate lastUsedOn) {}

    /** Keeps the latest day that anybody told. */
    void keep(Handle tx, Collection<Use> uses) {
        Map<Map.Entry<String, UUID>, Use> latest = new HashMap<>();
        uses.forEach(use -> latest.merge(
                Map.entry(use.sku(), use.holderId()),
                use,
                (one, other) -> one.lastUsedOn().isAfter(other.lastUsedOn()) ? one : other));
        Columns.of(new ArrayList<>(latest.values()))
                .text("skus", Use::sku)
                .uuid("holders", Use::holderId)
                .day("days", Use::lastUsedOn)
                .bindTo(tx.createUpdate("""
                                insert into product_usage (sku, holder_id, last_used_on, reported_at)
                                select sku, holder_id, last_used_on, :now from unnest(:skus, :holders, :days)
                                    as v(sku, holder_id, last_used_on) order by sku, holder_id
                                on conflict (sku, holder_id) do update set reported_at = excluded.reported_at,
                                    last_used_on = greatest(product_usage.last_used_on, excluded.last_used_on)
                                """))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bound(T statement, int days) {
        LocalDate lastDay = today().minusDays(days);
        return statement
                .bind(
                        "heldBefore",
                        lastDay.plusDays(1).atStartOfDay(settings.zone()).toOffsetDateTime())
                .bind("usedBefore", lastDay);
    }

    private static Unused unused(ResultSet row) throws SQLException {
        return new Unused(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                new Holder(row.getObject("holder_id", UUID.class), row.getString("email"), row.getString("name")),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("last_used_on", LocalDate.class),
                row.getBoolean("through_group"));
    }
}
