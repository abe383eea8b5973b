package org.licensedesk.acceptance.load;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.licensedesk.acceptance.RunningSystem;

/**
 * A second process of a running service: the same command and the same settings, which Linux tells, on ports of its own. The
 * gateway does not know it; it takes its share of the events.
 */
final class Replica {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Replica() {}

    /** Starts one and returns when it is ready. Whoever asked for it ends it. */
    static Process of(RunningSystem system, String service) throws IOException {
        Path original =
                Path.of("/proc", String.valueOf(system.parts().part(service).pid()));
        int managementPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(texts(original.resolve("cmdline")))
                .redirectErrorStream(true)
                .redirectOutput(log(system, service));
        Map<String, String> environment = builder.environment();
        environment.clear();
        for (String setting : texts(original.resolve("environ"))) {
            int sign = setting.indexOf('=');
            environment.put(setting.substring(0, sign), setting.substring(sign + 1));
        }
        environment.put("HTTP_PORT", String.valueOf(freePort()));
        environment.put("MANAGEMENT_PORT", String.valueOf(managementPort));
        Process replica = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(replica::destroyForcibly));
        if (!Client.await(() -> !replica.isAlive() || isReady(managementPort), PATIENCE) || !replica.isAlive()) {
            replica.destroyForcibly();
            throw new IllegalStateException("a second " + service + " did not start; see " + log(system, service));
        }
        return replica;
    }

    private static File log(RunningSystem system, String service) {
        return system.data().resolve("logs").resolve(service + "-replica.log").toFile();
    }

    private static List<String> texts(Path file) throws IOException {
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Arrays.stream(all.split("\0")).filter(text -> !text.isEmpty()).toList();
    }

    private static boolean isReady(int managementPort) {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(ready, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a replica was starting", stopped);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
