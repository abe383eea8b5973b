package org.licensedesk.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.licensedesk.acceptance.Home;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts fresh systems, drives whole workflows through them, and says what one costs. */
@Command(
        name = "deploy/bench/run",
        description =
                "Measures a freshly started local system: workflows per second, latencies, CPU, write-ahead log and"
                        + " memory per workflow, and the share it reaches of the floor that PostgreSQL alone sets.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Benchmark implements Callable<Integer> {
    private static final String JVM_OPTIONS = "LICENSE_DESK_JVM_OPTIONS";
    private static final String PRODUCTION_JVM_OPTIONS = "-Xms256m -Xmx512m -XX:+UseSerialGC";
    private static final int ROUNDS = 3;
    /** A single client waits most of the time, so fewer workflows already say the same. */
    private static final int SHARE_OF_ONE_CLIENT = 6;

    @Spec
    private CommandSpec command;

    @Option(names = "--workflows", paramLabel = "N", defaultValue = "3000", description = "workflows of each scenario")
    private int workflows;

    @Option(names = "--clients", paramLabel = "N", description = "only so many clients at once, instead of 1, 8 and 32")
    private Integer clients;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "6000",
            description = "workflows before anything counts")
    private int warmUp;

    @Option(
            names = "--grown",
            paramLabel = "N",
            description = "also compare with a second system that has carried N workflows before: medians of three"
                    + " interleaved runs each")
    private Integer grown;

    @Option(
            names = "--floor-seconds",
            paramLabel = "N",
            defaultValue = "4",
            description = "how long the floor is measured, each time")
    private int floorSeconds;

    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "only this part: ${COMPLETION-CANDIDATES}; all of them if left out")
    private Part only;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "rows of the bulk job, at most 200,000")
    private int rows;

    @Option(names = "--members", paramLabel = "N", defaultValue = "10000", description = "people who join one group")
    private int members;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "where the figures go (default: deploy/bench/target/bench-TIME.json)")
    private Path json;

    /** What can be measured by itself. */
    enum Part {
        workflows,
        bulk,
        group
    }

    /** Runs the command and ends with its status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (workflows < 1
                || warmUp < 1
                || floorSeconds < 1
                || rows < 1
                || members < 1
                || clients != null && clients < 1
                || grown != null && grown < 1) {
            throw new ParameterException(command.commandLine(), "every number is at least 1");
        }
        var started = Instant.now();
        var out = command.commandLine().getOut();
        var report = new Report(out, jvmOptions());
        report.introduce(warmUp);
        if (only == null || only == Part.workflows) {
            measureWorkflows(out, report);
        }
        if (only == null || only == Part.bulk) {
            measureBulk(out, report);
        }
        if (only == null || only == Part.group) {
            measureGroup(out, report);
        }
        var file = Optional.ofNullable(json)
                .orElseGet(() -> Home.directory()
                        .resolve("deploy/bench/target")
                        .resolve("bench-" + started.toString().replaceAll("[:.]", "-") + ".json"));
        report.writeJson(file, started);
        out.println("Figures as JSON: " + file);
        return 0;
    }

    private void measureWorkflows(PrintWriter out, Report report)
            throws IOException, SQLException, InterruptedException {
        try (var fresh = prepared(out, "fresh system", 0)) {
            report.database(fresh.databaseVersion());
            for (var scenario : scenarios()) {
                report.add(measure(fresh, scenario));
            }
            report.printTables();
            report.printGoals();
            if (grown != null) {
                compareWithGrown(fresh, out, report);
            }
        }
    }

    private void measureBulk(PrintWriter out, Report report) throws IOException, SQLException, InterruptedException {
        out.println("Starting a fresh system for a bulk job ...");
        out.flush();
        try (var fresh = BenchedSystem.start(Company.forRows(rows), jvmOptions())) {
            report.database(fresh.databaseVersion());
            report.addBulk(new BulkRun(fresh).measure(rows));
        }
    }

    private void measureGroup(PrintWriter out, Report report) throws IOException, SQLException, InterruptedException {
        out.println("Starting a fresh system for a group ...");
        out.flush();
        try (var fresh = BenchedSystem.start(new Company(members), jvmOptions())) {
            report.database(fresh.databaseVersion());
            report.addGroups(new GroupJoin(fresh).measure());
        }
    }

    /** Both systems stand side by side, and each scenario goes to the one and to the other in turn, three times. */
    private void compareWithGrown(BenchedSystem fresh, PrintWriter out, Report report)
            throws IOException, SQLException, InterruptedException {
        try (var old = prepared(out, "system with " + grown + " workflows in it", grown)) {
            for (var scenario : scenarios()) {
                var ofFresh = new ArrayList<Measurement>();
                var ofOld = new ArrayList<Measurement>();
                for (var round = 0; round < ROUNDS; round++) {
                    ofFresh.add(measure(fresh, scenario));
                    ofOld.add(measure(old, scenario));
                }
                report.addComparison(new Growth(scenario, grown, ofFresh, ofOld));
            }
            report.printComparison();
        }
    }

    private Measurement measure(BenchedSystem system, Scenario scenario)
            throws IOException, SQLException, InterruptedException {
        return system.measure(scenario, workflowsOf(scenario), Duration.ofSeconds(floorSeconds));
    }

    private BenchedSystem prepared(PrintWriter out, String what, int workflowsBefore)
            throws IOException, SQLException, InterruptedException {
        out.println("Starting a " + what + " ...");
        out.flush();
        var system = BenchedSystem.start(company(), jvmOptions());
        try {
            system.signEverybodyIn();
            var crowd = new Scenario(clients == null ? 32 : clients, Company.PRODUCTS);
            var before = warmUp + workflowsBefore;
            var result = system.carry(crowd, before);
            system.analyze();
            out.printf(
                    "  ready: %,d workflows before it counts, %.0f a second; then ANALYZE on all databases%n",
                    before, result.perSecond());
            out.flush();
            return system;
        } catch (RuntimeException | IOException | SQLException | InterruptedException e) {
            system.close();
            throw e;
        }
    }

    private List<Scenario> scenarios() {
        if (clients != null) {
            return List.of(new Scenario(clients, Company.PRODUCTS), new Scenario(clients, 1));
        }
        return List.of(
                new Scenario(1, Company.PRODUCTS),
                new Scenario(8, Company.PRODUCTS),
                new Scenario(32, Company.PRODUCTS),
                new Scenario(32, 1));
    }

    private long workflowsOf(Scenario scenario) {
        return scenario.clients() == 1 ? Math.max(1, workflows / SHARE_OF_ONE_CLIENT) : workflows;
    }

    private Company company() {
        var runs = scenarios().size() * (grown == null ? 1 : 1 + ROUNDS);
        var all = warmUp + (long) runs * workflows + (grown == null ? 0 : grown);
        return Company.forWorkflows(all, workflows);
    }

    private static String jvmOptions() {
        return System.getenv().getOrDefault(JVM_OPTIONS, PRODUCTION_JVM_OPTIONS);
    }
}
