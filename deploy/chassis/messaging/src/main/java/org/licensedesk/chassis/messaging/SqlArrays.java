package org.licensedesk.chassis.messaging;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Sets a statement's parameters to arrays, one after the other. */
final class SqlArrays {
    private final PreparedStatement statement;
    private int set;

    SqlArrays(PreparedStatement statement) {
        this.statement = statement;
    }

    void next(String elementType, Object[] elements) throws SQLException {
        set++;
        statement.setArray(set, statement.getConnection().createArrayOf(elementType, elements));
    }

    static Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
