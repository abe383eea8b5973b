package org.licensedesk.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.licensedesk.acceptance.SystemFile;

/**
 * The least that has to be written for a bulk job: its seats, reasons and events, in multi-row inserts of 1,000 by plain JDBC, a
 * commit for each thousand, into tables like the real ones with all their indexes and constraints.
 */
final class PlainInserts implements AutoCloseable {
    private static final String SCHEMA = "bench_bulk";
    private static final int ROWS_AT_ONCE = 1_000;

    private final SystemFile.Database database;
    private final Connection connection;
    private final Table seats;
    private final Table reasons;
    private final Table events;

    /** What one table got of the job. */
    private record Table(String name, List<String> columns, List<Object[]> rows) {
        private String insert(int count) {
            var places = "(" + String.join(",", Collections.nCopies(columns.size(), "?")) + ")";
            return "insert into " + name + " (" + String.join(",", columns) + ") values "
                    + String.join(",", Collections.nCopies(count, places));
        }
    }

    PlainInserts(SystemFile.Database database, String job) throws SQLException {
        this.database = database;
        this.connection = database.asOwner();
        var ofJob = "in (select %s from public.reason where type = 'BULK' and source = '" + job + "')";
        seats = read("seat", "select * from public.seat where id " + ofJob.formatted("seat_id") + " order by id");
        reasons = read("reason", "select * from public.reason where id " + ofJob.formatted("id") + " order by id");
        events = read(
                "outbox",
                "select * from public.outbox where aggregatetype = 'reason' and aggregateid "
                        + ofJob.formatted("id::text") + " order by position");
    }

    long seats() {
        return seats.rows().size();
    }

    long reasons() {
        return reasons.rows().size();
    }

    long events() {
        return events.rows().size();
    }

    /** Writes all of it into empty tables. @return the seconds it took */
    double measure() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
            statement.execute("create schema " + SCHEMA);
            for (var table : List.of(seats, reasons, events)) {
                statement.execute("create table %s.%s (like public.%s including all)"
                        .formatted(SCHEMA, table.name(), table.name()));
            }
        }
        try (var writer = database.asOwner()) {
            writer.setSchema(SCHEMA);
            writer.setAutoCommit(false);
            var begun = System.nanoTime();
            var most = Math.max(
                    seats.rows().size(),
                    Math.max(reasons.rows().size(), events.rows().size()));
            for (var first = 0; first < most; first += ROWS_AT_ONCE) {
                for (var table : List.of(seats, reasons, events)) {
                    write(writer, table, first);
                }
                writer.commit();
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static void write(Connection writer, Table table, int first) throws SQLException {
        var last = Math.min(first + ROWS_AT_ONCE, table.rows().size());
        if (first >= last) {
            return;
        }
        try (PreparedStatement insert = writer.prepareStatement(table.insert(last - first))) {
            var place = 1;
            for (var row = first; row < last; row++) {
                for (var value : table.rows().get(row)) {
                    insert.setObject(place++, value);
                }
            }
            insert.executeUpdate();
        }
    }

    /** Without columns that the table fills by itself. */
    private Table read(String name, String query) throws SQLException {
        var columns = new ArrayList<String>();
        try (var own = connection.getMetaData().getColumns(null, "public", name, null)) {
            while (own.next()) {
                if (!own.getString("IS_AUTOINCREMENT").equals("YES")) {
                    columns.add(own.getString("COLUMN_NAME"));
                }
            }
        }
        var rows = new ArrayList<Object[]>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                var values = new Object[columns.size()];
                for (var i = 0; i < values.length; i++) {
                    values[i] = row.getObject(columns.get(i));
                }
                rows.add(values);
            }
        }
        return new Table(name, columns, rows);
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
        }
    }
}
