package org.licensedesk.chassis.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * The driver's own statements, for hot paths on which Jdbi's cost more than the statement itself. What fails is thrown as Jdbi
 * throws it, so that {@link Database} knows a collision or a lost connection when it meets one.
 */
public final class PlainSql {

    /** What is done with a statement. */
    @FunctionalInterface
    public interface StatementWork<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    public interface ConnectionWork<T> {
        T on(Connection connection) throws SQLException;
    }

    private PlainSql() {}

    /** Prepares a statement and closes it again. */
    public static <T> T prepared(Handle handle, String sql, StatementWork<T> work) {
        return on(handle, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return work.with(statement);
            }
        });
    }

    /** Works on the connection of this handle, which stays open. */
    public static <T> T on(Handle handle, ConnectionWork<T> work) {
        try {
            return work.on(handle.getConnection());
        } catch (SQLException failed) {
            throw new UnableToExecuteStatementException(failed, null);
        }
    }
}
