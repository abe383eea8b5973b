package org.licensedesk.approval.people.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.licensedesk.chassis.web.ColumnSeparator;
import org.licensedesk.chassis.web.Refusal;

/**
 * A file of people as it came: each row read and checked by itself, nothing yet compared with anything.
 *
 * @param columns which columns the file has; what it has not is left as it is
 * @param mentioned every email in the file that is one, those of rejected rows too
 */
record PeopleFile(
        String encoding, Set<Column> columns, List<Row> rows, List<RejectedRow> rejected, Set<String> mentioned) {

    /** What a file may say about a person. */
    enum Column {
        EMAIL("email"),
        NAME("display_name"),
        TITLE("title"),
        DEPARTMENT("department"),
        MANAGER("manager_email");

        private final String heading;

        Column(String heading) {
            this.heading = heading;
        }
    }

    /** One person as the file has them; what it leaves empty is null. */
    record Row(int line, String email, String name, String title, String department, String managerEmail) {}

    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\"'<>(),;:\\\\\\[\\]]+@[^@\\s\"'<>(),;:\\\\\\[\\]]+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2007\\u202F\\uFEFF]+");

    /** Reads a file; refuses it as a whole when it is no such table or too big. */
    static PeopleFile of(byte[] bytes, int mostRows) {
        var decoded = DecodedText.of(bytes);
        var builder = CsvReader.builder()
                .fieldSeparator(ColumnSeparator.of(decoded.text()))
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false);
        try (var records = builder.ofCsvRecord(decoded.text())) {
            var reader = new Reader(decoded.encoding(), mostRows);
            for (var record : records) {
                reader.read(record);
            }
            return reader.file();
        } catch (CsvParseException broken) {
            throw Refusal.invalid(
                    "file", "The file stops being CSV somewhere: " + sentence(broken) + " Nothing was taken from it.");
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading text from memory", impossible);
        }
    }

    private static String sentence(CsvParseException broken) {
        Throwable told = broken.getCause() == null ? broken : broken.getCause();
        var message = String.valueOf(told.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /** One walk through the file. */
    private static final class Reader {
        private final String encoding;
        private final int mostRows;
        private final List<Row> rows = new ArrayList<>();
        private final List<RejectedRow> rejected = new ArrayList<>();
        private final Map<String, Integer> lineOf = new HashMap<>();
        private Map<Column, Integer> places;
        private int width;

        Reader(String encoding, int mostRows) {
            this.encoding = encoding;
            this.mostRows = mostRows;
        }

        void read(CsvRecord record) {
            if (places == null) {
                places = placesIn(record.getFields());
                width = record.getFieldCount();
                return;
            }
            if (record.getFields().stream().allMatch(String::isBlank)) {
                return;
            }
            if (rows.size() + rejected.size() == mostRows) {
                throw Refusal.tooLarge("One file may have up to " + mostRows + " people. Send it in several parts.");
            }
            row(record);
        }

        PeopleFile file() {
            if (places == null) {
                throw Refusal.invalid("file", "The file is empty. Its first line names the columns: " + headings());
            }
            return new PeopleFile(
                    encoding, Set.copyOf(places.keySet()), rows, rejected, new HashSet<>(lineOf.keySet()));
        }

        private Map<Column, Integer> placesIn(List<String> headings) {
            var found = new EnumMap<Column, Integer>(Column.class);
            for (var place = 0; place < headings.size(); place++) {
                var heading =
                        clean(headings.get(place)).toLowerCase(Locale.ROOT).replace(' ', '_');
                for (var column : Column.values()) {
                    if (column.heading.equals(heading) && found.put(column, place) != null) {
                        throw Refusal.invalid("file", "The column " + heading + " is there twice.");
                    }
                }
            }
            if (!found.containsKey(Column.EMAIL) || !found.containsKey(Column.NAME)) {
                throw Refusal.invalid(
                        "file",
                        "The first line must name the columns, of which email and display_name are needed: "
                                + headings());
            }
            return found;
        }

        private void row(CsvRecord record) {
            var line = Math.toIntExact(record.getStartingLineNumber());
            var email = value(record, Column.EMAIL).toLowerCase(Locale.ROOT);
            var name = value(record, Column.NAME);
            var title = value(record, Column.TITLE);
            var department = value(record, Column.DEPARTMENT);
            var manager = value(record, Column.MANAGER).toLowerCase(Locale.ROOT);
            if (record.getFieldCount() != width) {
                mention(email, line);
                reject(
                        line,
                        email,
                        "The row has " + record.getFieldCount() + " fields where the first line names " + width
                                + ". A value with a comma in it needs quotes.");
            } else if (email.isEmpty()) {
                reject(line, email, "The email is missing.");
            } else if (!isEmail(email)) {
                reject(line, email, "\"" + shortened(email) + "\" is not an email address.");
            } else if (lineOf.containsKey(email)) {
                reject(line, email, "This person is in the file already, on line " + lineOf.get(email) + ".");
            } else if (name.isEmpty()) {
                mention(email, line);
                reject(line, email, "The display name is missing.");
            } else if (isTooLong(name) || isTooLong(title) || isTooLong(department)) {
                mention(email, line);
                reject(line, email, "Name, title and department have up to " + LONGEST_TEXT + " characters each.");
            } else if (!manager.isEmpty() && !isEmail(manager)) {
                mention(email, line);
                reject(line, email, "The manager's \"" + shortened(manager) + "\" is not an email address.");
            } else {
                mention(email, line);
                rows.add(new Row(line, email, name, nullIfEmpty(title), nullIfEmpty(department), nullIfEmpty(manager)));
            }
        }

        private void mention(String email, int line) {
            if (isEmail(email)) {
                lineOf.putIfAbsent(email, line);
            }
        }

        private void reject(int line, String email, String cause) {
            rejected.add(new RejectedRow(line, shortened(email), cause));
        }

        private String value(CsvRecord record, Column column) {
            var place = places.get(column);
            return place == null || place >= record.getFieldCount() ? "" : clean(record.getField(place));
        }

        private static String headings() {
            return "email, display_name, title, department, manager_email, in any order.";
        }
    }

    private static String clean(String field) {
        return BLANKS.matcher(field).replaceAll(" ").strip();
    }

    private static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches();
    }

    private static boolean isTooLong(String text) {
        return text.length() > LONGEST_TEXT;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    private static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
