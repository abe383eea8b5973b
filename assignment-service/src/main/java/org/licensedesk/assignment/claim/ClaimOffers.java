package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.group.Memberships;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.chassis.messaging.Database;

/** What a person could claim at this moment, for pages; what a claim really brings is decided when it is made. */
@ApplicationScoped
class ClaimOffers {

    private static final int MOST_SHOWN = 200;

    private final Database database;
    private final Memberships groups;
    private final Clock clock;
    private final ClaimSettings settings;

    ClaimOffers(Database database, Memberships groups, Clock clock, ClaimSettings settings) {
        this.database = database;
        this.groups = groups;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * A product that the person may claim.
     *
     * @param held what the person holds of it and its backups already; or null
     * @param next what would be given, the product itself or a backup; null if nothing is free
     * @param isLimitReached whether the limits of today are used up
     * @param isNoneADay whether a limit is 0, so that no day gives any
     */
    record Offer(
            String sku,
            String productName,
            BigDecimal monthlyPrice,
            String currency,
            String held,
            String next,
            boolean isLimitReached,
            boolean isNoneADay) {

        public boolean isOpen() {
            return held == null && next != null && !isLimitReached;
        }

        /** How it stands, as a person would put it. */
        public String standing() {
            if (held != null) {
                return held.equals(productName) ? "You have it" : "You have " + held;
            }
            if (isNoneADay) {
                return "None are given a day";
            }
            if (isLimitReached) {
                return "No more today; try again tomorrow";
            }
            if (next == null) {
                return "All seats are taken";
            }
            return next.equals(productName) ? "Seats are free" : "All taken; you would get " + next;
        }
    }

    /** All that the person may claim, by name. */
    List<Offer> all(KnownPerson person) {
        return database.read(handle -> offers(handle, person, null));
    }

    /** The one product, if the person may claim it. */
    Optional<Offer> of(KnownPerson person, String sku) {
        return database.read(handle -> offers(handle, person, sku)).stream().findFirst();
    }

    private List<Offer> offers(Handle handle, KnownPerson person, String sku) {
        if (!person.active()) {
            return List.of();
        }
        var query = handle.createQuery("""
                        select cp.sku, p.name, p.monthly_price, p.currency,
                               (select h.name from unnest(cp.sku || cp.backups) with ordinality as c(sku, place)
                                join seat s on s.sku = c.sku and s.holder_id = :person join product h on h.sku = c.sku
                                order by c.place limit 1) as held,
                               (select n.name from unnest(cp.sku || cp.backups) with ordinality as c(sku, place)
                                join pool on pool.sku = c.sku join product n on n.sku = c.sku
                                where pool.used < pool.purchased and pool.state = 'ACTIVE' order by c.place limit 1) as next,
                               coalesce(a.claimed, 0) >= cp.per_day is true
                                   or coalesce(d.claimed, 0) >= cp.per_department_per_day is true as limit_reached,
                               cp.per_day = 0 is true or cp.per_department_per_day = 0 is true as none_a_day
                        from claim_policy cp join product p using (sku)
                        left join claim_count a on a.sku = cp.sku and a.day = :day
                        left join claim_count_of_department d
                            on d.sku = cp.sku and d.day = :day and d.department = :department
                        where cp.enabled and (cp.group_id is null or cp.group_id = any(:groups)) %s
                        order by lower(p.name), cp.sku limit %d
                        """.formatted(sku == null ? "" : "and cp.sku = :sku", MOST_SHOWN))
                .bind("person", person.holder().id())
                .bind("day", LocalDate.ofInstant(clock.instant(), settings.zone()))
                .bind("department", person.department() == null ? "" : person.department());
        Columns.of(groups.of(handle, person.holder().id()))
                .text("groups", Function.identity())
                .bindTo(query);
        if (sku != null) {
            query.bind("sku", sku);
        }
        return query.map((row, context) -> new Offer(
                        row.getString("sku"),
                        row.getString("name"),
                        row.getBigDecimal("monthly_price"),
                        row.getString("currency"),
                        row.getString("held"),
                        row.getString("next"),
                        row.getBoolean("limit_reached"),
                        row.getBoolean("none_a_day")))
                .list();
    }
}
