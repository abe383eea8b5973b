package org.licensedesk.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Tells the figures: as tables for people, as JSON for whoever compares runs. */
final class Report {
    private static final double GOAL_SHARE_OF_FLOOR = 0.04;
    private static final double GOAL_CPU_MILLISECONDS = 10;
    private static final double GOAL_DECIDE_TO_ASSIGNED_P99 = 150;
    private static final double GOAL_TIMES_PLAIN_JDBC = 4;

    private final PrintWriter out;
    private final String jvmOptions;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Growth> comparisons = new ArrayList<>();
    private final List<BulkRun.Result> bulk = new ArrayList<>();
    private final List<GroupJoin.Result> groups = new ArrayList<>();
    private String databaseVersion = "";

    Report(PrintWriter out, String jvmOptions) {
        this.out = out;
        this.jvmOptions = jvmOptions;
    }

    void introduce(int warmUp) {
        print(
                "License Desk, one workflow = submit, read the desk, approve, wait until ASSIGNED shows (%d ms between two looks).%n"
                        + "All over HTTP through the gateway, everybody with a token of their own. %d processors, Java %s, services with%n"
                        + "%s. Warm-up: %,d workflows.%n",
                Clients.BETWEEN_LOOKS.toMillis(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                jvmOptions,
                warmUp);
    }

    void database(String version) {
        databaseVersion = version;
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
        print(
                "  %-28s %7.1f workflows/s%n",
                measurement.scenario().name(), measurement.clients().perSecond());
    }

    void addBulk(List<BulkRun.Result> jobs) {
        for (var job : jobs) {
            print(
                    "%nA bulk job of %,d rows: %.1f s from the file to the last result (planned in %.1f s, applied in %.1f s), %,.0f rows/s%n"
                            + "The same %,d seats, %,d reasons and %,d events by plain JDBC, 1,000 rows an insert: %.1f s, so %.1f times%n",
                    job.rows(),
                    job.seconds(),
                    job.planSeconds(),
                    job.applySeconds(),
                    job.rows() / job.seconds(),
                    job.seats(),
                    job.reasons(),
                    job.events(),
                    job.plainSeconds(),
                    job.timesPlain());
        }
        var median = Median.of(jobs, BulkRun.Result::timesPlain);
        goal(
                "bulk job, the middle one of %d: %.1f times as long as plain JDBC, at most %.0f times"
                        .formatted(jobs.size(), median, GOAL_TIMES_PLAIN_JDBC),
                median <= GOAL_TIMES_PLAIN_JDBC);
        bulk.addAll(jobs);
    }

    void addGroups(List<GroupJoin.Result> joined) {
        for (var group : joined) {
            print(
                    "%n%,d people join one group: %,.0f seats/s once seats are given; %.1f s from sending the members to the last seat%n"
                            + "As many seats by a bulk job: %,.0f seats/s, so %.2f of it%n",
                    group.people(),
                    group.settledPerSecond(),
                    group.wholeSeconds(),
                    group.bulkPerSecond(),
                    group.ofBulk());
        }
        var median = Median.of(joined, GroupJoin.Result::ofBulk);
        goal(
                "joining a group, the middle one of %d: %.2f of the rate of a bulk job, with noise at least %.1f"
                        .formatted(joined.size(), median, 1 - Growth.NOISE),
                median >= 1 - Growth.NOISE);
        groups.addAll(joined);
    }

    void addComparison(Growth growth) {
        comparisons.add(growth);
    }

    void printTables() {
        print(
                "%n%-28s %8s %15s %15s %19s %9s %16s %7s%n",
                "", "wf/s", "submit ms", "decide ms", "decide to assigned", "calls/wf", "floor wf/s", "of it");
        print(
                "%-28s %8s %15s %15s %19s %9s %16s %7s%n",
                "", "", "p50 / p99", "p50 / p99", "p50 / p99 ms", "", "before / after", "");
        for (var run : measurements) {
            var clients = run.clients();
            print(
                    "%-28s %8.1f %15s %15s %19s %9.1f %16s %6.1f%%%n",
                    run.scenario().name(),
                    clients.perSecond(),
                    pair(clients.submit()),
                    pair(clients.decide()),
                    pair(clients.decideToAssigned()),
                    (double) clients.calls() / clients.workflows(),
                    "%.0f / %.0f"
                            .formatted(
                                    run.floorBefore().perSecond(),
                                    run.floorAfter().perSecond()),
                    run.shareOfFloor() * 100);
        }
        print("%nCPU milliseconds per workflow%n");
        printByPart(Measurement::cpuMillisecondsPerWorkflow, "%10.2f", "%8.2f");
        print("%nResident memory, MB, at the end of each scenario%n");
        printByPart(Measurement::residentMegabytes, "%10.0f", "%8.0f");
        print(
                "%nPer workflow: CPU ms of the driver, CPU ms of the floor, how many times that is the whole, write-ahead log KB%n");
        for (var run : measurements) {
            print(
                    "%-28s %10.2f %10.2f %10.1f %10.1f%n",
                    run.scenario().name(),
                    run.driverCpuMillisecondsPerWorkflow(),
                    run.floorCpuMilliseconds(),
                    run.timesCpuOfFloor(),
                    run.walBytesPerWorkflow() / 1024);
        }
    }

    private void printByPart(Function<Measurement, Map<String, Double>> figures, String cell, String sum) {
        var parts = measurements.get(0).cpuMillisecondsPerWorkflow().keySet();
        var header = new StringBuilder("%-28s".formatted(""));
        parts.forEach(part -> header.append(" %10s".formatted(part.replace("-service", ""))));
        print("%s %8s%n", header, "all");
        for (var run : measurements) {
            var line = new StringBuilder("%-28s".formatted(run.scenario().name()));
            var values = figures.apply(run);
            parts.forEach(part -> line.append(' ').append(String.format(Locale.ROOT, cell, values.get(part))));
            print(
                    "%s " + sum + "%n",
                    line,
                    values.values().stream().mapToDouble(Double::doubleValue).sum());
        }
    }

    void printGoals() {
        print("%n");
        var many = find(run -> run.scenario().clients() == 32 && run.scenario().products() > 1);
        var hot = find(run -> run.scenario().clients() == 32 && run.scenario().products() == 1);
        many.ifPresent(run -> {
            goal(
                    "32 clients: share of the floor %.1f %%, at least %.0f %%"
                            .formatted(run.shareOfFloor() * 100, GOAL_SHARE_OF_FLOOR * 100),
                    run.shareOfFloor() >= GOAL_SHARE_OF_FLOOR);
            goal(
                    "32 clients: CPU %.1f ms a workflow, at most %.0f ms"
                            .formatted(run.cpuMilliseconds(), GOAL_CPU_MILLISECONDS),
                    run.cpuMilliseconds() <= GOAL_CPU_MILLISECONDS);
        });
        find(run -> run.scenario().clients() == 8 && run.scenario().products() > 1)
                .ifPresent(run -> {
                    var p99 = run.clients().decideToAssigned().p99();
                    goal(
                            "8 clients: decide to assigned p99 %.0f ms, at most %.0f ms"
                                    .formatted(p99, GOAL_DECIDE_TO_ASSIGNED_P99),
                            p99 <= GOAL_DECIDE_TO_ASSIGNED_P99);
                });
        many.ifPresent(one -> hot.ifPresent(other -> goal(
                "one hot product: %.0f workflows/s, many: %.0f"
                        .formatted(other.clients().perSecond(), one.clients().perSecond()),
                other.clients().perSecond() >= one.clients().perSecond() * (1 - Growth.NOISE / 2))));
    }

    void printComparison() {
        print(
                "%nMedians of three interleaved runs: fresh, and after %,d workflows (%.0f %% is noise)%n",
                comparisons.get(0).workflowsBefore(), Growth.NOISE * 100);
        for (var growth : comparisons) {
            print("%s%n", growth.scenario().name());
            for (var change : growth.changes()) {
                print(
                        "  %-28s %10.1f %10.1f   %+5.0f %% worse   %s%n",
                        change.figure(),
                        change.fresh(),
                        change.old(),
                        change.worse() * 100,
                        change.isWithinNoise() ? "the same" : "WORSE");
            }
        }
    }

    void writeJson(Path file, Instant started) throws IOException {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("started", started.toString());
        whole.put("processors", Runtime.getRuntime().availableProcessors());
        whole.put("java", System.getProperty("java.version"));
        whole.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        whole.put("postgres", databaseVersion);
        whole.put("jvmOptions", jvmOptions);
        whole.put("analyzed", true);
        whole.put("scenarios", measurements.stream().map(Report::figures).toList());
        whole.put("bulk", bulk);
        whole.put("groups", groups);
        whole.put("growth", comparisons.stream().map(Report::figures).toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), whole);
    }

