package org.licensedesk.local.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The children of the launcher. */
public final class Supervisor {

    private final Map<String, Child> children = new ConcurrentHashMap<>();
    private final Roster roster;
    private final Reporter reporter;
    private volatile boolean stopping;

    public Supervisor(Roster roster, Reporter reporter) {
        this.roster = roster;
        this.reporter = reporter;
    }

    /**
     * Starts a part and keeps it running from now on.
     *
     * @throws IllegalStateException when the system is being stopped
     */
    public void start(Part part) throws Exception {
        var child = new Child(part, roster, reporter);
        synchronized (this) {
            if (stopping) {
                throw new IllegalStateException("License Desk is being stopped");
            }
            children.put(part.name(), child);
        }
        child.start();
    }

    /** Waits until a part that was started does its work; false when it did not in time. */
    public boolean awaitReady(String name, Duration patience) throws InterruptedException {
        return children.get(name).awaitReady(patience);
    }

    /** The process of a part, or 0 when it was not started. */
    public long pid(String name) {
        Child child = children.get(name);
        return child == null ? 0 : child.pid();
    }

    /** From now on nothing is started any more. */
    public synchronized void beginStop() {
        stopping = true;
    }

    /** Ends these parts together, and returns when they have ended; parts that were never started are fine. */
    public void stop(List<String> names) throws IOException, InterruptedException {
        List<Child> toStop =
                names.stream().map(children::get).filter(child -> child != null).toList();
        for (Child child : toStop) {
            child.askToEnd();
        }
        for (Child child : toStop) {
            child.awaitEnd();
        }
    }
}
