package org.licensedesk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void percentilesAreToldInMilliseconds() {
        var latency = new Latency();
        for (var milliseconds = 1; milliseconds <= 100; milliseconds++) {
            latency.record(TimeUnit.MILLISECONDS.toNanos(milliseconds));
        }

        var percentiles = latency.percentiles();

        assertThat(percentiles.count()).isEqualTo(100);
        assertThat(percentiles.p50()).isEqualTo(50, within(0.1));
        assertThat(percentiles.p99()).isEqualTo(99, within(0.2));
        assertThat(percentiles.max()).isEqualTo(100, within(0.2));
    }

    @Test
    void aStepThatTookForeverIsCountedNotLost() {
        var latency = new Latency();

        latency.record(TimeUnit.HOURS.toNanos(1));

        assertThat(latency.percentiles().count()).isEqualTo(1);
    }
}
