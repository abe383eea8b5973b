package org.licensedesk.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;

/** Lists as SQL arrays, so that one statement with {@code unnest} writes many rows; and times as they are read back. */
public final class Sql {
    private Sql() {}

    /** One column of the given rows as an array of that PostgreSQL type; every value travels as its text. */
    public static <T> Argument column(String type, List<T> rows, Function<T, ?> value) {
        var texts = rows.stream()
                .map(value)
                .map(each -> Objects.toString(each, null))
                .toArray(String[]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, texts));
    }

    /** The given values as an array of that PostgreSQL type. */
    public static Argument array(String type, List<?> values) {
        return column(type, values, value -> value);
    }

    /** A moment as a parameter, or null. */
    public static Argument moment(Instant at) {
        return (position, statement, context) -> statement.setObject(
                position, at == null ? null : at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    /** A moment, or null where the column is null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
