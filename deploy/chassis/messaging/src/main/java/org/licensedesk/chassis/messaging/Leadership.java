package org.licensedesk.chassis.messaging;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Work that only one process per database does at a time. The lock lives as long as the transaction; the server ends the
 * session of a leader that stands still, and what it does when it comes back can no longer be committed.
 */
final class Leadership {
    private static final String LOCK = "select pg_try_advisory_xact_lock(20261122080100)";

    private final DataSource dataSource;

    Leadership(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Does the work in one transaction as leader; answers {@code otherwise} when somebody else leads. */
    <T> T lead(Work<T> work, T otherwise) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = leads(connection) ? work.in(connection) : otherwise;
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        }
    }

    private static boolean leads(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK);
                var row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void undo(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** What a leader does. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }
}
