package org.licensedesk.local.servers;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root. Where we are root (a container, as a rule) it runs in a user namespace of its own, in which root
 * is nobody; where such namespaces are forbidden, it runs as the user nobody, who may still reach what root may reach.
 */
final class WithoutRoot {

    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final List<String> NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    private final List<String> prefix;

    private WithoutRoot(List<String> prefix) {
        this.prefix = prefix;
    }

    static WithoutRoot here() {
        if (new UnixSystem().getUid() != 0) {
            return new WithoutRoot(List.of());
        }
        return works(NAMESPACE) ? new WithoutRoot(NAMESPACE) : new WithoutRoot(NOBODY);
    }

    /** For tests: the way that needs no user namespace. */
    static WithoutRoot asNobody() {
        return new WithoutRoot(NOBODY);
    }

    List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Gives a directory to whoever PostgreSQL will run as: it insists on owning its data. */
    void give(Path directory) throws IOException {
        if (prefix == NOBODY) {
            Files.setAttribute(directory, "unix:uid", 65534);
            Files.setAttribute(directory, "unix:gid", 65534);
        }
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was being started", e);
        }
    }
}
