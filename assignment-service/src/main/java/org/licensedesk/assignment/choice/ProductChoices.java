package org.licensedesk.assignment.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Like;
import org.licensedesk.chassis.messaging.Database;

/** The products that fields offer, and which of them somebody means. */
@ApplicationScoped
public class ProductChoices {

    // a catalogue has hundreds: those with seats come with the page, the others as one types
    private static final int OFFERED = 100;
    private static final int FOUND = 20;
    private static final int SUGGESTED = 3;
    private static final String SELECT = "select sku, product_name, purchased, used, waiting from pool ";

    private final Database database;

    ProductChoices(Database database) {
        this.database = database;
    }

    /** What a field offers before anything is typed: the first of those with seats, the free ones before the full ones, by name. */
    public List<Choice> offered() {
        return search("", OFFERED);
    }

    /** Those whose name or sku has this in it. */
    List<Choice> search(String text) {
        return search(text, FOUND);
    }

    /** The products that are meant by skus, names, or both as a field offers them; empty entries are passed over. */
    public Chosen chosen(List<String> typed) {
        List<String> entries = entries(typed);
        List<Choice> known = known(entries);
        List<String> skus = new ArrayList<>();
        for (String entry : entries) {
            List<String> meant = Meant.by(entry, known, Choice::sku, Choice::name);
            if (meant.size() != 1) {
                return new Chosen(List.of(), meant.isEmpty() ? unknown(entry) : ambiguous(entry, known));
            }
            skus.add(meant.get(0));
        }
        return new Chosen(skus, null);
    }

    /** The sku that is meant where a field takes one; nothing typed means none. */
    public ChosenOne chosenOne(String typed) {
        Chosen chosen = chosen(List.of(typed == null ? "" : typed));
        return new ChosenOne(chosen.skus().stream().findFirst().orElse(null), chosen.objection());
    }

    /** What was typed into the fields of a form, without the empty ones. */
    public static List<String> entries(List<String> typed) {
        return (typed == null ? List.<String>of() : typed)
                .stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    /** How these products stand in a field; one that there is not stands there as its sku. */
    public List<String> labels(Collection<String> skus) {
        Map<String, String> bySku = known(skus).stream().collect(Collectors.toMap(Choice::sku, Choice::label));
        return skus.stream().map(sku -> bySku.getOrDefault(sku, sku)).toList();
    }

    private String unknown(String entry) {
        String suggestions = Meant.listed(search(entry, SUGGESTED), Choice::label);
        return "There is no product " + entry + "."
                + (suggestions.isEmpty() ? "" : " Do you mean one of these: " + suggestions + "?");
    }

    private static String ambiguous(String entry, List<Choice> known) {
        return "Several products are called " + entry + ". Choose one of "
                + Meant.listed(
                        known.stream()
                                .filter(choice -> choice.name().equalsIgnoreCase(entry))
                                .toList(),
                        Choice::label)
                + ".";
    }

    /** All that any of these could mean. */
    private List<Choice> known(Collection<String> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        return database.read(handle -> Columns.of(entries)
                .text("entries", entry -> entry.toLowerCase(Locale.ROOT))
                .text("inBrackets", entry -> Meant.inBrackets(entry).orElse(entry))
                .bindTo(handle.createQuery(SELECT + """
                        where sku = any(:inBrackets) or lower(sku) = any(:entries) or lower(product_name) = any(:entries)
                        order by lower(product_name), sku
                        """))
                .map((row, context) -> choice(row))
                .list());
    }

    private List<Choice> search(String text, int atMost) {
        return database.read(handle -> lookedFor(handle, SELECT, text, atMost)
                .map((row, context) -> choice(row))
                .list());
    }

    /**
     * Asks for the products whose name or sku has this in it, those with free seats first and those without any last; with
     * nothing to look for, only those with seats.
     *
     * @param select what is read of the table {@code pool}, ending with it
     */
    public static Query lookedFor(Handle handle, String select, String text, int atMost) {
        return handle.createQuery(select + """
                        where case when :text = '' then purchased > 0
                              else product_name ilike :pattern or sku ilike :pattern end
                        order by purchased = 0, used >= purchased, lower(product_name), sku limit :atMost
                        """)
                .bind("text", text)
                .bind("pattern", Like.containing(text))
                .bind("atMost", atMost);
    }

    private static Choice choice(ResultSet row) throws SQLException {
        int free = row.getInt("purchased") - row.getInt("used");
        int waiting = row.getInt("waiting");
        return new Choice(
                row.getString("sku"),
                row.getString("product_name"),
                row.getInt("purchased") == 0
                        ? "none bought"
                        : waiting > 0 ? waiting + " waiting" : free == 0 ? "all taken" : free + " free");
    }
}
