package org.licensedesk.local.supervisor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The list of living children on the disk. A guardian process of its own ends them when the launcher is killed; should the guardian be
 * killed as well, the next start finds the list and ends them.
 */
public final class Roster implements AutoCloseable {

    private static final String PREFIX = "children-";
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Waits until the launcher's end of the pipe is gone, then asks every child to end, then makes it. */
    private static final String GUARDIAN = """
            trap '' HUP INT TERM
            read -r nothing
            [ -f "$1" ] || exit 0
            while read -r pid signal started; do kill -s "$signal" "$pid"; done < "$1"
            for tenth in $(seq 100); do
              alive=
              while read -r pid signal started; do kill -0 "$pid" && alive=yes; done < "$1"
              [ -n "$alive" ] || break
              sleep 0.1
            done
            while read -r pid signal started; do kill -s KILL "$pid"; done < "$1"
            rm -f "$1"
            """;

    private record Entry(long pid, String signal, long startedMillis) {
        String line() {
            return pid + " " + signal + " " + startedMillis + "\n";
        }
    }

    private final Map<String, Entry> living = new LinkedHashMap<>();
    private final Path file;
    private final Process guardian;

    /** Begins an empty list in this directory, and its guardian. */
    public Roster(Path directory) throws IOException {
        file = directory.resolve(PREFIX + ProcessHandle.current().pid());
        guardian = new ProcessBuilder(OwnSession.command(List.of("sh", "-c", GUARDIAN, "guardian", file.toString())))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** From now on this process is ended with the launcher, first by the given signal. */
    public synchronized void began(String name, Process process, String stopSignal) throws IOException {
        long started = startedMillis(process.toHandle());
        living.put(name, new Entry(process.pid(), stopSignal, started));
        write();
    }

    synchronized void ended(String name) throws IOException {
        living.remove(name);
        write();
    }

    private void write() throws IOException {
        var lines = new StringBuilder();
        living.values().forEach(entry -> lines.append(entry.line()));
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, lines);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Ends the guardian; to be called when no child lives any more. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        guardian.getOutputStream().close();
    }

    /** Ends whatever earlier launchers left behind in this directory, and returns how many children that were. */
    public static int endOrphans(Path directory) throws IOException, InterruptedException {
        int ended = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                ended += endAll(Files.readAllLines(file));
                Files.deleteIfExists(file);
            }
        }
        return ended;
    }

    private static int endAll(List<String> lines) throws IOException, InterruptedException {
        var orphans = new ArrayList<ProcessHandle>();
        for (String line : lines) {
            String[] words = line.split(" ");
            var handle = ProcessHandle.of(Long.parseLong(words[0]));
            if (handle.isPresent() && isSame(handle.get(), Long.parseLong(words[2]))) {
                orphans.add(handle.get());
                Signals.send(handle.get().pid(), words[1]);
            }
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (ProcessHandle orphan : orphans) {
            while (orphan.isAlive() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            orphan.destroyForcibly();
        }
        return orphans.size();
    }

    /** Process ids are used again; the time of the start tells whether this is still the one we knew. */
    private static boolean isSame(ProcessHandle handle, long startedMillis) {
        return handle.isAlive() && Math.abs(startedMillis(handle) - startedMillis) <= 2_000;
    }

    private static long startedMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
