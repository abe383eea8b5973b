package org.licensedesk.assignment.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.Query;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/** The managers that a field offers, and which of them somebody means: whoever has active people below. */
@ApplicationScoped
public class ManagerChoices {

    private static final int OFFERED = 300;
    private static final String SELECT = """
            select m.email, m.name from person m
            where exists (select from person p where p.manager_id = m.id and p.active)
            """;

    private static final Meant.Kind<Manager> MANAGERS =
            new Meant.Kind<>("managers", Manager::email, Manager::name, Manager::label);

    private final Database database;

    ManagerChoices(Database database) {
        this.database = database;
    }

    /** A manager to choose. */
    private record Manager(String email, String name) {
        String label() {
            return name + " (" + email + ")";
        }
    }

    /** What a field offers: the first managers there are, by name. */
    public List<String> offered() {
        return database
                .read(handle -> managers(handle.createQuery(SELECT + " order by lower(m.name), m.email limit :atMost")
                        .bind("atMost", OFFERED)))
                .stream()
                .map(Manager::label)
                .toList();
    }

    /** The email of who is meant by it or by a name; nothing typed means nobody. */
    public ChosenOne chosen(String typed) {
        return Meant.one(typed, MANAGERS, this::known, entry -> "Nobody reports to " + entry + ".");
    }

    private List<Manager> known(String entry) {
        return database.read(handle -> managers(Columns.of(
                        List.of(entry, Meant.inBrackets(entry).orElse(entry)))
                .text("entries", text -> text.toLowerCase(Locale.ROOT))
                .bindTo(handle.createQuery(
                        SELECT + " and (m.email = any(:entries) or lower(m.name) = any(:entries)) order by m.email"))));
    }

    private static List<Manager> managers(Query query) {
        return query.map((row, context) -> new Manager(row.getString("email"), row.getString("name")))
                .list();
    }
}
