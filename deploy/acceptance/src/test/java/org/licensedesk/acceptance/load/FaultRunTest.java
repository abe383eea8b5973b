package org.licensedesk.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.RunningSystem;

class FaultRunTest {
    @Test
    void killingEveryPartAgainAndAgainBreaksNoInvariant() {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        var sizes = FaultRun.Sizes.given();
        try (RunningSystem system = RunningSystem.start(RunningSystem.Settings.withoutDemo())) {
            var outcome = new FaultRun(seed, sizes).run(system);

            assertThat(outcome.report().isClean())
                    .as("seed " + seed + "\n" + outcome.report())
                    .isTrue();
            assertThat(outcome.arrived()).as("seed " + seed).isEqualTo(sizes.workflows());
            assertThat(outcome.kills())
                    .containsOnlyKeys(Killer.PARTS)
                    .allSatisfy((part, times) -> assertThat(times).isEqualTo(sizes.killsEach()));
        }
    }
}
