package org.licensedesk.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.licensedesk.local.demo.Visibility;
import org.licensedesk.local.gateway.Backend;
import org.licensedesk.local.gateway.Gateway;
import org.licensedesk.local.mail.MailFiles;
import org.licensedesk.local.servers.DatabaseLogins;
import org.licensedesk.local.servers.LocalDatabase;
import org.licensedesk.local.supervisor.Part;
import org.licensedesk.local.supervisor.Reporter;
import org.licensedesk.local.supervisor.Roster;
import org.licensedesk.local.supervisor.Supervisor;

/** Every part of one License Desk, from the first process to the last. */
final class LocalSystem {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LINES_OF_LOG = 25;

    private final DataDirectory data;
    private final Terminal terminal;
    private final Secrets secrets;
    private final URI address;
    private final Parts parts;
    private final List<Service> services;
    private final Roster roster;
    private final Supervisor supervisor;
    private final SystemFile systemFile;
    private Gateway gateway;
    private MailFiles mailFiles;

    LocalSystem(Path repository, DataDirectory data, URI address, List<Service> services, Terminal terminal)
            throws IOException {
        this.data = data;
        this.terminal = terminal;
        this.address = address;
        this.services = services;
        this.secrets = new Secrets(data.path("secrets.properties"));
        this.parts = new Parts(repository, data, address, secrets);
        this.roster = new Roster(data.path("run"));
        this.supervisor = new Supervisor(roster, reporter());
        this.systemFile = new SystemFile(data.path("run/system.json"), address.toString(), supervisor::pid);
    }

    /** Starts all of it; returns when every service answers. */
    void start(List<InetAddress> loopback, Path accounts) throws Exception {
        systemFile.put("kafka", parts.kafkaAddress());
        long began = System.nanoTime();
        gateway = Gateway.start(address, loopback, backends());
        terminal.ready("gateway", began, address.toString());
        startMail();
        ExecutorService together = Executors.newCachedThreadPool();
        try {
            Future<?> kafka = together.submit(starting(parts.kafka(), "events"));
            Future<?> oidc = together.submit(starting(parts.oidc(accounts), "sign-in"));
            starting(parts.postgres(), "three databases, every commit on the disk")
                    .call();
            parts.postgresServer().awaitReady(PATIENCE); // which also checks that it keeps its promises
            var all = new ArrayList<>(List.of(kafka, oidc));
            for (Service service : services) {
                LocalDatabase database =
                        new DatabaseLogins(parts.postgresServer(), secrets::get).create(service.segment());
                systemFile.database(service, database);
                all.add(together.submit(starting(parts.service(service, database), "")));
            }
            for (Future<?> each : all) {
                await(each);
            }
        } finally {
            together.shutdown();
        }
        systemFile.write();
    }

    private void startMail() throws IOException {
        long began = System.nanoTime();
        Path directory = data.path("mail");
        mailFiles = MailFiles.start(directory, parts.port(Parts.MAIL));
        systemFile.put("mail", Map.of("port", parts.port(Parts.MAIL), "directory", directory.toString()));
        terminal.ready(Parts.MAIL, began, "every mail becomes a file in " + directory);
    }

    private Callable<Void> starting(Part part, String remark) {
        return () -> {
            long began = System.nanoTime();
            systemFile.part(part.name(), parts.ports(part.name()));
            supervisor.start(part);
            if (!supervisor.awaitReady(part.name(), PATIENCE)) {
                throw StartFailure.broken(
                        part.name() + " does not start. The end of its log, " + part.log() + ":\n" + endOf(part.log()));
            }
            terminal.ready(part.name(), began, remark);
            return null;
        };
    }

    private static void await(Future<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String endOf(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    }

    private List<Backend> backends() {
        var backends = new ArrayList<Backend>();
        for (Service service : Service.ALL) {
            backends.add(new Backend(service.segment(), service.title(), parts.httpPort(service)));
        }
        backends.add(new Backend("oidc", "The sign-in page", parts.port(Parts.OIDC)));
        return backends;
    }

    /** Where it can be seen what has reached whom. */
    Visibility visibility() {
        Map<String, Integer> managementPorts =
                services.stream().collect(Collectors.toMap(Service::name, parts::managementPort));
        return new Visibility(parts.kafkaAddress(), managementPorts);
    }

    /** Ends all of it in order: who asks before who is asked, the database last. */
    void stop() throws IOException, InterruptedException {
        supervisor.beginStop();
        supervisor.stop(services.stream().map(Service::name).toList());
        if (gateway != null) {
            gateway.close();
        }
        if (mailFiles != null) {
            mailFiles.close();
        }
        supervisor.stop(List.of(Parts.OIDC, Parts.KAFKA));
        supervisor.stop(List.of(Parts.POSTGRES));
        parts.keepRecordings();
        systemFile.delete();
        roster.close();
        data.release();
    }

    private Reporter reporter() {
        return new Reporter() {
            @Override
            public void say(String sentence) {
                terminal.say(sentence);
            }

            @Override
            public void partsChanged() {
                try {
                    systemFile.write();
                } catch (IOException e) {
                    throw new UncheckedIOException("the list of parts cannot be written", e);
                }
            }
        };
    }
}
