package org.licensedesk.local.launcher;

import java.io.PrintStream;

/** What whoever started the system reads. */
final class Terminal {

    private final PrintStream out;

    Terminal(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** One line for a part that works now. */
    void ready(String part, long startedNanos, String remark) {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        say("  %-20s %5.1f s   %s".formatted(part, seconds, remark).stripTrailing());
    }
}
