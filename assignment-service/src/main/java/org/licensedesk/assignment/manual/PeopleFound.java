package org.licensedesk.assignment.manual;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.licensedesk.assignment.seat.Like;
import org.licensedesk.chassis.messaging.Database;

/** Finds people to choose from; only those who can hold something. */
@ApplicationScoped
class PeopleFound {

    private final Database database;

    PeopleFound(Database database) {
        this.database = database;
    }

    /** Somebody, and whether they hold or wait for the product in question. */
    record Found(String email, String name, String title, String department, boolean holds, boolean waits) {}

    /** Active people whose name, address, title or department has this in it, with how they stand to the product. */
    List<Found> search(String text, String sku, int atMost) {
        if (text.isEmpty()) {
            return List.of();
        }
        return database.read(handle -> handle.createQuery("""
                        select p.email, p.name, p.title, p.department,
                               exists (select from seat s where s.sku = :sku and s.holder_id = p.id) as holds,
                               exists (select from reason r where r.holder_id = p.id and r.sku = :sku
                                       and r.state = 'WAITING') as waits
                        from person p
                        where p.active and (p.name ilike :pattern or p.email ilike :pattern
                                            or p.title ilike :pattern or p.department ilike :pattern)
                        order by lower(p.name), p.email limit :atMost
                        """)
                .bind("sku", sku)
                .bind("pattern", Like.containing(text))
                .bind("atMost", atMost)
                .mapTo(Found.class)
                .list());
    }
}
