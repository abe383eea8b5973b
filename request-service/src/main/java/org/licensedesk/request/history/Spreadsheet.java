package org.licensedesk.request.history;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

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
    // signs that begin a formula in one program or another, also in their full-width form
    private static final String BEGINS_A_FORMULA = "=+-@|\uFF1D\uFF0B\uFF0D\uFF20";

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
                cell(entry.at()),
                cell(entry.sentence()),
                cell(entry.type()),
                cell(entry.actor()),
                cell(entry.person()),
                cell(entry.sku()),
                cell(entry.requestId()),
                cell(entry.source()),
                cell(entry.aggregateType()),
                cell(entry.sequence()),
                cell(entry.id()),
                cell(entry.causationId()),
                cell(entry.recordedAt()),
                cell(entry.body())));
    }

    void flush() {
        try {
            lines.flush();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The value as text; what a spreadsheet could take for a formula goes behind an apostrophe. */
    static String cell(Object value) {
        var text = Objects.toString(value, "");
        // some programs skip blanks of all kinds before they look
        var first = text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .findFirst();
        var formula = first.isPresent() && BEGINS_A_FORMULA.indexOf(first.getAsInt()) >= 0;
        var control = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
        return formula || control ? "'" + text : text;
    }

    private static void write(Writer text) {
        try {
            text.write('\uFEFF');
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
