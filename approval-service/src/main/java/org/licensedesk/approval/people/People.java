package org.licensedesk.approval.people;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;

/** Everybody in the directory, to look at. */
@ApplicationScoped
class People implements PanacheRepositoryBase<Person, UUID> {

    /** Whoever has these words in name, email, title or department, by name; inactive ones only when asked for. */
    PageOf<Person> search(String words, boolean alsoInactive, int limit, Optional<Cursor> after) {
        var query = new StringBuilder("from Person p left join fetch p.manager where ")
                .append(alsoInactive ? "p.id is not null" : "p.active");
        var parameters = new Parameters();
        var number = 0;
        for (var word : words.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (word.isEmpty() || number == MOST_WORDS) {
                continue;
            }
            var name = "word" + number++;
            query.append(
                            " and lower(concat(p.name, ' ', p.email, ' ', coalesce(p.title, ''), ' ', coalesce(p.department, ''))) like :")
                    .append(name)
                    .append(" escape '!'");
            parameters.and(name, "%" + word.replaceAll("([!%_])", "!$1") + "%");
        }
        after.ifPresent(place -> {
            query.append(" and (p.name > :name or (p.name = :name and p.id > :id))");
            parameters.and("name", place.text(0)).and("id", place.uuid(1));
        });
        var found = find(query + " order by p.name, p.id", parameters)
                .page(0, limit + 1)
                .list();
        return PageOf.of(found, limit, last -> Cursor.at(last.name(), last.id()));
    }

    /** One person with their manager. */
    Optional<Person> withManager(UUID id) {
        return find("from Person p left join fetch p.manager where p.id = ?1", id)
                .firstResultOptional();
    }

    /** Whom this person manages, by name. */
    List<Person> reportsOf(UUID managerId) {
        return list("from Person p where p.manager.id = ?1 and p.active order by p.name, p.id", managerId);
    }

    /** Whether this address belongs to an active person. */
    boolean isActive(String email) {
        return count("email = ?1 and active", email) > 0;
    }

    private static final int MOST_WORDS = 8;
}
