package org.licensedesk.assignment.seat;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The rows of one statement, bound column by column as arrays for {@code unnest}: however many rows, one statement. */
public final class Columns<T> {

    private record Column(String sqlType, Object[] values) {}

    private final List<T> rows;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private Columns(Collection<T> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Begins with these rows. */
    public static <T> Columns<T> of(Collection<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> uuid(String name, Function<T, UUID> value) {
        return column(name, "uuid", new Object[rows.size()], value);
    }

    public Columns<T> text(String name, Function<T, String> value) {
        return column(name, "text", new String[rows.size()], value);
    }

    public Columns<T> number(String name, Function<T, Integer> value) {
        return column(name, "int4", new Integer[rows.size()], value);
    }

    public Columns<T> bigNumber(String name, Function<T, Long> value) {
        return column(name, "int8", new Long[rows.size()], value);
    }

    public Columns<T> amount(String name, Function<T, BigDecimal> value) {
        return column(name, "numeric", new Object[rows.size()], value);
    }

    public Columns<T> flag(String name, Function<T, Boolean> value) {
        return column(name, "bool", new Boolean[rows.size()], value);
    }

    public Columns<T> time(String name, Function<T, Instant> value) {
        return column(name, "timestamptz", new String[rows.size()], value);
    }

    public Columns<T> day(String name, Function<T, LocalDate> value) {
        return column(name, "date", new String[rows.size()], value);
    }

    /** The texts of an array that was read; the column is never null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** Binds every column by its name. */
    public <S extends SqlStatement<S>> S bindTo(S statement) {
        columns.forEach((name, column) -> statement.bind(name, (position, prepared, context) -> {
            prepared.setArray(position, prepared.getConnection().createArrayOf(column.sqlType(), column.values()));
        }));
        return statement;
    }

    /** Runs an update; what it says it changed has to be exactly these rows. */
    public void updateExactly(Handle tx, String sql) {
        if (rows.isEmpty()) {
            return;
        }
        int changed = bindTo(tx.createUpdate(sql)).execute();
        if (changed != rows.size()) {
            throw new IllegalStateException(changed + " rows changed instead of " + rows.size() + " by: "
                    + sql.strip().lines().findFirst().orElse(""));
        }
    }

    /** @param values of their own type where the driver has a quicker way for it than for objects of any kind */
    private Columns<T> column(String name, String sqlType, Object[] values, Function<T, ?> value) {
        for (int row = 0; row < values.length; row++) {
            Object cell = value.apply(rows.get(row));
            values[row] = cell instanceof Instant || cell instanceof LocalDate ? cell.toString() : cell;
        }
        columns.put(name, new Column(sqlType, values));
        return this;
    }
}
