package org.licensedesk.local.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a program outside our process group: a Ctrl-C in the terminal reaches the launcher alone, which then ends all in order. */
public final class OwnSession {

    private static final List<String> PREFIX = prefix();

    private OwnSession() {}

    /** The command that runs the given one, in the same process, in a session of its own. */
    public static List<String> command(List<String> command) {
        var whole = new ArrayList<>(PREFIX);
        whole.addAll(command);
        return whole;
    }

    private static List<String> prefix() {
        if (isInstalled("setsid")) {
            return List.of("setsid");
        }
        // macOS has no such program, but perl
        return isInstalled("perl") ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV", "--") : List.of();
    }

    private static boolean isInstalled(String program) {
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
