package org.licensedesk.local.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One program that belongs to the system.
 *
 * @param name what it is called in messages and in the list of parts
 * @param command what to execute
 * @param environment what it finds in its environment, besides ours
 * @param log where its output goes
 * @param preparation what to do before each start
 * @param readiness whether it does its work now
 * @param stopSignal the signal that asks it to end ("TERM")
 * @param grace how long it may take to end before it is killed
 */
public record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Preparation preparation,
        Readiness readiness,
        String stopSignal,
        Duration grace) {

    /** What must be in order before a part can start. */
    @FunctionalInterface
    public interface Preparation {
        /** Puts it in order. */
        void prepare() throws Exception;
    }

    /** The question whether a part works. */
    @FunctionalInterface
    public interface Readiness {
        /** Whether the process with this id answers; any exception means no. */
        boolean isReady(long pid) throws Exception;
    }
}
