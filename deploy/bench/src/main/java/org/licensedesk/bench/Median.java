package org.licensedesk.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle one of several runs, which one odd run does not move. */
final class Median {
    private Median() {}

    static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
