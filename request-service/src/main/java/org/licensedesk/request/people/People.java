package org.licensedesk.request.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.request.Sql;
import org.licensedesk.request.Words;

/** Our copy of the directory. */
@ApplicationScoped
public class People {
    private static final String COLUMNS = "p.id, p.email, p.name, p.title, p.department, p.manager_id, p.active";
    // union, not union all: a circle of managers ends the walk instead of never ending
    private static final String TEAM = """
            with recursive team as (
                select id from person where manager_id in (select id from person where email = :manager and active)
                union
                select p.id from person p join team t on p.manager_id = t.id)
            """;

    private final Database database;

    People(Database database) {
        this.database = database;
    }

    /** Takes people over as they are now. */
    public void record(Handle tx, List<Person> people) {
        tx.createUpdate("""
                        insert into person (id, email, name, title, department, manager_id, active, words)
                        select * from unnest(:id, :email, :name, :title, :department, :manager, :active, :words)
                        on conflict (id) do update set (email, name, title, department, manager_id, active, words) =
                            (excluded.email, excluded.name, excluded.title, excluded.department, excluded.manager_id,
                             excluded.active, excluded.words)
                        """)
                .bind("id", Sql.column("uuid", people, Person::id))
                .bind("email", Sql.column("text", people, Person::email))
                .bind("name", Sql.column("text", people, Person::name))
                .bind("title", Sql.column("text", people, Person::title))
                .bind("department", Sql.column("text", people, Person::department))
                .bind("manager", Sql.column("uuid", people, Person::managerId))
                .bind("active", Sql.column("bool", people, Person::active))
                .bind("words", Sql.column("text", people, p -> Words.of(p.name(), p.email(), p.department())))
                .execute();
    }

    /** Marks people as gone, ahead of the state that will say so too. */
    public void deactivate(Handle tx, List<UUID> ids) {
        tx.createUpdate("update person set active = false where id = any(:ids) and active")
                .bind("ids", Sql.array("uuid", ids))
                .execute();
    }

    /** The active person with this address. */
    public Optional<Person> active(String email) {
        return database.read(db -> db.createQuery("select " + COLUMNS
                        + " from person p where p.email = :email and p.active order by p.id desc limit 1")
                .bind("email", email)
                .map((row, context) -> person(row))
                .findOne());
    }

    /** Whether this one is from outside and has nobody who could decide on a request. */
    public boolean isGuest(CurrentUser user) {
        return !user.isAdministrator() && active(user.email()).isEmpty();
    }

    /** Whoever of these addresses is known, by address; the active one where an address had several owners. */
    public Map<String, Person> byEmail(Handle db, Collection<String> emails) {
        if (emails.isEmpty()) {
            return Map.of();
        }
        return db
                .createQuery("select " + COLUMNS
                        + " from person p where p.email = any(:emails) order by p.active desc, p.id desc")
                .bind("emails", Sql.array("text", List.copyOf(emails)))
                .map((row, context) -> person(row))
                .stream()
                .collect(Collectors.toMap(Person::email, Function.identity(), (first, other) -> first));
    }

    /** {@link #byEmail(Handle, Collection)} for a page. */
    public Map<String, Person> byEmail(Collection<String> emails) {
        return database.read(db -> byEmail(db, emails));
    }

    /** People whose name, address or department has all these words, as beginnings; by name. */
    public List<Person> search(String typed, boolean alsoGone, int limit) {
        var query = Words.asPrefixQuery(typed);
        if (query.isEmpty()) {
            return List.of();
        }
        return database.read(db -> db.createQuery("select " + COLUMNS + " from person p"
                        + " where to_tsvector('simple', p.words) @@ to_tsquery('simple', :query) and (p.active or :alsoGone)"
                        + " order by p.name, p.email limit :limit")
                .bind("query", query)
                .bind("alsoGone", alsoGone)
                .bind("limit", limit)
                .map((row, context) -> person(row))
                .list());
    }

    /** Direct and indirect reports of this person, by name. */
    public List<Person> teamOf(String manager, int limit) {
        return database.read(db -> db.createQuery(TEAM + "select " + COLUMNS
                        + " from person p join team t on t.id = p.id where p.active and p.email <> :manager"
                        + " order by p.name, p.email limit :limit")
                .bind("manager", manager)
                .bind("limit", limit)
                .map((row, context) -> person(row))
                .list());
    }

    /** Whether this person reports to that one, directly or not. */
    public boolean reportsTo(String report, String manager) {
        return database.read(db -> db.createQuery(
                        TEAM
                                + "select exists (select from person p join team t on t.id = p.id where p.active and p.email = :report)")
                .bind("report", report)
                .bind("manager", manager)
                .mapTo(Boolean.class)
                .one());
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getString("title"),
                row.getString("department"),
                row.getObject("manager_id", UUID.class),
                row.getBoolean("active"));
    }
}
