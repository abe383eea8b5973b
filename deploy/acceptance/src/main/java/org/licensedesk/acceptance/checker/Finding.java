package org.licensedesk.acceptance.checker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the check of one invariant looked at, and what it found broken. */
public final class Finding {
    private static final int SHOWN = 10;

    private final String invariant;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    Finding(String invariant) {
        this.invariant = invariant;
    }

    /** Says how many things of a kind were looked at. */
    Finding saw(String what, long howMany) {
        counts.merge(what, howMany, Long::sum);
        return this;
    }

    /** Notes a violation unless {@code holds}. */
    void expect(boolean holds, String sentence, Object... values) {
        if (!holds) {
            violations.add(sentence.formatted(values));
        }
    }

    /** The invariant's name: I1 no loss. */
    public String invariant() {
        return invariant;
    }

    /** What was looked at, by kind. */
    public Map<String, Long> counts() {
        return counts;
    }

    /** What was found broken; empty if all is well. */
    public List<String> violations() {
        return violations;
    }

    @Override
    public String toString() {
        StringBuilder line =
                new StringBuilder("%-18s %-8s".formatted(invariant, violations.isEmpty() ? "kept" : "BROKEN"));
        counts.forEach((what, howMany) -> line.append(" %d %s,".formatted(howMany, what)));
        if (!counts.isEmpty()) {
            line.setLength(line.length() - 1);
        }
        violations.stream()
                .limit(SHOWN)
                .forEach(violation -> line.append("\n    ").append(violation));
        if (violations.size() > SHOWN) {
            line.append("\n    and ").append(violations.size() - SHOWN).append(" more");
        }
        return line.toString();
    }
}
