package org.licensedesk.assignment.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.licensedesk.assignment.bulk.plan.JobRow;
import org.licensedesk.chassis.web.SafeCell;

/** The results of a job as CSV, one line for each row that has one; what a spreadsheet could take for a formula is defused. */
@ApplicationScoped
class ResultsFile {

    private static final int READ_AT_ONCE = 5_000;

    private final BulkRows bulkRows;

    ResultsFile(BulkRows bulkRows) {
        this.bulkRows = bulkRows;
    }

    /** @param forSpreadsheets begins with a byte order mark, without which they take UTF-8 for something else */
    void write(BulkJob job, boolean forSpreadsheets, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (forSpreadsheets) {
            text.write('\uFEFF');
        }
        CsvWriter lines = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        boolean undone = job.state() == BulkState.UNDOING || job.state() == BulkState.UNDONE;
        List<String> header = new ArrayList<>(List.of("line", "email", "sku", "ends_on", "outcome", "cause"));
        if (undone) {
            header.add("undone");
        }
        lines.writeRecord(header);
        int number = 0;
        List<JobRow> rows;
        do {
            rows = bulkRows.of(job.id(), number, null, READ_AT_ONCE);
            for (JobRow row : rows) {
                number = row.number();
                if (row.outcome() != null) {
                    List<String> cells = new ArrayList<>(List.of(
                            SafeCell.of(row.line() == null ? row.number() : row.line()),
                            SafeCell.of(row.email()),
                            SafeCell.of(row.sku()),
                            SafeCell.of(row.lastDay()),
                            SafeCell.of(row.outcome()),
                            SafeCell.of(row.cause())));
                    if (undone) {
                        cells.add(row.gaveAReason() && row.number() <= job.undone() ? "TAKEN_BACK" : "");
                    }
                    lines.writeRecord(cells);
                }
            }
            lines.flush();
        } while (rows.size() == READ_AT_ONCE);
        text.flush();
    }
}
