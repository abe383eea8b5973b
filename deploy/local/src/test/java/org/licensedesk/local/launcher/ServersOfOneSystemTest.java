package org.licensedesk.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.licensedesk.local.servers.ChildJvm;
import org.licensedesk.local.servers.FreePorts;

/** The launcher with everything but the three services, which this module cannot know. */
class ServersOfOneSystemTest {

    private static final List<String> SERVERS = List.of("postgres", "kafka", "oidc");

    private final int port = new FreePorts().next();

    @TempDir
    Path data;

    private Process launcher;
    private BufferedReader output;

    @AfterEach
    void end() throws InterruptedException {
        launcher.destroy();
        launcher.waitFor();
    }

    @Test
    void itStartsComesBackFromKillsAndStopsInOrder() throws Exception {
        start();
        String token = new Tokens("http://localhost:" + port).of("kevin.brown@harbour.example", List.of());
        assertThat(token.split("\\.")).hasSize(3);

        for (String server : SERVERS) {
            ProcessHandle.of(pid(server)).orElseThrow().destroyForcibly();
            await(server + " ended (killed by signal 9) and is started again.");
        }
        for (int i = 0; i < SERVERS.size(); i++) {
            await(" is back after ");
        }
        assertThat(new Tokens("http://localhost:" + port).of("kevin.brown@harbour.example", List.of()))
                .isNotEmpty();

        List<ProcessHandle> children = launcher.descendants().toList();
        launcher.toHandle().destroy(); // unlike the process's own method, leaves its output open
        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await("Stopped.");
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("run/system.json")).doesNotExist();
    }

    @Test
    void secretsOutliveAStopAndFreshForgetsThem() throws Exception {
        start();
        stop();
        String secrets = Files.readString(data.resolve("secrets.properties"));

        start();
        stop();
        assertThat(Files.readString(data.resolve("secrets.properties"))).isEqualTo(secrets);

        Files.writeString(data.resolve("not-ours.txt"), "stays");
        start("--fresh");
        stop();
        assertThat(Files.readString(data.resolve("secrets.properties"))).isNotEqualTo(secrets);
        assertThat(data.resolve("not-ours.txt")).exists();
    }

    private void start(String... more) throws IOException {
        var builder = ChildJvm.of(Start.class);
        builder.command().add(1, "-Dlicensedesk.services=none");
        builder.command().addAll(List.of("--port", String.valueOf(port), "--data", data.toString()));
        builder.command().addAll(List.of(more));
        launcher = builder.redirectErrorStream(true).start();
        output = launcher.inputReader();
        await("License Desk is ready at http://localhost:" + port);
    }

    private void stop() throws InterruptedException {
        launcher.destroy();
        launcher.waitFor();
    }

    private long pid(String part) throws IOException {
        JsonNode system =
                new ObjectMapper().readTree(data.resolve("run/system.json").toFile());
        for (JsonNode each : system.path("parts")) {
            if (each.path("name").asText().equals(part)) {
                return each.path("pid").asLong();
            }
        }
        throw new IllegalStateException("no " + part + " in " + system);
    }

    private void await(String expected) throws IOException {
        var before = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            before.append(line).append('\n');
            if (line.contains(expected)) {
                return;
            }
        }
        throw new IllegalStateException("never said: " + expected + ", but:\n" + before);
    }
}
