package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.licensedesk.chassis.messaging.Database;

/** How many claims gave a seat and how many were refused, by product, department and day. */
@ApplicationScoped
class ClaimReport {

    private static final String COUNTS = """
            count(*) filter (where c.given_sku is not null) as assigned,
            count(*) filter (where c.given_sku <> c.sku) as from_backups,
            count(*) filter (where c.given_sku is null) as refused
            """;

    private final Database database;

    ClaimReport(Database database) {
        this.database = database;
    }

    /**
     * What became of the claims of a product by the people of a department on a day.
     *
     * @param department empty if nobody knows
     * @param fromBackups how many of the assigned seats are of a backup
     */
    record Row(
            LocalDate day,
            String sku,
            String productName,
            String department,
            int assigned,
            int fromBackups,
            int refused) {}

    /** Where to go on in the list. */
    record Place(LocalDate day, String sku, String department) {}

    /** What became of all claims of a day. */
    record Day(LocalDate day, int assigned, int refused) {}

    /** The latest day first, within a day by product and department. */
    List<Row> rows(ReportQuery.Filter filter, Place after, int atMost) {
        Map<String, Object> values = values(filter);
        String further = "";
        if (after != null) {
            further =
                    " and (c.day < :afterDay or c.day = :afterDay and (c.sku, c.department) > (:afterSku, :afterDepartment))";
            values.put("afterDay", after.day());
            values.put("afterSku", after.sku());
            values.put("afterDepartment", after.department());
        }
        String where = where(filter) + further;
        return database.read(handle -> query(
                        handle,
                        "select c.day, c.sku, p.name as product_name, c.department, " + COUNTS
                                + " from claim c join product p using (sku) where " + where
                                + " group by c.day, c.sku, p.name, c.department"
                                + " order by c.day desc, c.sku, c.department limit " + atMost,
                        values)
                .map((row, context) -> new Row(
                        row.getObject("day", LocalDate.class),
                        row.getString("sku"),
                        row.getString("product_name"),
                        row.getString("department"),
                        row.getInt("assigned"),
                        row.getInt("from_backups"),
                        row.getInt("refused")))
                .list());
    }

    /** Every day of the time asked for, those without a claim included. */
    List<Day> days(ReportQuery.Filter filter) {
        Map<LocalDate, Day> busy = new HashMap<>();
        database.read(handle -> query(
                                handle,
                                "select c.day, " + COUNTS + " from claim c where " + where(filter) + " group by c.day",
                                values(filter))
                        .map((row, context) -> new Day(
                                row.getObject("day", LocalDate.class), row.getInt("assigned"), row.getInt("refused")))
                        .list())
                .forEach(day -> busy.put(day.day(), day));
        return filter.from()
                .datesUntil(filter.to().plusDays(1))
                .map(day -> busy.getOrDefault(day, new Day(day, 0, 0)))
                .toList();
    }

    /** The departments that anybody has claimed from. */
    List<String> departments() {
        return database.read(handle -> handle.createQuery(
                        "select distinct department from claim where department <> '' order by department limit 500")
                .mapTo(String.class)
                .list());
    }

    private static String where(ReportQuery.Filter filter) {
        return "c.day between :from and :to" + (filter.sku() == null ? "" : " and c.sku = :sku")
                + (filter.department() == null ? "" : " and c.department = :department");
    }

    private static Map<String, Object> values(ReportQuery.Filter filter) {
        Map<String, Object> values = new HashMap<>();
        values.put("from", filter.from());
        values.put("to", filter.to());
        if (filter.sku() != null) {
            values.put("sku", filter.sku());
        }
        if (filter.department() != null) {
            values.put("department", filter.department());
        }
        return values;
    }

    private static Query query(Handle handle, String sql, Map<String, Object> values) {
        return handle.createQuery(sql).bindMap(values);
    }
}
