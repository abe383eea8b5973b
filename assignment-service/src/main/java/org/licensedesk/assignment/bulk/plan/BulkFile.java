package org.licensedesk.assignment.bulk.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.licensedesk.assignment.sheet.SentText;
import org.licensedesk.chassis.web.ColumnSeparator;
import org.licensedesk.chassis.web.Refusal;

/**
 * A CSV of people and products: email, sku and, if need be, ends_on, in any order of columns. UTF-8 with or without a byte order
 * mark, or Windows-1252; separated by commas, semicolons or tabs. A row that makes no sense is kept with an objection; what is no
 * such table is refused as a whole.
 */
public final class BulkFile {

    private static final int GIVEN_AT_ONCE = 5_000;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_SKU = 100;
    private static final int LONGEST_DAY = 40;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\"'<>(),;:\\\\\\[\\]]+@[^@\\s\"'<>(),;:\\\\\\[\\]]+");
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private enum Column {
        EMAIL,
        SKU,
        ENDS_ON;

        private String heading() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One row as the file has it; whoever has an objection is rejected. What is written instead of a date is kept to be shown. */
    public record Row(
            int number,
            int line,
            String email,
            String sku,
            LocalDate endsOn,
            String endsOnAsWritten,
            String objection) {}

    private final int mostRows;
    private final Consumer<List<Row>> taker;
    private final List<Row> batch = new ArrayList<>(GIVEN_AT_ONCE);
    private Map<Column, Integer> places;
    private int width;
    private int rows;

    private BulkFile(int mostRows, Consumer<List<Row>> taker) {
        this.mostRows = mostRows;
        this.taker = taker;
    }

    /** Reads a file and hands out its rows some thousands at a time. @return how many there were */
    public static int read(byte[] sent, int mostRows, Consumer<List<Row>> taker) {
        if (sent == null || sent.length == 0) {
            throw refused(
                    1, "The file is empty; its first line names the columns email, sku and, if need be, ends_on.");
        }
        String text = decoded(sent);
        BulkFile file = new BulkFile(mostRows, taker);
        int line = 1;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(ColumnSeparator.of(text))
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord record : records) {
                line = Math.toIntExact(record.getStartingLineNumber());
                file.take(record, line);
            }
        } catch (CsvParseException broken) {
            throw refused(lineOf(broken, line + 1), "This is no CSV from there on: " + causeOf(broken));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading text from memory", impossible);
        }
        if (file.rows == 0) {
            throw refused(line, "Below the names of the columns there is no row.");
        }
        file.handOut();
        return file.rows;
    }

    private void take(CsvRecord record, int line) {
        if (places == null) {
            places = placesIn(record, line);
            width = record.getFieldCount();
        } else if (!record.getFields().stream().allMatch(String::isBlank)) {
            if (++rows > mostRows) {
                throw Refusal.tooLarge("One job may have up to " + mostRows + " rows. Send the file in several parts.");
            }
            batch.add(row(record, line));
            if (batch.size() == GIVEN_AT_ONCE) {
                handOut();
            }
        }
    }

    private void handOut() {
        if (!batch.isEmpty()) {
            taker.accept(List.copyOf(batch));
            batch.clear();
        }
    }

    private static Map<Column, Integer> placesIn(CsvRecord record, int line) {
        Map<Column, Integer> found = new EnumMap<>(Column.class);
        for (int place = 0; place < record.getFieldCount(); place++) {
            String heading = SentText.tidy(record.getField(place))
                    .toLowerCase(Locale.ROOT)
                    .replace(' ', '_');
            for (Column column : Column.values()) {
                if (column.heading().equals(heading) && found.put(column, place) != null) {
                    throw refused(line, "The column " + heading + " is there twice.");
                }
            }
        }
        if (!found.containsKey(Column.EMAIL) || !found.containsKey(Column.SKU)) {
            String missing = !found.containsKey(Column.EMAIL)
                    ? found.containsKey(Column.SKU) ? "email" : "email and sku"
                    : "sku";
            throw refused(
                    line,
                    "The first line must name the columns email, sku and, if need be, ends_on, in any order; missing: "
                            + missing + ".");
        }
        return found;
    }

    private Row row(CsvRecord record, int line) {
        String email = value(record, Column.EMAIL).toLowerCase(Locale.ROOT);
        String sku = value(record, Column.SKU);
        String endsOn = value(record, Column.ENDS_ON);
        Optional<LocalDate> day = day(endsOn);
        String objection = null;
        if (record.getFieldCount() != width) {
            objection = "The row has " + record.getFieldCount() + " fields where the first line names " + width;
        } else if (email.isEmpty()) {
            objection = "The email is missing";
        } else if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            objection = "\"" + shortened(email, 80) + "\" is no email address";
        } else if (sku.isEmpty()) {
            objection = "The sku is missing";
        } else if (sku.length() > LONGEST_SKU) {
            objection = "A sku has up to " + LONGEST_SKU + " characters";
        } else if (!endsOn.isEmpty() && day.isEmpty()) {
            objection = "\"" + shortened(endsOn, LONGEST_DAY) + "\" is no date such as 2027-06-30";
        }
        return new Row(
                rows,
                line,
                shortened(email, LONGEST_EMAIL),
                shortened(sku, LONGEST_SKU),
                day.orElse(null),
                day.isEmpty() && !endsOn.isEmpty() ? shortened(endsOn, LONGEST_DAY) : null,
                objection);
    }

    private String value(CsvRecord record, Column column) {
        Integer place = places.get(column);
        return place == null || place >= record.getFieldCount() ? "" : SentText.tidy(record.getField(place));
    }

    private static Optional<LocalDate> day(String text) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private static String decoded(byte[] sent) {
        boolean marked =
                sent.length >= 3 && (sent[0] & 0xFF) == 0xEF && (sent[1] & 0xFF) == 0xBB && (sent[2] & 0xFF) == 0xBF;
        String text = SentText.strictly(sent, marked ? 3 : 0, StandardCharsets.UTF_8)
                .or(() -> marked ? Optional.empty() : SentText.strictly(sent, 0, SentText.WINDOWS))
                .orElseThrow(() -> refused(1, "This is no text file. Save the table as CSV and send that."));
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                line++;
            } else if (character < ' ' && character != '\t' && character != '\r' && character != '\f') {
                throw refused(line, "This is no text file: it has a character that is in no text.");
            }
        }
        return text;
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static int lineOf(CsvParseException broken, int otherwise) {
        for (Throwable told = broken; told != null; told = told.getCause()) {
            var line = LINE.matcher(String.valueOf(told.getMessage()));
            if (line.find()) {
                return Integer.parseInt(line.group(1));
            }
        }
        return otherwise;
    }

    private static String causeOf(CsvParseException broken) {
        Throwable told = broken.getCause() == null ? broken : broken.getCause();
        String message = String.valueOf(told.getMessage()).lines().findFirst().orElse("unreadable");
        return message.endsWith(".") ? message : message + ".";
    }

    private static Refusal refused(int line, String cause) {
        return Refusal.invalid("file", "Line " + line + ": " + cause)
                .with("line", line)
                .with("cause", cause);
    }
}
