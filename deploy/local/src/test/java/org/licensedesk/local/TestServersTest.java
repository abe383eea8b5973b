package org.licensedesk.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.licensedesk.local.servers.ChildJvm;

class TestServersTest {

    @Test
    void theyServeUntilStandardInputCloses() throws Exception {
        Process process = ChildJvm.of(TestServers.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            JsonNode line = new ObjectMapper().readTree(process.inputReader().readLine());

            for (String name : TestServers.DATABASES) {
                JsonNode database = line.path("databases").path(name);
                DriverManager.getConnection(text(database, "url"), text(database, "user"), text(database, "password"))
                        .close();
                DriverManager.getConnection(
                                text(database, "url"), text(database, "owner"), text(database, "ownerPassword"))
                        .close();
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", text(line, "kafka")))) {
                assertThat(admin.listTopics().names().get()).isEmpty();
            }

            long postgres = line.path("postgresPid").asLong();
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive))
                    .isEmpty();
        } finally {
            process.destroy();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
