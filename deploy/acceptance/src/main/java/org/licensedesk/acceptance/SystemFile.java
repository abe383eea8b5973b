package org.licensedesk.acceptance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What {@code DATA/run/system.json} says of the running system. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SystemFile(String address, long pid, List<Part> parts, Map<String, Database> databases, String kafka) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One child process. Ports that a part does not have are 0. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(String name, long pid, int httpPort, int managementPort, int port) {}

    /** The database of one service, with its two logins. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Database(String url, String user, String password, String owner, String ownerPassword) {
        /** A connection as the owner, who may look at everything. */
        public Connection asOwner() throws SQLException {
            return DriverManager.getConnection(url, owner, ownerPassword);
        }

        /** A connection as the service itself. */
        public Connection asApplication() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    /** Reads the file of the system that runs on this data directory. */
    public static SystemFile readFrom(Path data) {
        try {
            return JSON.readValue(data.resolve("run/system.json").toFile(), SystemFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The child process of this name. */
    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no part " + name + " in " + parts));
    }

    /** The database of this service. */
    public Database database(String service) {
        var database = databases.get(service);
        if (database == null) {
            throw new IllegalStateException("no database of " + service + " in " + databases.keySet());
        }
        return database;
    }
}
