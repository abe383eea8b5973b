package org.licensedesk.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same scenario on a fresh system and on one that has carried many workflows before, run in turn. */
record Growth(Scenario scenario, long workflowsBefore, List<Measurement> fresh, List<Measurement> old) {
    /** How far a figure may move and still count as the same: what repeated runs on one machine differ by. */
    static final double NOISE = 0.30;

    /** A figure's medians, and by what share it is worse on the old system; negative where it is better. */
    record Change(String figure, double fresh, double old, double worse) {
        boolean isWithinNoise() {
            return worse <= NOISE;
        }
    }

    Growth {
        if (fresh.isEmpty() || old.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured of " + scenario.name());
        }
    }

    List<Change> changes() {
        return List.of(
                moreIsBetter("workflows/s", run -> run.clients().perSecond()),
                lessIsBetter("submit p50 ms", run -> run.clients().submit().p50()),
                lessIsBetter("decide p50 ms", run -> run.clients().decide().p50()),
                lessIsBetter(
                        "decide to assigned p50 ms",
                        run -> run.clients().decideToAssigned().p50()),
                lessIsBetter(
                        "decide to assigned p99 ms",
                        run -> run.clients().decideToAssigned().p99()),
                lessIsBetter("CPU ms", Measurement::cpuMilliseconds),
                lessIsBetter("WAL bytes", Measurement::walBytesPerWorkflow));
    }

    private Change lessIsBetter(String name, ToDoubleFunction<Measurement> figure) {
        var was = Median.of(fresh, figure);
        var is = Median.of(old, figure);
        return new Change(name, was, is, is / was - 1);
    }

    private Change moreIsBetter(String name, ToDoubleFunction<Measurement> figure) {
        var was = Median.of(fresh, figure);
        var is = Median.of(old, figure);
        return new Change(name, was, is, was / is - 1);
    }
}
