package org.licensedesk.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The gateway's own pages, which need nothing of any service. */
final class BarePage {

    private BarePage() {}

    /** The page with this title, around the content in the resource of that name. */
    static String of(String title, String content) {
        return read("frame.html").replace("{title}", title).replace("{content}", read(content));
    }

    private static String read(String resource) {
        try (InputStream in = BarePage.class.getResourceAsStream("/gateway/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " in this jar cannot be read", e);
        }
    }
}
