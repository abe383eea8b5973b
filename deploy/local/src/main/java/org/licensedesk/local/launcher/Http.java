package org.licensedesk.local.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether somebody answers. */
final class Http {

    private static final int PATIENCE_MILLIS = 2_000;

    private Http() {}

    static boolean isOk(int port, String path) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return connection.getResponseCode() == 200;
        } finally {
            connection.disconnect();
        }
    }
}
