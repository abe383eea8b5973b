package org.licensedesk.request.history;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.licensedesk.chassis.web.SafeCell;

/** History entries as CSV that a spreadsheet shows and never runs. */
final class Spreadsheet {
    private static final List<String> TITLES = List.of(
            "time",
            "sentence",
            "type",
            "actor",
            "person",
            "sku",
            "request",
            "service",
            "aggregate",
            "sequence",
            "event",
            "caused by",
            "recorded at",
            "data");

    private final CsvWriter lines;

    /** Begins with a byte order mark: without one the usual programs take UTF-8 for something else. */
    Spreadsheet(OutputStream out) {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.lines = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        write(text);
        lines.writeRecord(TITLES);
    }

    void add(HistoryEntry entry) {
        lines.writeRecord(List.of(
                SafeCell.of(entry.at()),
                SafeCell.of(entry.sentence()),
                SafeCell.of(entry.type()),
                SafeCell.of(entry.actor()),
                SafeCell.of(entry.person()),
                SafeCell.of(entry.sku()),
                SafeCell.of(entry.requestId()),
                SafeCell.of(entry.source()),
                SafeCell.of(entry.aggregateType()),
                SafeCell.of(entry.sequence()),
                SafeCell.of(entry.id()),
                SafeCell.of(entry.causationId()),
                SafeCell.of(entry.recordedAt()),
                SafeCell.of(entry.body())));
    }

    void flush() {
        try {
            lines.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(Writer text) {
        try {
            text.write('\uFEFF');
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
