package org.licensedesk.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.licensedesk.local.launcher.Tokens;

/**
 * A whole License Desk, started as a person starts it: by {@code deploy/local/start}, on a free port, with a data
 * directory of its own. Closing it stops it and removes the directory, unless it was asked to stay.
 */
public final class RunningSystem implements AutoCloseable {
    private static final String READY = "License Desk is ready at ";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path home;
    private final Settings settings;
    private final Path data;
    private final int port;
    private final Api api;
    private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
    private final Thread stopWithTheJvm = new Thread(this::stopAndCleanUp);
    private Process process;

    /** How to start a system: command line options, environment, and the data directory (null for a temporary one). */
    public record Settings(List<String> options, Map<String, String> environment, Path data) {
        public Settings {
            options = List.copyOf(options);
            environment = Map.copyOf(environment);
        }

        /** The demo company, in a temporary directory. */
        public static Settings demo() {
            return new Settings(List.of(), Map.of(), null);
        }

        /** No demo company; only what the options bring. */
        public static Settings withoutDemo(String... options) {
            var all = new ArrayList<>(List.of("--no-demo"));
            all.addAll(List.of(options));
            return new Settings(all, Map.of(), null);
        }

        /** The same, with one more variable in the environment. */
        public Settings with(String variable, String value) {
            var variables = new HashMap<>(environment);
            variables.put(variable, value);
            return new Settings(options, variables, data);
        }

        /** The same on a data directory that is kept when the system is closed. */
        public Settings in(Path directory) {
            return new Settings(options, environment, directory);
        }
    }

    private RunningSystem(Path home, Settings settings, Path data, int port) {
        this.home = home;
        this.settings = settings;
        this.data = data;
        this.port = port;
        this.api = new Api(address());
    }

    /** Starts a system and returns once it says that it is ready. */
    public static RunningSystem start(Settings settings) {
        try {
            var data = settings.data() == null ? Files.createTempDirectory("license-desk-") : settings.data();
            var system = new RunningSystem(Home.directory(), settings, data, freePort());
            Runtime.getRuntime().addShutdownHook(system.stopWithTheJvm);
            system.start();
            return system;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A system that somebody else has started on this data directory; it is never stopped from here. */
    public static RunningSystem alreadyOn(Path data) {
        var port = URI.create(SystemFile.readFrom(data).address()).getPort();
        return new RunningSystem(Home.directory(), Settings.demo().in(data), data, port);
    }

    /** Starts the stopped system again on the same port and data. */
    public void startAgain() {
        if (process != null) {
            throw new IllegalStateException("the system on port " + port + " is running already");
        }
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() throws IOException {
        var command = new ArrayList<String>();
        command.add(home.resolve("deploy/local/start").toString());
        command.addAll(List.of("--port", String.valueOf(port), "--data", data.toString()));
        command.addAll(settings.options());
        var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().putAll(settings.environment());
        process = builder.start();
        var ready = new CompletableFuture<String>();
        var reading = new Thread(() -> read(process.inputReader(), ready), "license-desk-output-" + port);
        reading.setDaemon(true);
        reading.start();
        await(ready);
    }

    private void read(BufferedReader lines, CompletableFuture<String> ready) {
        try (lines) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains(READY)) {
                    ready.complete(line);
                }
            }
            ready.completeExceptionally(new IllegalStateException("the system ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void await(CompletableFuture<String> ready) {
        try {
            ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            stopAndCleanUp();
            throw new IllegalStateException("License Desk did not start:\n" + String.join("\n", output), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopAndCleanUp();
            throw new IllegalStateException("interrupted while License Desk was starting", e);
        }
    }

    /** Where a browser finds it. */
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** The directory that holds everything it keeps. */
    public Path data() {
        return data;
    }

    /** What it has printed so far. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Its public API, for anybody who has a token. */
    public Api api() {
        return api;
    }

    /** A bearer token for a person of the directory, with these roles on top of the person's own. */
    public String token(String email, String... roles) {
        try {
            return new Tokens(address().toString()).of(email, List.of(roles));
        } catch (IOException e) {
            throw new UncheckedIOException("no token for " + email, e);
        }
    }

    /** Its parts as they are at this moment: process ids, ports, databases. */
    public SystemFile parts() {
        return SystemFile.readFrom(data);
    }

    /** Kills one part as a crash would, with SIGKILL. The supervisor is expected to bring it back. */
    public void kill(String part) {
        var pid = parts().part(part).pid();
        ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException(part + " has no process " + pid))
                .destroyForcibly();
    }

    /** Stops it as Ctrl-C would and waits until everything has ended; its data stays. */
    public void stop() {
        if (process == null) {
            return;
        }
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process = null;
    }

    @Override
    public void close() {
        stopAndCleanUp();
        Runtime.getRuntime().removeShutdownHook(stopWithTheJvm);
    }

    private void stopAndCleanUp() {
        stop();
        if (settings.data() == null) {
            remove(data);
        }
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
