package org.licensedesk.assignment.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.intake.Told.Person;
import org.licensedesk.assignment.intake.Told.PersonDeactivated;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.chassis.messaging.Received;

/** What we remember of persons. Facts and states come by two topics in any order: the later of the two, by its time, is kept. */
@ApplicationScoped
class People implements Directory {

    /** Keeps persons as they are now. */
    void keep(Handle tx, List<Received<Person>> states) {
        Map<UUID, Received<Person>> latest = new HashMap<>();
        states.forEach(state -> latest.put(state.body().id(), state)); // of one person in order: the last one counts
        Columns.of(latest.values())
                .uuid("ids", state -> state.body().id())
                .text("emails", state -> state.body().email().toLowerCase(Locale.ROOT))
                .text("names", state -> state.body().name())
                .text("titles", state -> state.body().title())
                .text("departments", state -> state.body().department())
                .uuid(
                        "managers",
                        state -> state.body().manager() == null
                                ? null
                                : state.body().manager().id())
                .flag("active", state -> state.body().active())
                .time("times", state -> state.envelope().time())
                .bindTo(tx.createUpdate("""
                                insert into person (id, email, name, title, department, manager_id, active, as_of)
                                select * from unnest(:ids, :emails, :names, :titles, :departments, :managers, :active, :times)
                                    as v(id, email, name, title, department, manager_id, active, as_of) order by id
                                on conflict (id) do update set email = excluded.email, name = excluded.name,
                                    title = excluded.title, department = excluded.department, manager_id = excluded.manager_id,
                                    active = excluded.active, as_of = excluded.as_of
                                where person.as_of <= excluded.as_of
                                """))
                .execute();
    }

    /** Marks persons inactive, whether or not their state has arrived. */
    void deactivate(Handle tx, List<Received<PersonDeactivated>> facts) {
        Map<UUID, Received<PersonDeactivated>> latest = new HashMap<>();
        facts.forEach(fact -> latest.put(fact.body().person().id(), fact));
        Columns.of(latest.values())
                .uuid("ids", fact -> fact.body().person().id())
                .text("emails", fact -> fact.body().person().email().toLowerCase(Locale.ROOT))
                .text("names", fact -> fact.body().person().name())
                .time("times", fact -> fact.envelope().time())
                .bindTo(tx.createUpdate("""
                                insert into person (id, email, name, active, as_of)
                                select id, email, name, false, as_of from unnest(:ids, :emails, :names, :times)
                                    as v(id, email, name, as_of) order by id
                                on conflict (id) do update set active = false, as_of = excluded.as_of
                                where person.as_of <= excluded.as_of
                                """))
                .execute();
    }

    @Override
    public Set<UUID> inactive(Handle tx, Collection<UUID> persons) {
        return Set.copyOf(Columns.of(persons)
                .uuid("ids", Function.identity())
                .bindTo(tx.createQuery("select id from person where id = any(:ids) and not active"))
                .mapTo(UUID.class)
                .list());
    }

    @Override
    public Map<String, KnownPerson> byEmail(Handle handle, Collection<String> emails) {
        Set<String> asked = emails.stream()
                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Map<String, KnownPerson> known = new HashMap<>();
        // an address may have moved to another person before we heard of the first one's new one: the active one counts
        Columns.of(asked)
                .text("emails", Function.identity())
                .bindTo(handle.createQuery("""
                                select id, email, name, title, department, manager_id, active from person
                                where email = any(:emails) order by active, as_of
                                """))
                .map((row, context) -> new KnownPerson(
                        new Holder(row.getObject("id", UUID.class), row.getString("email"), row.getString("name")),
                        row.getString("title"),
                        row.getString("department"),
                        row.getObject("manager_id", UUID.class),
                        row.getBoolean("active")))
                .forEach(person -> known.put(person.holder().email(), person));
        return known;
    }

    @Override
    public boolean isUpTheLine(Handle handle, String managerEmail, String personEmail) {
        return handle.createQuery("""
                        with recursive line as (
                            select manager_id from person where email = :person and manager_id is not null
                            union
                            select p.manager_id from line join person p on p.id = line.manager_id
                            where p.manager_id is not null)
                        select exists (
                            select from line join person m on m.id = line.manager_id where m.email = :manager and m.active)
                        """)
                .bind("person", personEmail)
                .bind("manager", managerEmail)
                .mapTo(Boolean.class)
                .one();
    }
}
