package org.licensedesk.assignment.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The results of a job as CSV, one line for each row that has one; what a spreadsheet could take for a formula is defused. */
@ApplicationScoped
class ResultsFile {

    private static final int READ_AT_ONCE = 5_000;
    // signs that begin a formula in one program or another, also in their full-width form
    private static final String BEGINS_A_FORMULA = "=+-@|\uFF1D\uFF0B\uFF0D\uFF20";

    private final BulkJobs jobs;

    ResultsFile(BulkJobs jobs) {
        this.jobs = jobs;
    }

    /** @param forSpreadsheets begins with a byte order mark, without which they take UTF-8 for something else */
    void write(BulkJob job, boolean forSpreadsheets, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (forSpreadsheets) {
            text.write('\uFEFF');
        }
        CsvWriter lines = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        lines.writeRecord("line", "email", "sku", "ends_on", "outcome", "cause");
        int number = 0;
        List<JobRow> rows;
        do {
            rows = jobs.rows(job.id(), number, null, READ_AT_ONCE);
            for (JobRow row : rows) {
                number = row.number();
                if (row.outcome() != null) {
                    lines.writeRecord(
                            cell(row.line() == null ? row.number() : row.line()),
                            cell(row.email()),
                            cell(row.sku()),
                            cell(row.endsOn()),
                            cell(row.outcome()),
                            cell(row.cause()));
                }
            }
            lines.flush();
        } while (rows.size() == READ_AT_ONCE);
        text.flush();
    }

    static String cell(Object value) {
        String text = Objects.toString(value, "");
        // some programs skip blanks of all kinds before they look
        var first = text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .findFirst();
        boolean formula = first.isPresent() && BEGINS_A_FORMULA.indexOf(first.getAsInt()) >= 0;
        boolean control = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
        return formula || control ? "'" + text : text;
    }
}
