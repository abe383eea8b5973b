package org.licensedesk.chassis.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a service under test its servers and its settings: a database with both logins, Kafka with the topics of the other
 * services, and a provider that trusts {@link Tokens}. One PostgreSQL and one broker serve all tests of a module, however often
 * Quarkus restarts; they end with the test JVM. Every {@code @QuarkusTest} with this jar on its class path gets them unasked.
 */
public final class LocalServers implements QuarkusTestResourceLifecycleManager {
    private String database;

    /** {@code database} names the database where the module's directory does not tell. */
    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get("database");
    }

    @Override
    public Map<String, String> start() {
        Servers servers = Servers.ofThisModule();
        Optional<ServiceUnderTest> service = ServiceUnderTest.here();
        Servers.Login login = servers.login(
                database != null
                        ? database
                        : service.map(ServiceUnderTest::database).orElse("requests"));
        servers.createTopicsOfAllBut(service);

        Map<String, String> settings = new HashMap<>();
        settings.put("DATABASE_URL", login.url());
        settings.put("DATABASE_USER", login.user());
        settings.put("DATABASE_PASSWORD", login.password());
        settings.put("DATABASE_OWNER", login.owner());
        settings.put("DATABASE_OWNER_PASSWORD", login.ownerPassword());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
        settings.put("OIDC_URL", TestProvider.url());
        settings.put("OIDC_CLIENT_ID", "licensedesk");
        settings.put("OIDC_CLIENT_SECRET", "only-for-tests-only-for-tests-00");
        settings.put("SESSION_SECRET", "only-for-tests-only-for-tests-01");
        settings.put("STATE_SECRET", "only-for-tests-only-for-tests-02");
        settings.put("PUBLIC_URL", "http://localhost");
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    /** Nothing to do: the servers outlive Quarkus' restarts and end with the JVM. */
    @Override
    public void stop() {}

    /** The three services by the name of their directory: their databases and the topics that they create themselves. */
    enum ServiceUnderTest {
        REQUEST_SERVICE("request-service", "requests"),
        APPROVAL_SERVICE("approval-service", "approvals"),
        ASSIGNMENT_SERVICE("assignment-service", "assignments");

        private final String directory;
        private final String database;

        ServiceUnderTest(String directory, String database) {
            this.directory = directory;
            this.database = database;
        }

        static Optional<ServiceUnderTest> here() {
            String module = Path.of("").toAbsolutePath().getFileName().toString();
            for (ServiceUnderTest service : values()) {
                if (service.directory.equals(module)) {
                    return Optional.of(service);
                }
            }
            return Optional.empty();
        }

        String database() {
            return database;
        }

        String directory() {
            return directory;
        }
    }
}
