package org.licensedesk.chassis.messaging;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Gives the test application a database and a broker. */
public class TestServers implements QuarkusTestResourceLifecycleManager {
    private static final String NAME = "messaging_application";

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.running();
        try (Connection connection = servers.asSuperuser();
                var statement = connection.createStatement()) {
            statement.execute("create database " + NAME + " owner " + servers.owner());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (Connection connection = servers.asSuperuser(NAME);
                var statement = connection.createStatement()) {
            statement.execute("alter schema public owner to " + servers.owner());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "DATABASE_URL", servers.url(NAME),
                "DATABASE_USER", servers.login(),
                "DATABASE_PASSWORD", servers.password(),
                "DATABASE_OWNER", servers.owner(),
                "DATABASE_OWNER_PASSWORD", servers.ownerPassword(),
                "KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
    }

    @Override
    public void stop() {}
}
