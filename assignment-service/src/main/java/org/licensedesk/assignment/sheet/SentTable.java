package org.licensedesk.assignment.sheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.licensedesk.chassis.web.Refusal;

/**
 * A CSV whose first line names the columns, in any order and in capital letters or not; others than those asked for may be there.
 * What is no such table is refused as a whole, with the line and the cause.
 */
public final class SentTable {

    private SentTable() {}

    /** A row with as many fields as there are columns; lines are counted as an editor does. */
    public record Row(long line, Map<String, Integer> places, CsvRecord fields) {
        /** What stands in a column, tidied; empty where there is no such column. */
        public String field(String column) {
            return places.containsKey(column) ? SentText.tidy(fields.getField(places.get(column))) : "";
        }
    }

    /** Who takes the rows, one after the other. */
    public interface Taker {
        void take(Row row);

        /** A row that is none, and why. */
        void reject(long line, String cause);
    }

    /** The text of what was sent, if there is any. */
    public static SentText text(byte[] sent) {
        if (sent == null || sent.length == 0) {
            throw refused(1, "The file is empty.");
        }
        if (IntStream.range(0, sent.length).anyMatch(i -> sent[i] == 0)) {
            throw refused(1, "This is no text file.");
        }
        return SentText.of(sent);
    }

    /**
     * Hands out the rows of a table.
     *
     * @param needed the columns that have to be there
     */
    public static void read(String text, char separator, List<String> needed, int mostRows, Taker taker) {
        Map<String, Integer> places = null;
        int width = 0;
        int count = 0;
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                line = record.getStartingLineNumber();
                if (places == null) {
                    places = placesIn(record, needed);
                    width = record.getFieldCount();
                } else if (++count > mostRows) {
                    throw Refusal.tooLarge("The file has more than " + mostRows + " rows.");
                } else if (record.getFieldCount() != width) {
                    taker.reject(line, "The row has " + record.getFieldCount() + " fields instead of " + width + ".");
                } else {
                    taker.take(new Row(line, places, record));
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

    /** Where each column stands, by its name in small letters; refused when one that is needed is not there. */
    public static Map<String, Integer> placesIn(CsvRecord header, List<String> needed) {
        Map<String, Integer> found = new HashMap<>();
        for (int place = 0; place < header.getFieldCount(); place++) {
            found.put(SentText.tidy(header.getField(place)).toLowerCase(Locale.ROOT), place);
        }
        String missing = needed.stream()
                .filter(column -> !found.containsKey(column.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw refused(
                    header.getStartingLineNumber(), "The first line must name the columns; missing: " + missing + ".");
        }
        return found;
    }

    /** What is wrong with a file, and in which line. */
    public static Refusal refused(long line, String cause) {
        return Refusal.invalid("file", "Line " + line + ": " + cause).with("line", line);
    }
}
