package org.licensedesk.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.licensedesk.chassis.testing.LocalServers.ServiceUnderTest;

/** The PostgreSQL and the Kafka of this test JVM, in a child process that ends when its standard input closes. */
final class Servers {
    // a system property, because Quarkus loads this class several times and all of them must find the same servers
    private static final String WHERE = "licensedesk.testing.servers";
    private static final int PARTITIONS = 6;
    private static final Map<String, ServiceUnderTest> PUBLISHERS = Map.of(
            "license.requests", ServiceUnderTest.REQUEST_SERVICE,
            "license.approvals", ServiceUnderTest.APPROVAL_SERVICE,
            "license.people", ServiceUnderTest.APPROVAL_SERVICE,
            "license.groups", ServiceUnderTest.APPROVAL_SERVICE,
            "license.assignments", ServiceUnderTest.ASSIGNMENT_SERVICE,
            "license.catalogue", ServiceUnderTest.ASSIGNMENT_SERVICE,
            "license.group-products", ServiceUnderTest.ASSIGNMENT_SERVICE);
    private static final Set<String> COMPACTED =
            Set.of("license.people", "license.groups", "license.catalogue", "license.group-products");

    private final JsonNode where;

    private Servers(JsonNode where) {
        this.where = where;
    }

    /** A database and its two logins. */
    record Login(String url, String user, String password, String owner, String ownerPassword) {
        Connection asApplication() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        Connection asOwner() throws SQLException {
            return DriverManager.getConnection(url, owner, ownerPassword);
        }
    }

    static Servers ofThisModule() {
        synchronized (System.getProperties()) {
            if (System.getProperty(WHERE) == null) {
                System.setProperty(WHERE, startChild());
            }
            return new Servers(Contracts.tree(System.getProperty(WHERE)));
        }
    }

    String kafka() {
        return where.path("kafka").asText();
    }

    Login login(String database) {
        JsonNode login = where.path("databases").path(database);
        if (login.isMissingNode()) {
            throw new IllegalArgumentException("the test servers have no database " + database + ": " + where);
        }
        return new Login(
                login.path("url").asText(),
                login.path("user").asText(),
                login.path("password").asText(),
                login.path("owner").asText(),
                login.path("ownerPassword").asText());
    }

    /** Consumers must find the others' topics; its own a service creates itself. */
    void createTopicsOfAllBut(Optional<ServiceUnderTest> service) {
        List<NewTopic> topics = PUBLISHERS.entrySet().stream()
                .filter(topic -> !service.equals(Optional.of(topic.getValue())))
                .map(topic -> new NewTopic(topic.getKey(), PARTITIONS, (short) 1)
                        .configs(
                                COMPACTED.contains(topic.getKey())
                                        ? Map.of("cleanup.policy", "compact")
                                        : Map.of("retention.ms", "-1")))
                .collect(Collectors.toList());
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()))) {
            for (var created : admin.createTopics(topics).values().values()) {
                try {
                    created.get();
                } catch (ExecutionException failed) {
                    if (!(failed.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("the test broker creates no topics", failed.getCause());
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", stopped);
        }
    }

    private static String startChild() {
        Path local = findLocal();
        Path classes = local.resolve("target").resolve("classes");
        Path libraries = local.resolve("target").resolve("lib");
        if (!Files.isDirectory(classes) || !Files.isDirectory(libraries)) {
            throw new IllegalStateException(
                    "The test servers are not built: run `mvn -DskipTests package` in " + local);
        }
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classes + File.pathSeparator + libraries.resolve("*"),
                            "org.licensedesk.local.TestServers")
                    .redirectError(target.resolve("test-servers.log").toFile())
                    .start();
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
            String line = answers.readLine();
            if (line == null || !line.startsWith("{")) {
                child.destroy();
                throw new IllegalStateException(
                        "The test servers did not start; why stands in " + target.resolve("test-servers.log"));
            }
            keep(child, answers);
            return line;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A thread that holds on to the child: were its streams collected as garbage, the servers would stop mid-test. */
    private static void keep(Process child, BufferedReader answers) {
        Thread keeper = new Thread(
                () -> {
                    try {
                        while (answers.readLine() != null) {
                            // the child has nothing more to say
                        }
                        child.waitFor();
                    } catch (IOException | InterruptedException ended) {
                        child.destroy();
                    }
                },
                "test-servers");
        keeper.setDaemon(true);
        keeper.start();
    }

    private static Path findLocal() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            Path local = directory.resolve("deploy").resolve("local");
            if (Files.isRegularFile(local.resolve("pom.xml"))) {
                return local;
            }
        }
        throw new IllegalStateException("There is no deploy/local in " + start + " or above it");
    }
}
