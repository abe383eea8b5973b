package org.licensedesk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FloorTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void everyWorkflowLeavesARequestADecidedCaseASeatAndFourEvents() throws Exception {
        try (var floor = new Floor(FloorTest::connect, ProcessTimes::ofTheDriver)) {
            var speed = floor.measure(new Scenario(4, 3), Duration.ofMillis(300));

            assertThat(speed.workflows()).isPositive();
            assertThat(speed.cpuMilliseconds()).isPositive();
            assertThat(count("request")).isEqualTo(speed.workflows());
            assertThat(count("approval_case where status = 'APPROVED' and decided_by is not null"))
                    .isEqualTo(speed.workflows());
            assertThat(count("seat")).isEqualTo(speed.workflows());
            assertThat(count("event")).isEqualTo(4 * speed.workflows());
            assertThat(number("select sum(used) from bench_floor.pool")).isEqualTo(speed.workflows());
        }
    }

    @Test
    void itCommitsThreeTimesAWorkflow() throws Exception {
        try (var floor = new Floor(FloorTest::connect, ProcessTimes::ofTheDriver)) {
            var speed = floor.measure(new Scenario(2, 1), Duration.ofMillis(300));

            var transactions = number("select count(distinct xmin::text) from bench_floor.event");

            assertThat(transactions).isEqualTo(3 * speed.workflows());
        }
    }

    @Test
    void nothingOfItStaysBehind() throws Exception {
        new Floor(FloorTest::connect, ProcessTimes::ofTheDriver).close();

        assertThatThrownBy(() -> count("request")).isInstanceOf(SQLException.class);
    }

    private static long count(String tableAndCondition) throws SQLException {
        return number("select count(*) from bench_floor." + tableAndCondition);
    }

    private static long number(String query) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }
}
