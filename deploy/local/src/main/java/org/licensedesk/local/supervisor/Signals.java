package org.licensedesk.local.supervisor;

import java.io.IOException;

/** Sends the signals that Java cannot. */
public final class Signals {

    private Signals() {}

    /** Asks a process to do what this signal means; one that is gone already is fine. */
    public static void send(long pid, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", signal, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
