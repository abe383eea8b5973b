package org.licensedesk.assignment.reclaim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.reclaim.ReclaimEvent.Named;
import org.licensedesk.assignment.reclaim.ReclaimEvent.UsageReported;
import org.licensedesk.assignment.reclaim.UsageFile.Rejected;
import org.licensedesk.assignment.reclaim.UsageFile.Row;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;

/** Takes over who used what, all good rows in one transaction. */
@ApplicationScoped
class ReportUsage {

    private static final int ROWS_A_STATEMENT = 10_000;

    private final Database database;
    private final Usage usage;
    private final Outbox outbox;

    ReportUsage(Database database, Usage usage, Outbox outbox) {
        this.database = database;
        this.usage = usage;
        this.outbox = outbox;
    }

    /** What was taken, and the rows that were not, by line. */
    record Report(int taken, List<Rejected> rejected) {}

    Report take(UsageFile file, String administrator) {
        return database.inTransaction(tx -> take(tx, file, administrator));
    }

    private Report take(Handle tx, UsageFile file, String administrator) {
        LocalDate today = usage.today();
        List<Rejected> rejected = new ArrayList<>(file.rejected());
        Map<String, String> named = new TreeMap<>();
        int taken = 0;
        for (int from = 0; from < file.rows().size(); from += ROWS_A_STATEMENT) {
            List<Row> rows = file.rows()
                    .subList(from, Math.min(from + ROWS_A_STATEMENT, file.rows().size()));
            Map<String, UUID> owners =
                    usage.owners(tx, rows.stream().map(Row::email).collect(Collectors.toSet()));
            Map<String, String> names =
                    ProductNames.of(tx, rows.stream().map(Row::sku).collect(Collectors.toSet()));
            List<Usage.Use> uses = new ArrayList<>(rows.size());
            for (Row row : rows) {
                String objection = !owners.containsKey(row.email())
                        ? "Nobody with this address is known."
                        : !names.containsKey(row.sku())
                                ? "There is no product " + row.sku() + "."
                                : row.lastUsedOn().isAfter(today) ? "That day is yet to come." : null;
                if (objection == null) {
                    uses.add(new Usage.Use(row.sku(), owners.get(row.email()), row.lastUsedOn()));
                    named.put(row.sku(), names.get(row.sku()));
                } else {
                    rejected.add(new Rejected(row.line(), row.email(), row.sku(), objection));
                }
            }
            usage.keep(tx, uses);
            taken += uses.size();
        }
        rejected.sort(Comparator.comparingLong(Rejected::line));
        if (taken > 0) {
            outbox.append(
                    tx,
                    Origin.by(administrator),
                    new UsageReported(
                            Ids.next(),
                            taken,
                            rejected.size(),
                            named.entrySet().stream()
                                    .map(entry -> new Named(entry.getKey(), entry.getValue()))
                                    .toList()));
        }
        return new Report(taken, rejected);
    }
}
