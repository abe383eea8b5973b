package org.licensedesk.acceptance.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.checker.Checker;
import org.licensedesk.acceptance.checker.Evidence;
import org.licensedesk.acceptance.checker.EvidenceReader;
import org.licensedesk.acceptance.load.Client.Submission;

/** People go on working while every part of the system is killed again and again. Afterwards the checker judges. */
public final class FaultRun {
    private static final Set<String> ARRIVED = Set.of("ASSIGNED", "WAITLISTED", "REJECTED", "WITHDRAWN", "ENDED");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** What a system may take, after the last fault, until nothing is unsent and nobody lags. */
    private static final Duration TO_CALM_DOWN = Duration.ofSeconds(60);

    private final long seed;
    private final Sizes sizes;
    private final Company company;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private Client client;

    /** How big a run is. */
    public record Sizes(int workflows, int clients, int killsEach, Duration gapBetweenKills) {
        /** The sizes given as system properties {@code faults.*}, or those of {@code verify}. */
        public static Sizes given() {
            return new Sizes(
                    Integer.getInteger("faults.workflows", 500),
                    Integer.getInteger("faults.clients", 16),
                    Integer.getInteger("faults.kills", 3),
                    Duration.ofMillis(Integer.getInteger("faults.gap", 4000)));
        }

        private Duration pauseOfAClient() {
            long killing = gapBetweenKills.toMillis() * killsEach * Killer.PARTS.size();
            return Duration.ofMillis(killing * clients / workflows);
        }
    }

    /** What came of it: the checker's report, how often each part was killed, and how many workflows were seen to arrive. */
    public record Outcome(Evidence evidence, Checker.Report report, Map<String, Integer> kills, int arrived) {}

    /** A run whose people, pools and kills this seed decides. */
    public FaultRun(long seed, Sizes sizes) {
        this.seed = seed;
        this.sizes = sizes;
        this.company = new Company(8, 80);
    }

    /** Makes one run on a fresh system; the exit code says whether everything held. */
    public static void main(String[] arguments) {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        try (RunningSystem system = RunningSystem.start(RunningSystem.Settings.withoutDemo())) {
            Outcome outcome = new FaultRun(seed, Sizes.given()).run(system);
            System.exit(outcome.report().isClean() ? 0 : 1);
        }
    }

    /** Runs on a fresh system without demo data, prints seed and findings, and says what came of it. */
    public Outcome run(RunningSystem system) {
        System.out.println("Fault run: " + sizes + ", seed " + seed + " (again with -Dfaults.seed=" + seed + ")");
        client = new Client(system, PATIENCE);
        company.settle(client, pools());
        EvidenceReader reader = new EvidenceReader(system.data(), system.api(), system.token(Company.AUDITOR));
        reader.awaitCalm(TO_CALM_DOWN);
        client.signIn(company.everybody());

        Killer killer = new Killer(system, new Random(seed), sizes.killsEach(), sizes.gapBetweenKills());
        runAll(killer);

        reader.awaitCalm(TO_CALM_DOWN);
        Evidence evidence = reader.read(client.calls());
        Outcome outcome = new Outcome(evidence, Checker.check(evidence), killer.kills(), arrived.get());
        System.out.println(
                arrived.get() + " of " + sizes.workflows() + " workflows seen to arrive; killed " + killer.kills());
        System.out.println(outcome.report());
        return outcome;
    }

    private Map<String, Integer> pools() {
        Random random = new Random(seed);
        Map<String, Integer> pools = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            pools.put(sku(i), 5 + random.nextInt(30));
        }
        return pools;
    }

    private static String sku(int number) {
        return "FAULT_%02d".formatted(number);
    }

    private void runAll(Killer killer) {
        ExecutorService threads = Executors.newFixedThreadPool(sizes.clients() + 1);
        try {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(killer::run));
            for (int i = 0; i < sizes.clients(); i++) {
                Random random = new Random(seed + 1 + i);
                running.add(threads.submit(() -> work(random, killer)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the fault run broke", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the fault run was interrupted", stopped);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Pauses spread the work over the kills; when there are no more of them, the rest is done at once. */
    private void work(Random random, Killer killer) {
        for (int number = next.getAndIncrement(); number < sizes.workflows(); number = next.getAndIncrement()) {
            workflow(number, random);
            var pause = (long) (random.nextDouble() * 2 * sizes.pauseOfAClient().toMillis());
            if (!killer.isOver()) {
                Client.pause(Duration.ofMillis(pause));
            }
        }
    }

    /** From the request to its seat, its place in a waiting list, or its refusal. */
    private void workflow(int number, Random random) {
        List<String> employees = company.employees();
        String employee = employees.get(number % employees.size());
        // neighbours ask for other products, and nobody asks twice for the same
        String sku = sku((number % employees.size() + number / employees.size()) % 20);
        Optional<String> request = client.submit(Submission.of(employee, sku));
        if (request.isEmpty()) {
            return;
        }
        String approver = company.anApproverOf(employee, random);
        boolean approve = random.nextInt(100) < 85;
        boolean takeBack = random.nextInt(100) < 10;
        client.awaitCase(approver, request.get(), PATIENCE);
        if (takeBack && random.nextBoolean()) {
            client.withdraw(employee, request.get());
        }
        client.decide(approver, request.get(), approve ? "APPROVE" : "REJECT");
        if (takeBack) {
            client.withdraw(employee, request.get());
        }
        awaitArrival(employee, request.get());
        if (random.nextInt(100) < 25) {
            client.giveBackAll(employee, sku);
        }
    }

    private void awaitArrival(String employee, String request) {
        boolean there = Client.await(
                () -> client.look(employee, "/requests/api/requests/" + request)
                        .filter(answer ->
                                ARRIVED.contains(answer.json().path("status").asText()))
                        .isPresent(),
                PATIENCE);
        if (there) {
            arrived.incrementAndGet();
        }
    }
}
