package org.licensedesk.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = new FreePorts().next();

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatWasCommittedSurvivesAKill() throws Exception {
        PostgresServer server = aDurableServer();
        start(server);
        execute(server, "create table kept(word text)");
        execute(server, "insert into kept values ('harbour')");

        process.destroyForcibly().waitFor();
        start(server);

        assertThat(ask(server, "select word from kept")).isEqualTo("harbour");
    }

    @Test
    void aDurableServerPromisesDurability() throws Exception {
        PostgresServer server = aDurableServer();

        start(server);

        assertThat(ask(server, "show fsync")).isEqualTo("on");
        assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
        assertThat(ask(server, "show full_page_writes")).isEqualTo("on");
    }

    @Test
    void aServerThatBreaksItsPromisesIsNotReady() throws Exception {
        PostgresServer server = aDurableServer();
        start(server);
        execute(server, "alter role postgres set synchronous_commit = off");

        assertThatThrownBy(() -> server.awaitReady(PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchronous_commit=off");
    }

    @Test
    void theProcessIdOfAnotherProgramIsForgotten() throws Exception {
        PostgresServer server = aDurableServer();
        server.setUp();
        Path lock = directory.resolve("postgres/postmaster.pid");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n" + directory.resolve("postgres") + "\n");

        server.forgetPredecessor();

        assertThat(lock).doesNotExist();
    }

    @Test
    void aLoginEntersItsOwnDatabaseOnly() throws Exception {
        PostgresServer server = aDurableServer();
        start(server);
        var logins = new DatabaseLogins(server, login -> "secretof" + login);
        LocalDatabase requests = logins.create("requests");
        LocalDatabase approvals = logins.create("approvals");

        assertThatThrownBy(() -> DriverManager.getConnection(approvals.url(), requests.user(), requests.password()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void theApplicationsLoginMakesNoTables() throws Exception {
        PostgresServer server = aDurableServer();
        start(server);
        LocalDatabase database = new DatabaseLogins(server, login -> "secret").create("requests");

        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table mine(id int)"))
                    .hasMessageContaining("permission denied for schema public");
        }
    }

    @Test
    void rootWithoutUserNamespacesRunsItAsNobody() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only root has to");
        var server = new PostgresServer(directory.resolve("postgres"), port, "secret", false, WithoutRoot.asNobody());

        start(server);

        assertThat(ask(server, "select 'works'")).isEqualTo("works");
    }

    private PostgresServer aDurableServer() {
        return new PostgresServer(directory.resolve("postgres"), port, "secret", true);
    }

    private void start(PostgresServer server) throws IOException, InterruptedException {
        server.setUp();
        server.forgetPredecessor();
        // children of the one that was killed may hold its memory for a moment; the supervisor just tries again
        for (int attempt = 0; attempt < 20; attempt++) {
            process = new ProcessBuilder(server.command())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            while (process.isAlive()) {
                if (server.isReady()) {
                    return;
                }
                process.onExit()
                        .completeOnTimeout(process, 50, java.util.concurrent.TimeUnit.MILLISECONDS)
                        .join();
            }
        }
        throw new IOException("PostgreSQL does not start:\n" + Files.readString(directory.resolve("log")));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
