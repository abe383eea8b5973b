package org.licensedesk.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Lets the servers in this JVM log what went wrong, and nothing else. */
public final class QuietLogs {

    private QuietLogs() {}

    /** To be called first. */
    public static void set() {
        try (InputStream in = QuietLogs.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(in);
        } catch (IOException e) {
            throw new UncheckedIOException("logging.properties in this jar cannot be read", e);
        }
    }
}
