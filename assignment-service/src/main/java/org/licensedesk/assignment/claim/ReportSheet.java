package org.licensedesk.assignment.claim;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.licensedesk.assignment.claim.ClaimReport.Place;
import org.licensedesk.assignment.claim.ClaimReport.Row;
import org.licensedesk.chassis.web.SafeCell;

/** The report as CSV that a spreadsheet shows and never runs. */
final class ReportSheet {

    static final String CSV = "text/csv;charset=UTF-8";

    private static final int AT_ONCE = 1000;

    private ReportSheet() {}

    /** All rows, to be saved as a file. */
    static Response answer(ClaimReport report, ReportQuery.Filter filter) {
        StreamingOutput lines = out -> write(report, filter, out);
        return Response.ok(lines)
                .type(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"claims-%s-%s.csv\"".formatted(filter.from(), filter.to()))
                .build();
    }

    private static void write(ClaimReport report, ReportQuery.Filter filter, OutputStream out) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write('\uFEFF'); // without it the usual programs take UTF-8 for something else
        CsvWriter lines = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        lines.writeRecord("day", "sku", "product", "department", "assigned", "from_backups", "refused");
        Place place = null;
        List<Row> rows;
        do {
            rows = report.rows(filter, place, AT_ONCE);
            for (Row row : rows) {
                lines.writeRecord(
                        row.day().toString(),
                        SafeCell.of(row.sku()),
                        SafeCell.of(row.productName()),
                        SafeCell.of(row.department()),
                        String.valueOf(row.assigned()),
                        String.valueOf(row.fromBackups()),
                        String.valueOf(row.refused()));
                place = new Place(row.day(), row.sku(), row.department());
            }
            lines.flush();
        } while (rows.size() == AT_ONCE);
    }
}
