package org.licensedesk.assignment.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.Query;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Like;
import org.licensedesk.chassis.messaging.Database;

/** The groups that a field offers, and which of them somebody means. */
@ApplicationScoped
public class GroupChoices {

    private static final int OFFERED = 300;
    private static final int SUGGESTED = 3;
    // of several with one name, each shows which it is
    private static final String SELECT = """
            select id, name, (select count(*) from directory_group o
                              where lower(o.name) = lower(g.name) and not o.deleted) > 1 as shared
            from directory_group g where not deleted
            """;

    private static final Meant.Kind<Group> GROUPS = new Meant.Kind<>("groups", Group::id, Group::name, Group::label);

    private final Database database;

    GroupChoices(Database database) {
        this.database = database;
    }

    /** A group to choose. */
    private record Group(String id, String name, boolean shared) {
        String label() {
            return shared ? name + " (" + id + ")" : name;
        }
    }

    /** What a field offers: the first groups there are, by name. */
    public List<String> offered() {
        return database
                .read(handle -> groups(handle.createQuery(SELECT + " order by lower(name), id limit :atMost")
                        .bind("atMost", OFFERED)))
                .stream()
                .map(Group::label)
                .toList();
    }

    /** How a group stands in a field; one that is gone stands there as its id. */
    public String label(String id) {
        return known(id).stream()
                .filter(group -> group.id().equals(id))
                .map(Group::label)
                .findFirst()
                .orElse(id);
    }

    /** The group that is meant by its name or id; nothing typed means none. */
    public ChosenOne chosen(String typed) {
        return Meant.one(typed, GROUPS, this::known, this::unknown);
    }

    private String unknown(String entry) {
        List<Group> alike = database.read(handle ->
                groups(handle.createQuery(SELECT + " and name ilike :pattern order by lower(name), id limit :atMost")
                        .bind("pattern", Like.containing(entry))
                        .bind("atMost", SUGGESTED)));
        return "There is no group " + entry + "."
                + (alike.isEmpty() ? "" : " Do you mean one of these: " + Meant.listed(alike, Group::label) + "?");
    }

    /** All that this could mean. */
    private List<Group> known(String entry) {
        return database.read(handle ->
                groups(Columns.of(List.of(entry, Meant.inBrackets(entry).orElse(entry)))
                        .text("entries", text -> text)
                        .text("lower", text -> text.toLowerCase(Locale.ROOT))
                        .bindTo(handle.createQuery(SELECT
                                + " and (id = any(:entries) or lower(id) = any(:lower) or lower(name) = any(:lower))"
                                + " order by lower(name), id"))));
    }

    private static List<Group> groups(Query query) {
        return query.map((row, context) ->
                        new Group(row.getString("id"), row.getString("name"), row.getBoolean("shared")))
                .list();
    }
}
