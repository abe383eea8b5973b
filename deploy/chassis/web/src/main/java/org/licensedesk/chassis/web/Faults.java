package org.licensedesk.chassis.web;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Tells what will pass (a server away, a lock lost, a pool exhausted) from what is broken. The first is answered 503, the second 500. */
final class Faults {

    /** PostgreSQL and JDBC: connection lost, out of resources, shutting down, restarting, lock not to be had, serialization, deadlock. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "58");

    private static final Set<String> PASSING_STATES =
            Set.of("57P01", "57P02", "57P03", "57014", "55P03", "40001", "40P01", "25006");

    private Faults() {}

    /** Whether trying again later can help. */
    static boolean isPassing(Throwable thrown) {
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        for (var cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isPassing(sql)) {
                return true;
            }
            if (cause instanceof java.net.ConnectException
                    || cause instanceof java.util.concurrent.RejectedExecutionException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(SQLException thrown) {
        if (thrown instanceof SQLTransientException
                || thrown instanceof SQLRecoverableException
                || thrown instanceof SQLTimeoutException) {
            return true;
        }
        var state = thrown.getSQLState();
        if (state == null) {
            // Agroal says "Acquisition timeout" and "datasource is closed" without any state
            return true;
        }
        return PASSING_STATES.contains(state)
                || (state.length() >= 2 && PASSING_CLASSES.contains(state.substring(0, 2)));
    }
}
