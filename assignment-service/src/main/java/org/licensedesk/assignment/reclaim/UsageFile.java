package org.licensedesk.assignment.reclaim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.licensedesk.assignment.sheet.SentText;
import org.licensedesk.chassis.web.Refusal;

/** A report of use as it was sent: who used what when, a row each, in a CSV with named columns or as JSON. */
record UsageFile(List<Row> rows, List<Rejected> rejected) {

    static final List<String> COLUMNS = List.of("email", "sku", "last_used_on");
    private static final int MOST_ROWS = 200_000;
    private static final int LONGEST = 320;

    /** One row that can be read. Lines are counted as an editor does; of a JSON list, its entries from 1. */
    record Row(long line, String email, String sku, LocalDate lastUsedOn) {}

    /** A row that could not be taken, and why. */
    public record Rejected(long line, String email, String sku, String cause) {}

    /** Reads a CSV; what is none is refused with the line and the cause. */
    static UsageFile csv(byte[] sent) {
        if (sent == null || sent.length == 0) {
            throw refused(1, "The file is empty.");
        }
        if (IntStream.range(0, sent.length).anyMatch(i -> sent[i] == 0)) {
            throw refused(1, "This is no text file.");
        }
        var file = new UsageFile(new ArrayList<>(), new ArrayList<>());
        file.read(SentText.of(sent).text());
        return file;
    }

    /** Reads a list of rows, or an object with such a list as items. */
    static UsageFile json(byte[] sent, ObjectMapper json) {
        JsonNode tree;
        try {
            tree = sent == null || sent.length == 0 ? null : json.readTree(sent);
        } catch (JsonProcessingException notJson) {
            long line =
                    notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
            throw refused(line, "This is no JSON.");
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
        JsonNode list = tree != null && tree.isObject() && tree.has("items") ? tree.get("items") : tree;
        if (list == null || !list.isArray()) {
            throw refused(1, "A list of rows is expected, each with email, sku and last_used_on.");
        }
        if (list.size() > MOST_ROWS) {
            throw Refusal.tooLarge("The list has more than " + MOST_ROWS + " rows.");
        }
        var file = new UsageFile(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < list.size(); i++) {
            JsonNode row = list.get(i);
            if (!row.isObject()) {
                file.rejected.add(new Rejected(i + 1, null, null, "This entry is no object."));
            } else {
                file.take(
                        i + 1,
                        row.path("email").asText(""),
                        row.path("sku").asText(""),
                        row.path("last_used_on").asText(""));
            }
        }
        return file;
    }

    private void read(String text) {
        Map<String, Integer> places = null;
        int width = 0;
        int count = 0;
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(SentText.separatorOf(text))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                line = row.getStartingLineNumber();
                if (places == null) {
                    places = header(row);
                    width = row.getFieldCount();
                } else if (++count > MOST_ROWS) {
                    throw Refusal.tooLarge("The file has more than " + MOST_ROWS + " rows.");
                } else if (row.getFieldCount() != width) {
                    rejected.add(new Rejected(
                            line,
                            null,
                            null,
                            "The row has " + row.getFieldCount() + " fields instead of " + width + "."));
                } else {
                    take(
                            line,
                            row.getField(places.get(COLUMNS.get(0))),
                            row.getField(places.get(COLUMNS.get(1))),
                            row.getField(places.get(COLUMNS.get(2))));
                }
            }
        } catch (CsvParseException notCsv) {
            throw refused(line, "This is no CSV behind that line.");
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
        if (places == null) {
            throw refused(1, "The file is empty.");
        }
    }

    private void take(long line, String typedEmail, String typedSku, String typedDay) {
        String email = SentText.tidy(typedEmail).toLowerCase(Locale.ROOT);
        String sku = SentText.tidy(typedSku);
        String day = SentText.tidy(typedDay);
        String cause = null;
        LocalDate lastUsedOn = null;
        if (email.isEmpty() || !email.contains("@")) {
            cause = "The row has no email address.";
        } else if (sku.isEmpty()) {
            cause = "The row has no sku.";
        } else if ((email + sku).length() > LONGEST
                || (email + sku).codePoints().anyMatch(UsageFile::isNoText)) {
            cause = "The row has an address or a sku that nobody has.";
        } else {
            try {
                lastUsedOn = LocalDate.parse(day);
            } catch (DateTimeParseException notADay) {
                cause = day.isEmpty() ? "The row has no day of last use." : "A day looks like 2026-11-22.";
            }
        }
        if (lastUsedOn != null && (lastUsedOn.getYear() < 1900 || lastUsedOn.getYear() > 9999)) {
            cause = "That day lies too far away.";
        }
        if (cause == null) {
            rows.add(new Row(line, email, sku, lastUsedOn));
        } else {
            rejected.add(new Rejected(line, shown(email), shown(sku), cause));
        }
    }

    private static Map<String, Integer> header(CsvRecord record) {
        Map<String, Integer> found = new HashMap<>();
        for (int place = 0; place < record.getFieldCount(); place++) {
            found.put(SentText.tidy(record.getField(place)).toLowerCase(Locale.ROOT), place);
        }
        String missing =
                COLUMNS.stream().filter(column -> !found.containsKey(column)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw refused(
                    record.getStartingLineNumber(), "The first line must name the columns; missing: " + missing + ".");
        }
        return found;
    }

    private static String shown(String text) {
        String clean = text.codePoints()
                .filter(point -> !isNoText(point))
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.isEmpty() ? null : clean;
    }

    private static boolean isNoText(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }

    private static Refusal refused(long line, String cause) {
        return Refusal.invalid("file", "Line " + line + ": " + cause).with("line", line);
    }
}
