package org.licensedesk.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the project lies, found from wherever a test or a benchmark of it was started. */
public final class Home {
    private Home() {}

    /** The project's root directory. */
    public static Path directory() {
        for (var here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isRegularFile(here.resolve("deploy/local/pom.xml"))) {
                return here;
            }
        }
        throw new IllegalStateException(
                "not inside License Desk: " + Path.of("").toAbsolutePath());
    }

    /** A file of the shared real data beside the project, where there is one. */
    public static Optional<Path> realData(String name) {
        return Optional.of(directory().resolveSibling("shared").resolve("data").resolve(name))
                .filter(Files::isReadable);
    }
}
