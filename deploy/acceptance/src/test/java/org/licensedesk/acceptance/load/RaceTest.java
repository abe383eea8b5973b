package org.licensedesk.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.RunningSystem;

class RaceTest {
    @Test
    void sixtyFourClientsCannotBreakAnInvariant() {
        long seed = Long.getLong("race.seed", System.nanoTime());
        try (RunningSystem system = RunningSystem.start(RunningSystem.Settings.withoutDemo())) {
            var outcome = new Race(seed, Race.Sizes.given()).run(system);

            assertThat(outcome.report().isClean())
                    .as("seed " + seed + "\n" + outcome.report())
                    .isTrue();
            // it was a race: everything that excludes itself was tried, and some lost
            assertThat(outcome.answers())
                    .containsKeys("SUBMIT 201", "SUBMIT 409", "DECIDE 200", "DECIDE 409", "DECIDE 403", "DECIDE 404")
                    .containsKeys("WITHDRAW 200", "WITHDRAW 409", "RETURN 204", "RESIZE 200", "RESIZE 409");
            assertThat(outcome.evidence().sent())
                    .extracting("type")
                    .contains(
                            "Waitlisted", "SeatReleased", "WaitingPlaceEnded", "ApprovalWithdrawn", "ApprovalRerouted");
        }
    }
}
