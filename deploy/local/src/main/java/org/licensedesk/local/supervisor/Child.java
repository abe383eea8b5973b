package org.licensedesk.local.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One part while it runs: its process, and the thread that starts another whenever that one has died. */
final class Child {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LIVED_LONG_ENOUGH = Duration.ofSeconds(20);
    private static final int HOPELESS = 4;
    private static final int LOOK_EVERY_MILLIS = 100;

    private final Part part;
    private final Roster roster;
    private final Reporter reporter;
    private volatile Process process;
    private volatile boolean stopping;
    private volatile int quickDeaths;
    private long startedAt;

    Child(Part part, Roster roster, Reporter reporter) {
        this.part = part;
        this.roster = roster;
        this.reporter = reporter;
    }

    void start() throws Exception {
        launch();
        var watcher = new Thread(this::watch, "watch-" + part.name());
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Waits until the part does its work; false when it did not in time, or died again and again. */
    boolean awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            if (stopping || quickDeaths >= HOPELESS || System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    String name() {
        return part.name();
    }

    long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Asks the part to end. */
    void askToEnd() throws IOException, InterruptedException {
        synchronized (this) {
            stopping = true;
        }
        if (process != null && process.isAlive()) {
            Signals.send(process.pid(), part.stopSignal());
        }
    }

    /** Waits for the end, and brings it about when the part takes longer than its grace time. */
    void awaitEnd() throws IOException, InterruptedException {
        if (process != null && !process.waitFor(part.grace().toMillis(), TimeUnit.MILLISECONDS)) {
            reporter.say(part.name() + " did not end within " + part.grace().toSeconds() + " s and is killed.");
            process.destroyForcibly().waitFor();
        }
        roster.ended(part.name());
    }

    private boolean isReady() throws InterruptedException {
        try {
            return process.isAlive() && part.readiness().isReady(process.pid());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return false; // not listening yet, as a rule
        }
    }

    private void launch() throws Exception {
        part.preparation().prepare();
        synchronized (this) {
            if (stopping) {
                return;
            }
            var builder = new ProcessBuilder(OwnSession.command(part.command()));
            builder.environment().putAll(part.environment());
            process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(part.log().toFile()))
                    .start();
            startedAt = System.nanoTime();
            roster.began(part.name(), process, part.stopSignal());
        }
        reporter.partsChanged();
    }

    private void watch() {
        try {
            while (true) {
                int exit = process.waitFor();
                if (stopping) {
                    return;
                }
                long diedAt = System.nanoTime();
                boolean livedLong = diedAt - startedAt > LIVED_LONG_ENOUGH.toNanos();
                quickDeaths = livedLong ? 0 : quickDeaths + 1;
                reporter.say(part.name() + " ended (" + meaning(exit) + ") and is started again.");
                TimeUnit.MILLISECONDS.sleep(pauseMillis(quickDeaths));
                while (!launchedAgain()) {
                    TimeUnit.MILLISECONDS.sleep(pauseMillis(++quickDeaths));
                }
                reportReturn(diedAt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean launchedAgain() throws InterruptedException {
        try {
            launch();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            reporter.say(part.name() + " cannot be started: " + e.getMessage());
            return false;
        }
    }

    private void reportReturn(long diedAt) throws InterruptedException {
        while (process.isAlive() && !stopping) {
            if (isReady()) {
                double seconds = (System.nanoTime() - diedAt) / 1e9;
                reporter.say("%s is back after %.1f s.".formatted(part.name(), seconds));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** At once after a long life, then longer and longer. */
    static long pauseMillis(int quickDeaths) {
        return quickDeaths <= 1 ? 0 : Math.min(LONGEST_PAUSE.toMillis(), 250L << Math.min(quickDeaths - 2, 8));
    }

    static String meaning(int exit) {
        return exit > 128 && exit < 160 ? "killed by signal " + (exit - 128) : "exit code " + exit;
    }
}
