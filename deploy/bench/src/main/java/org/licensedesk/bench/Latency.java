package org.licensedesk.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** How long one step took, over all clients; kept to three digits, from a microsecond to two minutes. */
final class Latency {
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(2);

    private final ConcurrentHistogram microseconds = new ConcurrentHistogram(LONGEST, 3);

    void record(long nanoseconds) {
        microseconds.recordValue(Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(nanoseconds)));
    }

    Percentiles percentiles() {
        return new Percentiles(
                microseconds.getTotalCount(),
                microseconds.getValueAtPercentile(50) / 1000.0,
                microseconds.getValueAtPercentile(99) / 1000.0,
                microseconds.getMaxValue() / 1000.0);
    }

    /** What is told of a latency, in milliseconds. */
    record Percentiles(long count, double p50, double p99, double max) {}
}
