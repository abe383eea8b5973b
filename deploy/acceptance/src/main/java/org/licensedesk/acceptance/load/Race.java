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
    /** How many of the newest requests are fought over most. */
    private static final int WINDOW = 24;
    /** From one seat to fifty; the small ones are the ones that run dry. */
    private static final int[] POOLS = {1, 2, 3, 5, 8, 13, 24, 50};

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_LOOK = Duration.ofSeconds(5);

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
                    Integer.getInteger("race.products", POOLS.length),
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
        Map<String, Integer> pools = new TreeMap<>();
        for (int i = 0; i < sizes.products(); i++) {
            pools.put(sku(i), POOLS[i % POOLS.length]);
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
        Asked one = recent(random);
        if (one == null || dice < 27) {
            submit(Submission.of(company.anEmployee(random), aSku(random)));
        } else if (dice < 32) {
            submit(one.submission());
        } else if (dice < 78) {
            decide(recent(random), random);
        } else if (dice < 86) {
            client.withdraw(one.submission().actor(), one.request());
        } else if (dice < 94) {
            client.giveBackAll(one.submission().actor(), null);
        } else if (dice < 98) {
            int product = random.nextInt(sizes.products());
            int purchased = Math.min(50, 1 + random.nextInt(2 * POOLS[product % POOLS.length]));
            client.resize(Company.ADMINISTRATOR, sku(product), purchased);
        } else {
            company.move(client, one.submission().actor(), random);
        }
    }

    /** The smaller of two: so the small pools see the bigger half of the requests. */
    private String aSku(Random random) {
        return sku(Math.min(random.nextInt(sizes.products()), random.nextInt(sizes.products())));
    }

    private void submit(Submission submission) {
        client.submit(submission).ifPresent(request -> {
            synchronized (asked) {
                asked.add(new Asked(submission, request));
            }
        });
    }

    private void decide(Asked on, Random random) {
        String employee = on.submission().actor();
        String actor;
        if (random.nextInt(100) < 80) {
            actor = company.anApproverOf(employee, random);
            // whoever decides has seen the case on a desk; and others are looking at it just now
            client.awaitCase(actor, on.request(), A_LOOK);
        } else {
            actor = random.nextInt(3) == 0 ? employee : company.anybody(random);
        }
        client.decide(actor, on.request(), random.nextInt(100) < 75 ? "APPROVE" : "REJECT");
    }

    /** One of the newest, mostly; or any at all. */
    private Asked recent(Random random) {
        synchronized (asked) {
            if (asked.isEmpty()) {
                return null;
            }
            int oldest = random.nextInt(3) == 0 ? 0 : Math.max(0, asked.size() - WINDOW);
            return asked.get(oldest + random.nextInt(asked.size() - oldest));
        }
    }

    private static Map<String, Long> answers(Evidence evidence) {
        Map<String, Long> answers = new TreeMap<>();
        evidence.calls().forEach(call -> answers.merge(call.action() + " " + call.status(), 1L, Long::sum));
        return answers;
    }
}
