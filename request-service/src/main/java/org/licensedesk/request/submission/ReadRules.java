package org.licensedesk.request.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.request.Sql;
import org.licensedesk.request.catalogue.Offer;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;

/** Reads what an offer needs and excludes, and what of it a person holds, for the form. */
@ApplicationScoped
class ReadRules {
    // an exclusion stands with one of the two and holds for both
    private static final String RELATIONS = """
            select w.sku, w.name, o.needed, o.sku as other_sku, coalesce(n.name, o.sku) as other_name,
                exists (select from held_seat h
                    where h.holder_id = :holder::uuid and h.sku = o.sku and h.ended_at is null) as held,
                exists (select from held_seat h
                    where h.holder_id = :holder::uuid and h.sku = w.sku and h.ended_at is null) as idle
            from product w cross join lateral (
                select sku, true as needed from unnest(w.requires) r (sku)
                union
                select sku, false from unnest(w.excludes) e (sku)
                union
                select sku, false from product x where w.sku = any(x.excludes)) o
                left join product n on n.sku = o.sku
            where w.sku = any(:skus)
            order by array_position(:skus, w.sku), needed desc, other_name
            """;

    private final Database database;
    private final People people;
    private final CurrentUser user;

    ReadRules(Database database, People people, CurrentUser user) {
        this.database = database;
        this.people = people;
        this.user = user;
    }

    /** What holds for this person; of somebody that whoever asks may not ask for, nothing is told but the rules. */
    Rules of(Offer offer, String beneficiary) {
        var email = beneficiary == null || beneficiary.isBlank()
                ? user.email()
                : beneficiary.strip().toLowerCase(Locale.ROOT);
        var person = mayAskFor(email) ? people.active(email).orElse(null) : null;
        return new Rules(
                offer, email.equals(user.email()) || person == null ? null : person.name(), relations(offer, person));
    }

    private List<Rules.Relation> relations(Offer offer, Person holder) {
        UUID id = holder == null ? null : holder.id();
        return database.read(db -> db.createQuery(RELATIONS)
                .bind("skus", Sql.array("text", offer.skus()))
                .bind("holder", id)
                .map((row, context) -> new Rules.Relation(
                        row.getString("sku"),
                        row.getString("name"),
                        row.getBoolean("needed"),
                        row.getString("other_sku"),
                        row.getString("other_name"),
                        row.getBoolean("held"),
                        row.getBoolean("idle") || holder == null))
                .list());
    }

    private boolean mayAskFor(String email) {
        return email.equals(user.email()) || user.isAdministrator() || people.reportsTo(email, user.email());
    }
}
