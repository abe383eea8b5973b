package org.licensedesk.assignment.dashboard;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.licensedesk.assignment.sheet.SentTable;
import org.licensedesk.assignment.sheet.SentText;

/** Figures of earlier days as they were sent: a CSV with the columns day, sku, purchased, used and, if need be, waiting. */
record PastDaysFile(List<Row> rows, List<Rejected> rejected) {

    private static final List<String> NEEDED = List.of("day", "sku", "purchased", "used");
    private static final int MOST_ROWS = 200_000;
    private static final int MOST_SEATS = 10_000_000;
    private static final int LONGEST = 200;

    /** One row that can be read; lines are counted as an editor does. */
    record Row(long line, PoolDay figures) {}

    /** A row that could not be taken, and why. */
    public record Rejected(long line, String day, String sku, String cause) {}

    /** Reads it; what is no such CSV is refused with the line and the cause. */
    static PastDaysFile of(byte[] sent) {
        var file = new PastDaysFile(new ArrayList<>(), new ArrayList<>());
        SentTable.read(SentTable.text(sent).text(), ',', NEEDED, MOST_ROWS, file.new Rows());
        return file;
    }

    private final class Rows implements SentTable.Taker {
        @Override
        public void take(SentTable.Row row) {
            PastDaysFile.this.take(row);
        }

        @Override
        public void reject(long line, String cause) {
            rejected.add(new Rejected(line, null, null, cause));
        }
    }

    private void take(SentTable.Row row) {
        long line = row.line();
        String day = row.field("day");
        String sku = row.field("sku");
        Integer purchased = seats(row.field("purchased"));
        Integer used = seats(row.field("used"));
        String typedWaiting = row.field("waiting");
        Integer waiting = typedWaiting.isEmpty() ? Integer.valueOf(0) : seats(typedWaiting);
        LocalDate date = null;
        try {
            date = LocalDate.parse(day);
        } catch (DateTimeParseException notADay) {
            // said below
        }
        if (date == null || date.getYear() < 1900 || date.getYear() > 9999) {
            rejected.add(new Rejected(
                    line, SentText.shown(day, LONGEST), SentText.shown(sku, LONGEST), "A day looks like 2026-11-22."));
        } else if (sku.isEmpty() || sku.length() > LONGEST) {
            rejected.add(new Rejected(line, day, SentText.shown(sku, LONGEST), "The row names no product by its sku."));
        } else if (purchased == null || used == null || waiting == null) {
            rejected.add(new Rejected(
                    line, day, SentText.shown(sku, LONGEST), "Seats are whole numbers from 0 to " + MOST_SEATS + "."));
        } else {
            rows.add(new Row(line, new PoolDay(sku, date, purchased, used, waiting)));
        }
    }

    private static Integer seats(String typed) {
        try {
            int seats = Integer.parseInt(typed);
            return seats >= 0 && seats <= MOST_SEATS ? seats : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
