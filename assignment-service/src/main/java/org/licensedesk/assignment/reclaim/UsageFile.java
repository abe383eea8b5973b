package org.licensedesk.assignment.reclaim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.licensedesk.assignment.sheet.SentTable;
import org.licensedesk.assignment.sheet.SentText;
import org.licensedesk.chassis.web.ColumnSeparator;
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
        String text = SentTable.text(sent).text();
        var file = new UsageFile(new ArrayList<>(), new ArrayList<>());
        SentTable.read(text, ColumnSeparator.of(text), COLUMNS, MOST_ROWS, file.new Rows());
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
            throw SentTable.refused(line, "This is no JSON.");
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
        JsonNode list = tree != null && tree.isObject() && tree.has("items") ? tree.get("items") : tree;
        if (list == null || !list.isArray()) {
            throw SentTable.refused(1, "A list of rows is expected, each with email, sku and last_used_on.");
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

    private final class Rows implements SentTable.Taker {
        @Override
        public void take(SentTable.Row row) {
            UsageFile.this.take(
                    row.line(), row.field(COLUMNS.get(0)), row.field(COLUMNS.get(1)), row.field(COLUMNS.get(2)));
        }

        @Override
        public void reject(long line, String cause) {
            rejected.add(new Rejected(line, null, null, cause));
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
                || (email + sku).codePoints().anyMatch(SentText::isNoText)) {
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
            rejected.add(new Rejected(line, SentText.shown(email, LONGEST), SentText.shown(sku, LONGEST), cause));
        }
    }
}
