package org.licensedesk.acceptance.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.checker.Checker;
import org.licensedesk.acceptance.checker.Evidence;
import org.licensedesk.acceptance.checker.EvidenceReader;
import org.licensedesk.acceptance.load.Client.Submission;

/**
 * Many clients at once on the same few requests and pools: they submit, click twice, decide for and against, decide what is none
 * of their business, withdraw, return, change the size of pools and the directory, all in a random order. Afterwards the checker
 * judges.
 */
public final class Race {
    /** How many of the newest requests are fought over. */
    private static final int WINDOW = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed;
    private final Sizes sizes;
    private final Company company;
    private final List<Asked> asked = new ArrayList<>();
    private Client client;

    /** How big a race is. */
    public record Sizes(int clients, int operationsEach, int products, int employees) {
        /** The sizes given as system properties {@code race.*}, or those of {@code verify}. */
        public static Sizes given() {
            return new Sizes(
                    Integer.getInteger("race.clients", 64),
                    Integer.getInteger("race.operations", 40),
                    Integer.getInteger("race.products", 12),
                    Integer.getInteger("race.employees", 120));
        }
    }

    private record Asked(Submission submission, String request) {}

    /** What came of it: the checker's report, and how often each kind of answer was given. */
    public record Outcome(Evidence evidence, Checker.Report report, Map<String, Long> answers) {}

    /** A race that this seed decides, as far as threads can be told what to do. */
    public Race(long seed, Sizes sizes) {
        this.seed = seed;
        this.sizes = sizes;
        this.company = new Company(8, sizes.employees());
    }

    /** Runs one race on a fresh system; the exit code says whether everything held. */
    public static void main(String[] arguments) {
        long seed = Long.getLong("race.seed", System.nanoTime());
        try (RunningSystem system = RunningSystem.start(RunningSystem.Settings.withoutDemo())) {
            Outcome outcome = new Race(seed, Sizes.given()).run(system);
            System.exit(outcome.report().isClean() ? 0 : 1);
        }
    }

    /** Runs on a fresh system without demo data, prints seed and findings, and says what came of it. */
    public Outcome run(RunningSystem system) {
        System.out.println("Race: " + sizes + ", seed " + seed + " (again with -Drace.seed=" + seed + ")");
        client = new Client(system, PATIENCE);
        company.settle(client, pools());
        EvidenceReader reader = new EvidenceReader(system.data(), system.api(), system.token(Company.AUDITOR));
        reader.awaitCalm(PATIENCE);
        client.signIn(company.everybody());

        runAll();

        reader.awaitCalm(PATIENCE);
        Evidence evidence = reader.read(client.calls());
        Outcome outcome = new Outcome(evidence, Checker.check(evidence), answers(evidence));
        System.out.println(outcome.answers());
        System.out.println(outcome.report());
        return outcome;
    }

    private Map<String, Integer> pools() {
        Random random = new Random(seed);
        Map<String, Integer> pools = new TreeMap<>();
        for (int i = 0; i < sizes.products(); i++) {
            // from one seat to fifty, the smallest and the biggest among them
            int purchased = i == 0 ? 1 : i == 1 ? 50 : 1 + random.nextInt(50);
            pools.put(sku(i), purchased);
        }
        return pools;
    }

    private static String sku(int number) {
        return "RACE_%02d".formatted(number);
    }

    private void runAll() {
        ExecutorService threads = Executors.newFixedThreadPool(sizes.clients());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < sizes.clients(); i++) {
                Random random = new Random(seed + 1 + i);
                running.add(threads.submit(() -> {
                    for (int n = 0; n < sizes.operationsEach(); n++) {
                        act(random);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a client of the race broke", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the race was interrupted", stopped);
        } finally {
            threads.shutdownNow();
        }
    }

    private void act(Random random) {
        int dice = random.nextInt(100);
        Asked recent = recent(random);
        if (recent == null || dice < 30) {
            submit(Submission.of(company.anEmployee(random), sku(random.nextInt(sizes.products()))));
        } else if (dice < 36) {
            submit(recent.submission());
        } else if (dice < 74) {
            decide(recent, random);
        } else if (dice < 86) {
            client.withdraw(recent.submission().actor(), recent.request());
        } else if (dice < 94) {
            giveBack(recent.submission().actor());
        } else if (dice < 98) {
            client.resize(Company.ADMINISTRATOR, sku(random.nextInt(sizes.products())), 1 + random.nextInt(50));
        } else {
            company.move(client, recent.submission().actor(), random);
        }
    }

    private void submit(Submission submission) {
        client.submit(submission).ifPresent(request -> {
            synchronized (asked) {
                asked.add(new Asked(submission, request));
            }
        });
    }

    private void decide(Asked recent, Random random) {
        String employee = recent.submission().actor();
        boolean entitled = random.nextInt(100) < 80;
        String actor = entitled
                ? company.anApproverOf(employee, random)
                : random.nextInt(3) == 0 ? employee : company.anybody(random);
        client.decide(actor, recent.request(), random.nextInt(100) < 75 ? "APPROVE" : "REJECT");
    }

    private void giveBack(String holder) {
        client.look(holder, "/assignments/api/seats?holder=" + holder)
                .ifPresent(answer -> answer.json()
                        .path("items")
                        .forEach(seat -> client.giveBack(holder, seat.path("id").asText())));
    }

    private Asked recent(Random random) {
        synchronized (asked) {
            if (asked.isEmpty()) {
                return null;
            }
            int oldest = Math.max(0, asked.size() - WINDOW);
            return asked.get(oldest + random.nextInt(asked.size() - oldest));
        }
    }

    private static Map<String, Long> answers(Evidence evidence) {
        Map<String, Long> answers = new TreeMap<>();
        evidence.calls().forEach(call -> answers.merge(call.action() + " " + call.status(), 1L, Long::sum));
        return answers;
    }
}
