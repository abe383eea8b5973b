package org.licensedesk.chassis.web;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.licensedesk.chassis.messaging.PassingFailure;

/** Tells what will pass (a server away, a pool exhausted, a process that is ending) from what is broken: 503 and not 500. */
final class Faults {

    private static final int DEEPEST = 20;

    /** PostgreSQL, appendix A: character_not_in_repertoire and untranslatable_character. */
    private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P05");

    private Faults() {}

    /** Whether PostgreSQL was given text that it cannot hold, wherever in the request it came from. */
    static boolean isUnstorableText(Throwable thrown) {
        var depth = 0;
        for (var cause = thrown; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql && UNSTORABLE_TEXT.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether trying again later can help. */
    static boolean isPassing(Throwable thrown) {
        if (PassingFailure.isCauseOf(thrown)) {
            return true;
        }
        var depth = 0;
        for (var cause = thrown; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof ConnectException
                    || cause instanceof RejectedExecutionException
                    || cause instanceof SQLTransientException
                    // the pool itself speaks without any state: it is exhausted, or closing
                    || (cause instanceof SQLException sql && sql.getSQLState() == null)) {
                return true;
            }
        }
        return false;
    }
}
