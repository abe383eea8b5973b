package org.licensedesk.chassis.web;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.licensedesk.chassis.messaging.PassingFailure;

/** Tells what will pass (a server away, a pool exhausted, a process that is ending) from what is broken: 503 and not 500. */
final class Faults {

    private static final int DEEPEST = 20;

    /** PostgreSQL, appendix A: character_not_in_repertoire and untranslatable_character. */
    private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P05");

    private Faults() {}

    /** Whether PostgreSQL was given text that it cannot hold, wherever in the request it came from. */
    static boolean isUnstorableText(Throwable thrown) {
        return isCausedBy(
                thrown,
                cause -> cause instanceof SQLException sql
                        && UNSTORABLE_TEXT.contains(String.valueOf(sql.getSQLState())));
    }

    /** Whether trying again later can help. */
    static boolean isPassing(Throwable thrown) {
        return PassingFailure.isCauseOf(thrown)
                || isCausedBy(
                        thrown,
                        cause -> cause instanceof ConnectException
                                || cause instanceof RejectedExecutionException
                                || cause instanceof SQLTransientException
                                // the pool itself speaks without any state: it is exhausted, or closing
                                || (cause instanceof SQLException sql && sql.getSQLState() == null));
    }

    private static boolean isCausedBy(Throwable thrown, Predicate<Throwable> kind) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(kind);
    }
}
