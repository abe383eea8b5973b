package org.licensedesk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final Scenario SCENARIO = new Scenario(8, 100);

    @Test
    void aMedianIgnoresTheOneRunThatWasDisturbed() {
        var runs = List.of(ran(100, 5), ran(20, 50), ran(110, 6));

        assertThat(Median.of(runs, Measurement::cpuMilliseconds)).isEqualTo(6);
    }

    @Test
    void slowerIsWorseAndSoIsMoreCpu() {
        var growth = new Growth(SCENARIO, 200_000, List.of(ran(200, 5)), List.of(ran(100, 8)));

        assertThat(changeOf(growth, "workflows/s").worse()).isEqualTo(1.0, within(1e-9));
        assertThat(changeOf(growth, "CPU ms").worse()).isEqualTo(0.6, within(1e-9));
        assertThat(changeOf(growth, "CPU ms").isWithinNoise()).isFalse();
    }

    @Test
    void betterIsNeverReportedAsWorse() {
        var growth = new Growth(SCENARIO, 200_000, List.of(ran(100, 8)), List.of(ran(200, 5)));

        assertThat(growth.changes()).allMatch(Growth.Change::isWithinNoise);
    }

    @Test
    void theShareOfTheFloorStandsOnBothOfItsMeasurements() {
        assertThat(ran(200, 5).shareOfFloor()).isEqualTo(200 / 5000.0, within(1e-9));
    }

    @Test
    void whatAWorkflowCostsIsComparedWithTheFloor() {
        // 9 ms of ours and 1 ms of the driver, beside 0.4 ms
        assertThat(ran(50, 9).timesCpuOfFloor()).isEqualTo(25, within(0.001));
    }

    private static Growth.Change changeOf(Growth growth, String figure) {
        return growth.changes().stream()
                .filter(change -> change.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }

    private static Measurement ran(double perSecond, double cpu) {
        var latency = new Latency.Percentiles(100, 10, 20, 30);
        return new Measurement(
                SCENARIO,
                new Clients.Result(100, 100 / perSecond, latency, latency, latency, 600),
                Map.of("request-service", cpu - 1, "postgres", 1.0),
                1,
                11_000,
                Map.of("request-service", 200.0),
                new Floor.Speed(40_000, 10, 16),
                new Floor.Speed(60_000, 10, 24));
    }
}
