package org.licensedesk.acceptance.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.licensedesk.acceptance.RunningSystem;

/** Kills the parts of a system with SIGKILL, in a random order at random times, each as often as the others. */
final class Killer {
    /** Everything that runs in a process of its own. */
    static final List<String> PARTS =
            List.of("request-service", "approval-service", "assignment-service", "postgres", "kafka", "oidc");

    private static final Duration RESURRECTION = Duration.ofSeconds(120);

    private final RunningSystem system;
    private final Random random;
    private final Duration meanGap;
    private final List<String> plan = new ArrayList<>();
    private final Map<String, Long> lastKilled = new HashMap<>();
    private final Map<String, Integer> kills = new HashMap<>();
    private volatile boolean over;

    Killer(RunningSystem system, Random random, int timesEach, Duration meanGap) {
        this.system = system;
        this.random = random;
        this.meanGap = meanGap;
        for (int i = 0; i < timesEach; i++) {
            plan.addAll(PARTS);
        }
        Collections.shuffle(plan, random);
    }

    /** Carries the plan out, and returns when every part is alive again. */
    void run() {
        for (String part : plan) {
            Client.pause(Duration.ofMillis(1 + (long) (random.nextDouble() * 2 * meanGap.toMillis())));
            long pid = awaitAlive(part);
            ProcessHandle.of(pid)
                    .orElseThrow(() -> new IllegalStateException(part + " died by itself"))
                    .destroyForcibly();
            lastKilled.put(part, pid);
            System.out.println("  killed " + part + " (" + pid + "), time " + kills.merge(part, 1, Integer::sum));
        }
        over = true;
        PARTS.forEach(this::awaitAlive);
    }

    /** Whether nothing more will be killed. */
    boolean isOver() {
        return over;
    }

    /** How often each part was killed. */
    Map<String, Integer> kills() {
        return kills;
    }

    /** The part's process once it is another than the one killed last. */
    private long awaitAlive(String part) {
        long giveUp = System.nanoTime() + RESURRECTION.toNanos();
        while (System.nanoTime() < giveUp) {
            long pid = system.parts().part(part).pid();
            if (pid != lastKilled.getOrDefault(part, -1L)
                    && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                return pid;
            }
            Client.pause(Duration.ofMillis(50));
        }
        throw new IllegalStateException(part + " did not come back");
    }
}
