package org.licensedesk.assignment.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.dashboard.PastDaysFile.Rejected;
import org.licensedesk.assignment.dashboard.PastDaysFile.Row;
import org.licensedesk.assignment.dashboard.PastDaysReported.Named;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;

/**
 * Takes over how pools stood before License Desk counted them, as a spreadsheet or an earlier tool has it, so that a forecast
 * need not wait. What was counted here stays as it is.
 */
@ApplicationScoped
class BringPastDays {

    private final Database database;
    private final PoolDays days;
    private final Outbox outbox;

    BringPastDays(Database database, PoolDays days, Outbox outbox) {
        this.database = database;
        this.days = days;
        this.outbox = outbox;
    }

    /** What was taken, and the rows that were not, by line. */
    record Report(int taken, List<Rejected> rejected) {}

    Report take(PastDaysFile file, String administrator) {
        return database.inTransaction(tx -> take(tx, file, administrator));
    }

    private Report take(Handle tx, PastDaysFile file, String administrator) {
        LocalDate today = days.today();
        List<Rejected> rejected = new ArrayList<>(file.rejected());
        Map<String, String> names = ProductNames.of(
                tx, file.rows().stream().map(row -> row.figures().sku()).collect(Collectors.toSet()));
        // of two rows about the same day the later one counts
        Map<List<Object>, Row> good = new LinkedHashMap<>();
        for (Row row : file.rows()) {
            PoolDay figures = row.figures();
            String objection = !names.containsKey(figures.sku())
                    ? "There is no product " + figures.sku() + "."
                    : !figures.day().isBefore(today) ? "Only days that are over can be brought in." : null;
            if (objection == null) {
                good.put(List.of(figures.sku(), figures.day()), row);
            } else {
                rejected.add(new Rejected(row.line(), figures.day().toString(), figures.sku(), objection));
            }
        }
        List<PoolDay> taken =
                days.keep(tx, good.values().stream().map(Row::figures).toList());
        Set<PoolDay> kept = Set.copyOf(taken);
        for (Row row : good.values()) {
            if (!kept.contains(row.figures())) {
                rejected.add(new Rejected(
                        row.line(),
                        row.figures().day().toString(),
                        row.figures().sku(),
                        "That day was counted here."));
            }
        }
        rejected.sort(Comparator.comparingLong(Rejected::line));
        if (!taken.isEmpty()) {
            outbox.append(tx, Origin.by(administrator), reported(taken, names, rejected.size()));
        }
        return new Report(taken.size(), rejected);
    }

    private static PastDaysReported reported(List<PoolDay> taken, Map<String, String> names, int rejected) {
        Map<String, String> named = new TreeMap<>();
        taken.forEach(day -> named.put(day.sku(), names.get(day.sku())));
        return new PastDaysReported(
                Ids.next(),
                taken.size(),
                rejected,
                taken.stream().map(PoolDay::day).min(LocalDate::compareTo).orElseThrow(),
                taken.stream().map(PoolDay::day).max(LocalDate::compareTo).orElseThrow(),
                named.entrySet().stream()
                        .map(entry -> new Named(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
