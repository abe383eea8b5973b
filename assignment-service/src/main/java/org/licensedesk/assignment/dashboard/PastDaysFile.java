package org.licensedesk.assignment.dashboard;

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

/** Figures of earlier days as they were sent: a CSV with the columns day, sku, purchased, used and, if need be, waiting. */
record PastDaysFile(List<Row> rows, List<Rejected> rejected) {

    private static final List<String> NEEDED = List.of("day", "sku", "purchased", "used");
    private static final String WAITING = "waiting";
    private static final int MOST_ROWS = 200_000;
    private static final int MOST_SEATS = 10_000_000;
    private static final int LONGEST = 200;

    /** One row that can be read; lines are counted as an editor does. */
    record Row(long line, PoolDay figures) {}

    /** A row that could not be taken, and why. */
    public record Rejected(long line, String day, String sku, String cause) {}

    /** Reads it; what is no such CSV is refused with the line and the cause. */
    static PastDaysFile of(byte[] sent) {
        if (sent == null || sent.length == 0) {
            throw refused(1, "The file is empty.");
        }
        if (IntStream.range(0, sent.length).anyMatch(i -> sent[i] == 0)) {
            throw refused(1, "This is no text file.");
        }
        var file = new PastDaysFile(new ArrayList<>(), new ArrayList<>());
        file.read(SentText.of(sent).text());
        return file;
    }

    private void read(String text) {
        Map<String, Integer> places = null;
        int width = 0;
        int count = 0;
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
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
                    take(line, row, places);
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

    private void take(long line, CsvRecord row, Map<String, Integer> places) {
        String day = field(row, places, "day");
        String sku = field(row, places, "sku");
        Integer purchased = seats(field(row, places, "purchased"));
        Integer used = seats(field(row, places, "used"));
        String typedWaiting = places.containsKey(WAITING) ? field(row, places, WAITING) : "";
        Integer waiting = typedWaiting.isEmpty() ? Integer.valueOf(0) : seats(typedWaiting);
        LocalDate date = null;
        try {
            date = LocalDate.parse(day);
        } catch (DateTimeParseException notADay) {
            // said below
        }
        if (date == null || date.getYear() < 1900 || date.getYear() > 9999) {
            rejected.add(new Rejected(line, shown(day), shown(sku), "A day looks like 2026-11-22."));
        } else if (sku.isEmpty() || sku.length() > LONGEST) {
            rejected.add(new Rejected(line, day, shown(sku), "The row names no product by its sku."));
        } else if (purchased == null || used == null || waiting == null) {
            rejected.add(new Rejected(line, day, shown(sku), "Seats are whole numbers from 0 to " + MOST_SEATS + "."));
        } else {
            rows.add(new Row(line, new PoolDay(sku, date, purchased, used, waiting)));
        }
    }

    private static String field(CsvRecord row, Map<String, Integer> places, String column) {
        return SentText.tidy(row.getField(places.get(column)));
    }

    private static Integer seats(String typed) {
        try {
            int seats = Integer.parseInt(typed);
            return seats >= 0 && seats <= MOST_SEATS ? seats : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static Map<String, Integer> header(CsvRecord record) {
        Map<String, Integer> found = new HashMap<>();
        for (int place = 0; place < record.getFieldCount(); place++) {
            found.put(SentText.tidy(record.getField(place)).toLowerCase(Locale.ROOT), place);
        }
        String missing =
                NEEDED.stream().filter(column -> !found.containsKey(column)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw refused(
                    record.getStartingLineNumber(), "The first line must name the columns; missing: " + missing + ".");
        }
        return found;
    }

    private static String shown(String text) {
        String clean = text.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.isEmpty() ? null : clean;
    }

    private static Refusal refused(long line, String cause) {
        return Refusal.invalid("file", "Line " + line + ": " + cause).with("line", line);
    }
}
