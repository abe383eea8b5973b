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

    private static final List<String> SMALL = List.of("-Xms32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Path repository;
    private final DataDirectory data;
    private final URI address;
    private final Secrets secrets;
    private final FreePorts ports = new FreePorts();
    private final Map<String, Map<String, Integer>> portsOf = new LinkedHashMap<>();
    private final PostgresServer postgres;

    Parts(Path repository, DataDirectory data, URI address, Secrets secrets) {
        this.repository = repository;
        this.data = data;
        this.address = address;
        this.secrets = secrets;
        portsOf.put(POSTGRES, Map.of("port", ports.next()));
        portsOf.put(KAFKA, Map.of("port", ports.next()));
        portsOf.put(OIDC, Map.of("port", ports.next()));
        for (Service service : Service.ALL) {
            portsOf.put(service.name(), Map.of("httpPort", ports.next(), "managementPort", ports.next()));
        }
        postgres = new PostgresServer(data.path("postgres"), port(POSTGRES), secrets.get("postgres"), true);
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
                List.of("-Xmx192m"),
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
        List<String> command = java(
                List.of("-Xmx64m"),
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
        command.addAll(serviceFlags());
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
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }

    private static List<String> serviceFlags() {
        String given = System.getenv("LICENSE_DESK_JVM_OPTIONS");
        if (given != null && !given.isBlank()) {
            return List.of(given.strip().split("\\s+"));
        }
        var flags = new ArrayList<>(SMALL);
        flags.add("-Xmx128m");
        return flags;
    }

    private static List<String> java(List<String> flags, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(javaProgram());
        command.addAll(SMALL);
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** This project and its libraries, left to Java to expand: a list of them all would fill every listing of processes. */
    private static String classPath() {
        try {
            Path code = Path.of(Parts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code + File.pathSeparator + code.resolveSibling("lib") + "/*";
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program's own place is not a file", e);
        }
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