    private static Map<String, Object> figures(Measurement run) {
        var clients = run.clients();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("name", run.scenario().name());
        figures.put("clients", run.scenario().clients());
        figures.put("products", run.scenario().products());
        figures.put("workflows", clients.workflows());
        figures.put("workflowsPerSecond", clients.perSecond());
        figures.put("callsPerWorkflow", (double) clients.calls() / clients.workflows());
        figures.put("submitMilliseconds", clients.submit());
        figures.put("decideMilliseconds", clients.decide());
        figures.put("decideToAssignedMilliseconds", clients.decideToAssigned());
        figures.put("cpuMillisecondsPerWorkflow", run.cpuMillisecondsPerWorkflow());
        figures.put("cpuMillisecondsPerWorkflowInAll", run.cpuMilliseconds());
        figures.put("driverCpuMillisecondsPerWorkflow", run.driverCpuMillisecondsPerWorkflow());
        figures.put("walBytesPerWorkflow", run.walBytesPerWorkflow());
        figures.put("residentMegabytes", run.residentMegabytes());
        figures.put("residentMegabytesInAll", run.memory());
        figures.put("floorPerSecondBefore", run.floorBefore().perSecond());
        figures.put("floorPerSecondAfter", run.floorAfter().perSecond());
        figures.put("shareOfFloor", run.shareOfFloor());
        figures.put("floorCpuMillisecondsPerWorkflow", run.floorCpuMilliseconds());
        figures.put("timesCpuOfFloor", run.timesCpuOfFloor());
        return figures;
    }

    private static Map<String, Object> figures(Growth growth) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("scenario", growth.scenario().name());
        figures.put("workflowsBefore", growth.workflowsBefore());
        figures.put("medians", growth.changes());
        figures.put("fresh", growth.fresh().stream().map(Report::figures).toList());
        figures.put("grown", growth.old().stream().map(Report::figures).toList());
        return figures;
    }

    private void goal(String sentence, boolean reached) {
        print("%s  %s%n", reached ? "reached    " : "NOT REACHED", sentence);
    }

    private Optional<Measurement> find(Predicate<Measurement> which) {
        return measurements.stream().filter(which).findFirst();
    }

    private static String pair(Latency.Percentiles latency) {
        return "%.0f / %.0f".formatted(latency.p50(), latency.p99());
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
