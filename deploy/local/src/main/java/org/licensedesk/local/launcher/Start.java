package org.licensedesk.local.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.licensedesk.local.demo.DemoCompany;
import org.licensedesk.local.oidc.Account;
import org.licensedesk.local.servers.QuietLogs;
import org.licensedesk.local.supervisor.Roster;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code deploy/local/start}. */
@Command(
        name = "deploy/local/start",
        description = "Starts License Desk on this machine, everything it needs included, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Start.Version.class,
        sortOptions = false)
public final class Start implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "N", description = "where to answer (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--data", paramLabel = "DIR", description = "where to keep everything (default: deploy/local/data)")
    private Path dataDirectory;

    @Option(names = "--fresh", description = "begin anew: delete what earlier runs left there")
    private boolean fresh;

    @Option(
            names = "--no-demo",
            description = "without the invented company; one administrator and one auditor can sign in")
    private boolean noDemo;

    @Option(names = "--people", paramLabel = "FILE", description = "CSV of people to import")
    private Path people;

    @Option(names = "--products", paramLabel = "FILE", description = "CSV of products to import, in Microsoft's layout")
    private Path products;

    private final Terminal terminal = new Terminal(System.out);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private LocalSystem system;
    private volatile boolean stopping;

    /** Runs until Ctrl-C or SIGTERM. */
    public static void main(String[] arguments) {
        QuietLogs.set();
        System.exit(new CommandLine(new Start()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try {
            start();
            stopped.await();
            return 0;
        } catch (Exception e) {
            if (stopping) {
                stopped.await(); // whatever failed, failed because it was being stopped
                return 0;
            }
            if (e instanceof StartFailure failure) {
                System.err.println(failure.getMessage());
                return failure.exitCode();
            }
            throw e;
        }
    }

    private void start() throws Exception {
        long began = System.nanoTime();
        Path repository = Path.of(System.getProperty("licensedesk.repository", "."));
        if (port < 1 || port > 65_535) {
            throw StartFailure.wrongCall("There is no port " + port + ". Choose one from 1 to 65535.");
        }
        checkReadable(people);
        checkReadable(products);
        List<InetAddress> loopback = Loopback.freeAt(port);
        DataDirectory data =
                DataDirectory.claim(dataDirectory == null ? repository.resolve("deploy/local/data") : dataDirectory);
        if (Roster.endOrphans(data.path("run")) > 0) {
            terminal.say("Ended what an earlier start that was killed had left running.");
        }
        if (fresh) {
            data.empty();
        }
        URI address = URI.create("http://localhost" + (port == 80 ? "" : ":" + port));
        List<Service> services = chosenServices();
        system = new LocalSystem(repository, data, address, services, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        DemoCompany company = noDemo ? null : new DemoCompany();
        Path accounts = data.path("run/accounts.json");
        List<Account> shown = noDemo ? AccountsFile.writeWithoutDemo(accounts) : AccountsFile.write(accounts, company);
        system.start(loopback, accounts);
        if (services.equals(Service.ALL)) {
            var order = new Content.Order(company, people, products);
            new Content(order, data.path("demo-is-in"), address, system.visibility(), terminal).bring();
        }
        terminal.ready("all of it", began, "");
        terminal.say("License Desk is ready at " + address);
        for (Account account : shown) {
            terminal.say("  %-20s %-36s %s".formatted(account.name(), account.email(), account.part()));
        }
    }

    private void stop() {
        stopping = true;
        terminal.say("Stopping ...");
        try {
            system.stop();
            terminal.say("Stopped.");
        } catch (Exception e) {
            terminal.say("Not everything could be stopped: " + e);
        }
        stopped.countDown();
    }

    private static void checkReadable(Path file) throws StartFailure {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            throw StartFailure.wrongCall("The file " + file + " cannot be read.");
        }
    }

    /** All three, unless this launcher's own tests ask for fewer. */
    private static List<Service> chosenServices() {
        String names = System.getProperty("licensedesk.services");
        return names == null
                ? Service.ALL
                : Service.ALL.stream()
                        .filter(service -> List.of(names.split(",")).contains(service.name()))
                        .toList();
    }

    /** The version of this build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Start.class.getPackage().getImplementationVersion();
            return new String[] {"License Desk " + (version == null ? "(not packaged)" : version)};
        }
    }
}
