package org.licensedesk.local.launcher;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.licensedesk.local.oidc.OidcProvider;
import org.licensedesk.local.servers.FreePorts;
import org.licensedesk.local.servers.KafkaProcess;
import org.licensedesk.local.servers.LocalDatabase;
import org.licensedesk.local.servers.PostgresServer;
import org.licensedesk.local.supervisor.Part;

/** How each part of the system is started: its command, its settings, and how one sees that it works. */
final class Parts {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String OIDC = "oidc";
    static final String MAIL = "mail";

    private static final List<String> SMALL = List.of("-Xms32m", "-XX:+UseSerialGC");
    private static final List<String> QUICKLY_COMPILED = with(SMALL, "-XX:TieredStopAtLevel=1");
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path repository;
    private final DataDirectory data;
    private final URI address;
    private final Secrets secrets;
    private final FreePorts ports = new FreePorts();
    private final Map<String, Map<String, Integer>> portsOf = new LinkedHashMap<>();
    private final PostgresServer postgres;
    private final ClassArchives archives;

    Parts(Path repository, DataDirectory data, URI address, Secrets secrets) {
        this.repository = repository;
        this.data = data;
        this.address = address;
        this.secrets = secrets;
        portsOf.put(POSTGRES, Map.of("port", ports.next()));
        portsOf.put(KAFKA, Map.of("port", ports.next()));
        portsOf.put(OIDC, Map.of("port", ports.next()));
        portsOf.put(MAIL, Map.of("port", ports.next()));
        for (Service service : Service.ALL) {
            portsOf.put(service.name(), Map.of("httpPort", ports.next(), "managementPort", ports.next()));
        }
        archives = new ClassArchives(repository.resolve("deploy/local/target/class-archives"));
        postgres = new PostgresServer(data.path("postgres"), port(POSTGRES), secrets.get("postgres"), true);
    }

    /** Keeps what this run has recorded for the next; to be called when every part has ended. */
    void keepRecordings() {
        archives.keepRecordings();
    }

    Map<String, Integer> ports(String part) {
        return portsOf.get(part);
    }

    int port(String part) {
        return portsOf.get(part).get("port");
    }

    int httpPort(Service service) {
        return portsOf.get(service.name()).get("httpPort");
    }

    int managementPort(Service service) {
        return portsOf.get(service.name()).get("managementPort");
    }

    String kafkaAddress() {
        return "127.0.0.1:" + port(KAFKA);
    }

    PostgresServer postgresServer() {
        return postgres;
    }

    Part postgres() throws IOException {
        return new Part(
                POSTGRES,
                postgres.command(),
                Map.of(),
                data.log(POSTGRES),
                () -> {
                    postgres.setUp();
                    postgres.forgetPredecessor();
                },
                pid -> postgres.isReady(),
                "INT", // TERM would wait until every client has gone by itself
                GRACE);
    }

    Part kafka() throws IOException {
        Path ready = data.path("run/kafka.ready");
        List<String> command = java(
                KAFKA,
                with(givenFlags().orElse(QUICKLY_COMPILED), "-Xms32m", "-Xmx192m"),
                KafkaProcess.class,
                data.path("kafka").toString(),
                String.valueOf(port(KAFKA)),
                String.valueOf(ports.next()),
                ready.toString());
        return new Part(
                KAFKA,
                command,
                Map.of("MALLOC_ARENA_MAX", "2"),
                data.log(KAFKA),
                () -> Files.deleteIfExists(ready),
                pid -> Files.readString(ready).equals(String.valueOf(pid)),
                "TERM",
                GRACE);
    }

    Part oidc(Path accounts) throws IOException {
        // with the quick compiler alone a signature costs many times as much
        List<String> command = java(
                OIDC,
                with(SMALL, "-Xmx64m"),
                OidcProvider.class,
                String.valueOf(port(OIDC)),
                address.toString(),
                accounts.toString(),
                data.path("oidc-key.json").toString());
        return new Part(
                OIDC,
                command,
                Map.of("MALLOC_ARENA_MAX", "2"),
                data.log(OIDC),
                () -> {},
                pid -> Http.isOk(port(OIDC), "/oidc/.well-known/openid-configuration"),
                "TERM",
                GRACE);
    }

    Part service(Service service, LocalDatabase database) throws IOException {
        var command = new ArrayList<String>();
        command.add(javaProgram());
        command.addAll(givenFlags().orElseGet(() -> with(QUICKLY_COMPILED, "-Xmx128m")));
        command.addAll(archives.flags(service.name(), runnable(service)));
        command.add("-jar");
        command.add(runnable(service).toString());
        return new Part(
                service.name(),
                command,
                environment(service, database),
                data.log(service.name()),
                () -> {},
                pid -> Http.isOk(managementPort(service), "/q/health/ready"),
                "TERM",
                GRACE);
    }

    /** The built service. */
    Path runnable(Service service) {
        return repository.resolve(service.name()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private Map<String, String> environment(Service service, LocalDatabase database) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("QUARKUS_PROFILE", "local");
        environment.put("HTTP_HOST", "127.0.0.1");
        environment.put("HTTP_PORT", String.valueOf(httpPort(service)));
        environment.put("MANAGEMENT_HOST", "127.0.0.1");
        environment.put("MANAGEMENT_PORT", String.valueOf(managementPort(service)));
        environment.put("DATABASE_URL", database.url());
        environment.put("DATABASE_USER", database.user());
        environment.put("DATABASE_PASSWORD", database.password());
        environment.put("DATABASE_OWNER", database.owner());
        environment.put("DATABASE_OWNER_PASSWORD", database.ownerPassword());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafkaAddress());
        environment.put("OIDC_URL", address + "/oidc");
        environment.put("OIDC_CLIENT_ID", "licensedesk");
        environment.put("OIDC_CLIENT_SECRET", secrets.get("oidc-client"));
        environment.put("SESSION_SECRET", secrets.get("session"));
        environment.put("STATE_SECRET", secrets.get("state"));
        environment.put("PUBLIC_URL", address.toString());
        environment.put("MAIL_HOST", "127.0.0.1");
        environment.put("MAIL_PORT", String.valueOf(port(MAIL)));
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }

    /** What somebody wants the Java programs to run on instead, to measure or to look into them. */
    private static Optional<List<String>> givenFlags() {
        return Optional.ofNullable(System.getenv("LICENSE_DESK_JVM_OPTIONS"))
                .filter(given -> !given.isBlank())
                .map(given -> List.of(given.strip().split("\\s+")));
    }

    private static List<String> with(List<String> flags, String... more) {
        var all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return all;
    }

    private List<String> java(String name, List<String> flags, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(javaProgram());
        command.addAll(flags);
        command.addAll(archives.flags(name, code()));
        command.add("-cp");
        command.add(code() + File.pathSeparator + code().resolveSibling("lib") + "/*"); // left to Java to expand
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The jar of this project; its libraries lie beside it. */
    private static Path code() {
        try {
            return Path.of(Parts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program's own place is not a file", e);
        }
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
