package org.licensedesk.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.licensedesk.local.servers.DatabaseLogins;
import org.licensedesk.local.servers.Directories;
import org.licensedesk.local.servers.FreePorts;
import org.licensedesk.local.servers.KafkaBroker;
import org.licensedesk.local.servers.PostgresServer;
import org.licensedesk.local.servers.QuietLogs;
import org.licensedesk.local.supervisor.Roster;
import org.licensedesk.local.supervisor.Signals;

/**
 * The servers for one module's tests: PostgreSQL with the three databases, and Kafka. Says where they are in one line of JSON on
 * standard output, and ends with all of it when standard input closes.
 */
public final class TestServers {

    /** The databases of the three services. */
    static final List<String> DATABASES = List.of("requests", "approvals", "assignments");

    private TestServers() {}

    /** Runs until standard input closes. */
    public static void main(String[] arguments) throws Exception {
        QuietLogs.set();
        Path directory = Files.createTempDirectory("license-desk-test-");
        var ports = new FreePorts();
        int postgresPort = ports.next();
        int kafkaPort = ports.next();
        String password = UUID.randomUUID().toString().replace("-", "");
        var postgres = new PostgresServer(directory.resolve("postgres"), postgresPort, password, false);
        postgres.setUp();
        Process process = new ProcessBuilder(postgres.command())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("postgres.log").toFile())
                .start();
        // should this JVM be killed, its guardian ends PostgreSQL
        var roster = new Roster(directory);
        roster.began("postgres", process, "QUIT");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, roster, directory)));
        KafkaBroker.start(directory.resolve("kafka"), kafkaPort, ports.next(), false);
        postgres.awaitReady(Duration.ofSeconds(60));

        var databases = new LinkedHashMap<String, Object>();
        for (String name : DATABASES) {
            databases.put(name, new DatabaseLogins(postgres, login -> password).create(name));
        }
        System.out.println(new ObjectMapper()
                .writeValueAsString(Map.of(
                        "databases",
                        databases,
                        "superuser",
                        Map.of("user", postgres.superuser(), "password", password),
                        "postgresPid",
                        process.pid(),
                        "kafka",
                        "127.0.0.1:" + kafkaPort)));
        System.out.flush();

        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void end(Process postgres, Roster roster, Path directory) {
        try {
            // an immediate shutdown: nobody will ever want this data, but its shared memory must go
            Signals.send(postgres.pid(), "QUIT");
            postgres.waitFor();
            roster.close();
            Directories.delete(directory);
        } catch (IOException | InterruptedException e) {
            System.err.println("The test servers left something behind in " + directory + ": " + e);
        }
    }
}
