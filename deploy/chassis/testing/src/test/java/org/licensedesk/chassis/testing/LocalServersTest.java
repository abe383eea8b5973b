package org.licensedesk.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class LocalServersTest {
    @Test
    void aServiceFindsItsDatabaseAndTheOthersTopics() throws Exception {
        LocalServers servers = new LocalServers();
        servers.init(Map.of("database", "approvals"));

        Map<String, String> settings = servers.start();

        assertThat(settings.get("DATABASE_URL")).endsWith("/approvals");
        try (var connection = Servers.ofThisModule().login("approvals").asOwner();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists tried (id int)");
        }
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get("KAFKA_BOOTSTRAP_SERVERS")))) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).contains("license.requests", "license.people", "license.catalogue");
            assertThat(admin.describeTopics(Set.of("license.requests"))
                            .allTopicNames()
                            .get()
                            .get("license.requests")
                            .partitions())
                    .hasSize(6);
        }
    }

    @Test
    void aSecondStartFindsTheSameServers() {
        Map<String, String> first = new LocalServers().start();
        Map<String, String> second = new LocalServers().start();

        assertThat(second).isEqualTo(first);
    }
}
