package org.licensedesk.chassis.messaging;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Predicate;

/** Tells failures that time will heal from those it will not. */
public final class PassingFailure {
    /** Serialization, deadlock, a transaction the server ended for standing idle, a standby, a lock, the server's disk. */
    private static final Set<String> OTHERS = Set.of("40001", "40P01", "25P03", "25P04", "25006", "55P03", "58030");

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
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || isPoolExhausted(e)
                || stateStartsWith(e, "08") // connection
                || stateStartsWith(e, "53") // out of disk, memory, connections
                || stateStartsWith(e, "57P") // starting, shutting down
                || OTHERS.contains(String.valueOf(e.getSQLState()));
    }

    private static boolean isPoolExhausted(SQLException e) {
        return e.getSQLState() == null
                && e.getMessage() != null
                && e.getMessage().contains("Acquisition timeout");
    }

    private static boolean stateStartsWith(SQLException e, String prefix) {
        return e.getSQLState() != null && e.getSQLState().startsWith(prefix);
    }

    private static boolean anyCause(Throwable failure, Predicate<SQLException> claim) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException e && claim.test(e)) {
                return true;
            }
        }
        return false;
    }
}
