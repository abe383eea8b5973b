package org.licensedesk.chassis.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** PostgreSQL and Kafka for the tests of this module: one process, started with the first test, gone with the last. */
final class Servers {
    private static final Servers RUNNING = new Servers();

    private final JsonNode places;

    private Servers() {
        try {
            Path local = local();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            local.resolve("classes") + ":" + local.resolve("lib") + "/*",
                            "org.licensedesk.local.TestServers")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("The test servers did not start");
            }
            places = new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Servers running() {
        return RUNNING;
    }

    String kafka() {
        return places.get("kafka").asText();
    }

    /** The login that owns the tables. */
    String owner() {
        return database().get("owner").asText();
    }

    String ownerPassword() {
        return database().get("ownerPassword").asText();
    }

    /** The login that the application runs with. */
    String login() {
        return database().get("user").asText();
    }

    String password() {
        return database().get("password").asText();
    }

    String url(String database) {
        String url = database().get("url").asText();
        return url.substring(0, url.lastIndexOf('/') + 1) + database;
    }

    Connection asSuperuser() throws SQLException {
        return asSuperuser("postgres");
    }

    Connection asSuperuser(String database) throws SQLException {
        JsonNode superuser = places.get("superuser");
        Properties login = new Properties();
        login.put("user", superuser.get("user").asText());
        login.put("password", superuser.get("password").asText());
        return DriverManager.getConnection(url(database), login);
    }

    private JsonNode database() {
        return places.get("databases").get("requests");
    }

    private static Path local() {
        for (Path place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
            Path local = place.resolve("deploy/local/target");
            if (Files.isDirectory(local.resolve("lib"))) {
                return local;
            }
        }
        throw new IllegalStateException("deploy/local is not built: mvn -pl deploy/local package");
    }
}
