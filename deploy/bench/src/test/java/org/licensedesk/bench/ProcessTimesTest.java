package org.licensedesk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessTimesTest {
    @Test
    void aCommandWithBlanksAndBracketsDoesNotShiftTheFigures() {
        var line = "4711 (a (strange) name) S 17 4711 4711 0 -1 4194560 1 2 3 4 250 50 700 30 20 0 9 0 12345 678 90";

        var stat = ProcessTimes.Stat.parse(line);

        assertThat(stat).isEqualTo(new ProcessTimes.Stat(4711, 17, 300, 730));
    }

    @Test
    void onlyWhatWasUsedSinceTheEarlierLookCounts() {
        var earlier = new ProcessTimes(Map.of("kafka", 2.5));
        var later = new ProcessTimes(Map.of("kafka", 4.0));

        assertThat(later.since(earlier)).isEqualTo(Map.of("kafka", 1.5));
    }

    @Test
    void theWorkOfAChildCountsWhetherItLivesOrHasEnded() throws Exception {
        var shell = new ProcessBuilder("bash", "-c", burn() + " & wait; echo done; read; ").start();
        try {
            shell.inputReader().readLine();

            assertThat(ProcessTimes.cpuWithChildren(shell.pid())).isPositive();
        } finally {
            shell.destroyForcibly().waitFor();
        }
    }

    private static String burn() {
        return "bash -c 'for ((i = 0; i < 200000; i++)); do :; done'";
    }
}
