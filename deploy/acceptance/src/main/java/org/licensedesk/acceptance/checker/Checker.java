package org.licensedesk.acceptance.checker;

import java.util.List;
import java.util.stream.Collectors;

/** All invariants, checked on one body of evidence. */
public final class Checker {
    private static final List<Invariant> ALL = List.of(
            new NoLoss(),
            new NoPhantom(),
            new OneDecision(),
            new OneSeat(),
            new NoOverselling(),
            new Conservation(),
            new OrderKept(),
            new OutboxComplete(),
            new HistoryReplays(),
            new Liveness(),
            new HonestAnswers(),
            new Attribution());

    private Checker() {}

    /** The findings, I1 to I12. */
    public static Report check(Evidence evidence) {
        return new Report(
                ALL.stream().map(invariant -> invariant.check(evidence)).toList());
    }

    /** What came out. */
    public record Report(List<Finding> findings) {
        /** Whether every invariant is kept. */
        public boolean isClean() {
            return findings.stream().allMatch(finding -> finding.violations().isEmpty());
        }

        @Override
        public String toString() {
            return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
        }
    }
}
