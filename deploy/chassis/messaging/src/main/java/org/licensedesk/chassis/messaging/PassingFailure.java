package org.licensedesk.chassis.messaging;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** Tells failures that time will heal from those it will not. */
public final class PassingFailure {
    private PassingFailure() {}

    /** Whether the database was away, full, overloaded or in somebody's way, so that the same work may succeed later. */
    public static boolean isCauseOf(Throwable failure) {
        return anyCause(failure, PassingFailure::passes);
    }

    /** Whether two transactions met and this one gave way: it may be repeated at once. */
    public static boolean isCollision(Throwable failure) {
        return anyCause(failure, e -> "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState()));
    }

    /** Whether the connection broke or the server was ending. */
    public static boolean isLostConnection(Throwable failure) {
        return anyCause(failure, e -> stateStartsWith(e, "08") || stateStartsWith(e, "57P"));
    }

    private static boolean passes(SQLException e) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || isPoolExhausted(e)
                || stateStartsWith(e, "08") // connection
                || stateStartsWith(e, "40") // rolled back: serialization, deadlock
                || stateStartsWith(e, "53") // out of disk, memory, connections
                || stateStartsWith(e, "57") // shutting down, cancelled
                || stateStartsWith(e, "58") // the server's own input and output
                || stateStartsWith(e, "25P0") // a transaction the server ended
                || "25006".equals(e.getSQLState()) // read only: a standby answered
                || "55P03".equals(e.getSQLState()); // lock not available
    }

    private static boolean isPoolExhausted(SQLException e) {
        return e.getSQLState() == null
                && e.getMessage() != null
                && e.getMessage().contains("Acquisition timeout");
    }

    private static boolean stateStartsWith(SQLException e, String prefix) {
        return e.getSQLState() != null && e.getSQLState().startsWith(prefix);
    }

    private static boolean anyCause(Throwable failure, java.util.function.Predicate<SQLException> claim) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException e && claim.test(e)) {
                return true;
            }
        }
        return false;
    }
}
