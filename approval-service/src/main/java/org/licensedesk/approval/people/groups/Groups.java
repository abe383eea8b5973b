package org.licensedesk.approval.people.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;

/** The groups as they are defined. */
@ApplicationScoped
public class Groups {

    private static final String DEFINITION = """
            select g.id, g.name, g.rule_department, g.rule_title, g.rule_direct_only,
                m.id as manager_id, m.email as manager_email, m.name as manager_name
            from people_group g left join person m on m.id = g.rule_manager_id
            """;

    /** One group in a list. */
    public record Row(String id, String name, Rule rule, int people, int parts, int members) {}

    /** Somebody in the directory. */
    public record Known(UUID id, String email, String name, boolean active) {
        public PersonRef ref() {
            return new PersonRef(id, email, name);
        }
    }

    /** A group with everything it is made of. */
    public Optional<Group> find(Handle handle, String id) {
        return head(handle, id)
                .map(head -> new Group(id, head.name(), head.rule(), chosen(handle, id), parts(handle, id)));
    }

    /** Name and rule of a group, without what it is made of. */
    public Optional<Row> head(Handle handle, String id) {
        try (var query = handle.createQuery(DEFINITION + " where g.id = :id")) {
            return query.bind("id", id)
                    .map((row, context) -> new Row(id, row.getString("name"), rule(row), 0, 0, 0))
                    .findFirst();
        }
    }

    /** Groups that have all these words in name or id, by name. */
    PageOf<Row> search(Handle handle, String words, int limit, Optional<Cursor> after) {
        try (var query = handle.createQuery("""
                select found.*, m.id as manager_id, m.email as manager_email, m.name as manager_name,
                    (select count(*) from group_chosen_person c where c.group_id = found.id) as people,
                    (select count(*) from group_part p where p.group_id = found.id) as parts,
                    (select count(*) from group_member e where e.group_id = found.id) as members
                from (
                    select g.* from people_group g
                    where (g.name, g.id) > (:name, :id)
                        and not exists (select from unnest(:words) as word
                            where position(word in lower(g.name || ' ' || g.id)) = 0)
                    order by g.name, g.id limit :limit
                ) found left join person m on m.id = found.rule_manager_id
                order by found.name, found.id
                """)) {
            var rows = query.bind("name", after.map(place -> place.text(0)).orElse(""))
                    .bind("id", after.map(place -> place.text(1)).orElse(""))
                    .bind("limit", limit + 1)
                    .bindArray(
                            "words",
                            String.class,
                            List.of(words.strip().toLowerCase(Locale.ROOT).split("\\s+")))
                    .map((row, context) -> new Row(
                            row.getString("id"),
                            row.getString("name"),
                            rule(row),
                            row.getInt("people"),
                            row.getInt("parts"),
                            row.getInt("members")))
                    .list();
            return PageOf.of(rows, limit, last -> Cursor.at(last.name(), last.id()));
        }
    }

    /** The groups with these ids, as far as there are such. */
    public Map<String, GroupRef> named(Handle handle, Collection<String> ids) {
        var named = new LinkedHashMap<String, GroupRef>();
        try (var query =
                handle.createQuery("select id, name from people_group where id = any (:ids) order by name, id")) {
            query.bindArray("ids", String.class, ids)
                    .mapTo(GroupRef.class)
                    .forEach(group -> named.put(group.id(), group));
        }
        return named;
    }

    /** The persons with these emails, given in lower case, as far as there are such. */
    public Map<String, Known> persons(Handle handle, Collection<String> emails) {
        var persons = new HashMap<String, Known>();
        try (var query = handle.createQuery("select id, email, name, active from person where email = any (:emails)")) {
            query.bindArray("emails", String.class, emails)
                    .mapTo(Known.class)
                    .forEach(person -> persons.put(person.email(), person));
        }
        return persons;
    }

    /** Which groups are part of which, all of them. */
    public Map<String, List<String>> partsOfAll(Handle handle) {
        var parts = new HashMap<String, List<String>>();
        try (var query = handle.createQuery("select group_id, part_id from group_part order by group_id, part_id")) {
            query.map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(edge -> parts.computeIfAbsent(edge.getKey(), group -> new java.util.ArrayList<>())
                            .add(edge.getValue()));
        }
        return parts;
    }

    /** The groups that this one is part of, by name. */
    List<GroupRef> containing(Handle handle, String id) {
        try (var query = handle.createQuery("""
                select g.id, g.name from group_part p join people_group g on g.id = p.group_id
                where p.part_id = :id order by g.name, g.id
                """)) {
            return query.bind("id", id).mapTo(GroupRef.class).list();
        }
    }

    /** The departments or titles there are, to choose from. */
    public List<String> values(Handle handle, boolean departments, int limit) {
        var column = departments ? "department" : "title";
        try (var query = handle.createQuery("select distinct " + column + " from person where active and " + column
                + " is not null order by 1 limit :limit")) {
            return query.bind("limit", limit).mapTo(String.class).list();
        }
    }

    /** Removes a group that nobody belongs to any more. */
    void delete(Handle tx, String id) {
        for (var table : List.of("group_chosen_person", "group_part")) {
            tx.execute("delete from " + table + " where group_id = ?", id);
        }
        tx.execute("delete from people_group where id = ?", id);
    }

    private static List<PersonRef> chosen(Handle handle, String id) {
        try (var query = handle.createQuery("""
                select p.id, p.email, p.name from group_chosen_person c join person p on p.id = c.person_id
                where c.group_id = :id order by p.email
                """)) {
            return query.bind("id", id).mapTo(PersonRef.class).list();
        }
    }

    private static List<GroupRef> parts(Handle handle, String id) {
        try (var query = handle.createQuery("""
                select g.id, g.name from group_part p join people_group g on g.id = p.part_id
                where p.group_id = :id order by g.name, g.id
                """)) {
            return query.bind("id", id).mapTo(GroupRef.class).list();
        }
    }

    private static Rule rule(ResultSet row) throws SQLException {
        var department = row.getString("rule_department");
        var title = row.getString("rule_title");
        var managerId = row.getObject("manager_id", UUID.class);
        if (department == null && title == null && managerId == null) {
            return null;
        }
        return new Rule(
                department,
                title,
                managerId == null
                        ? null
                        : new PersonRef(managerId, row.getString("manager_email"), row.getString("manager_name")),
                row.getBoolean("rule_direct_only"));
    }
}
