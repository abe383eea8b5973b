package org.licensedesk.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One PostgreSQL server of our own: its directory, its port, its superuser. Whoever starts the command watches the process. */
public final class PostgresServer {

    private static final String SUPERUSER = "postgres";
    private static final List<String> PROMISES = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path directory;
    private final int port;
    private final String password;
    private final boolean durable;
    private final WithoutRoot withoutRoot;
    private final PostgresPrograms programs;

    /**
     * @param durable whether what was committed survives a power cut; servers for tests need not promise that
     */
    public PostgresServer(Path directory, int port, String password, boolean durable) {
        this(directory, port, password, durable, WithoutRoot.here());
    }

    PostgresServer(Path directory, int port, String password, boolean durable, WithoutRoot withoutRoot) {
        this.directory = directory.toAbsolutePath();
        this.port = port;
        this.password = password;
        this.durable = durable;
        this.withoutRoot = withoutRoot;
        this.programs = PostgresPrograms.unpacked();
    }

    /** Sets the directory up unless it is already; done aside and renamed, so being killed half-way leaves nothing half. */
    public void setUp() throws IOException, InterruptedException {
        if (Files.exists(directory.resolve("PG_VERSION"))) {
            return;
        }
        Path aside = directory.resolveSibling(directory.getFileName() + ".new");
        Directories.delete(aside);
        Files.createDirectory(
                aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = Files.createTempFile(directory.getParent(), "initdb-", "");
        withoutRoot.give(aside);
        withoutRoot.give(passwordFile);
        try {
            Files.writeString(passwordFile, password);
            initdb(aside, passwordFile);
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path target, Path passwordFile) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                programs.path("initdb"),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!durable) {
            command.add("--no-sync");
        }
        var process = new ProcessBuilder(withoutRoot.command(command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("PostgreSQL could not set up " + directory + ":\n" + output);
        }
    }

    /**
     * To be called before each start. A server that was killed leaves its process id behind, and the operating system may have given
     * that number to some other program since: PostgreSQL would wait for that one to end.
     */
    public void forgetPredecessor() throws IOException {
        Path lock = directory.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        List<String> lines = Files.readAllLines(lock);
        var other = lines.isEmpty()
                ? Optional.<ProcessHandle>empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        boolean otherProgram = other.isPresent()
                && !other.get().info().command().orElse("postgres").endsWith("postgres");
        if (otherProgram) {
            Files.delete(lock);
        }
    }

    /** What to execute; the process is the server itself, so killing it kills the server. */
    public List<String> command() {
        String promise = durable ? "on" : "off";
        var command = new ArrayList<>(List.of(programs.path("postgres"), "-D", directory.toString()));
        for (String setting : List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=" + promise,
                "synchronous_commit=" + promise,
                "full_page_writes=" + promise,
                "max_connections=150",
                "shared_buffers=256MB",
                "max_wal_size=2GB",
                "io_method=sync",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "lc_messages=C")) {
            command.add("-c");
            command.add(setting);
        }
        return withoutRoot.command(command);
    }

    /** Whether the server takes logins now. */
    public boolean isReady() {
        try (Connection connection = connect(SUPERUSER)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Waits until the server takes logins.
     *
     * @throws IllegalStateException when it does not in time, or a durable server does not keep a promise of durability
     */
    public void awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = connect(SUPERUSER)) {
                if (durable) {
                    checkPromises(connection);
                }
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("PostgreSQL does not answer on port " + port, e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void checkPromises(Connection connection) throws SQLException {
        for (String setting : PROMISES) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("show " + setting)) {
                result.next();
                if (!result.getString(1).equals("on")) {
                    throw new IllegalStateException("PostgreSQL runs with " + setting + "=" + result.getString(1));
                }
            }
        }
    }

    /** A connection as superuser. */
    public Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        return DriverManager.getConnection(url(database), properties);
    }

    /** The address of one of its databases. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The superuser's login. */
    public String superuser() {
        return SUPERUSER;
    }

    /** Where it keeps everything. */
    public Path directory() {
        return directory;
    }
}
