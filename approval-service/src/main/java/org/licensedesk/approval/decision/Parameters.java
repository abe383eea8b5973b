package org.licensedesk.approval.decision;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Sets a statement's parameters, one after the other. For the hot paths, where named ones cost more than the statement itself. */
final class Parameters {

    private final PreparedStatement statement;
    private int set;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    Parameters next(Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(++set, instant.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        } else if (value == null) {
            statement.setNull(++set, Types.NULL);
        } else {
            statement.setObject(++set, value);
        }
        return this;
    }

    /** One column of many rows, as an array of this SQL type. Times travel as text, whatever the session's zone. */
    <T> Parameters each(String sqlType, List<T> rows, Function<? super T, ?> column) throws SQLException {
        var values = new Object[rows.size()];
        for (var i = 0; i < values.length; i++) {
            var value = column.apply(rows.get(i));
            values[i] = value instanceof Instant ? value.toString() : value;
        }
        statement.setArray(++set, statement.getConnection().createArrayOf(sqlType, values));
        return this;
    }
}
