package org.licensedesk.acceptance.checker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;

/** I6: approved = assigned + waiting + withdrawn + ended, request by request and in sum. */
final class Conservation implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I6 conservation");
        Set<UUID> approved = evidence.cases().stream()
                .filter(approvalCase -> "APPROVE".equals(approvalCase.decision()))
                .map(CaseRow::requestId)
                .collect(Collectors.toSet());
        Set<UUID> withdrawn = evidence.cases().stream()
                .filter(approvalCase -> approvalCase.status().equals("WITHDRAWN"))
                .map(CaseRow::requestId)
                .collect(Collectors.toSet());
        Map<UUID, ReasonRow> reasons = evidence.reasons().stream()
                .filter(reason -> reason.type().equals("REQUEST"))
                .collect(Collectors.toMap(ReasonRow::id, Function.identity()));
        Map<String, Long> sums = new TreeMap<>();
        for (UUID id : approved) {
            ReasonRow reason = reasons.get(id);
            if (reason == null) {
                finding.expect(false, "request %s was approved and never reached the ledger", id);
                continue;
            }
            boolean over = !Set.of("HELD", "WAITING").contains(reason.state());
            finding.expect(!withdrawn.contains(id) || over, "request %s was withdrawn and %s still stands", id, reason);
            sums.merge(withdrawn.contains(id) ? "withdrawn" : word(reason), 1L, Long::sum);
        }
        finding.saw("approved", approved.size());
        sums.forEach(finding::saw);
        long accounted = sums.values().stream().mapToLong(Long::longValue).sum();
        finding.expect(
                accounted == approved.size(), "%d were approved, and %d are accounted for", approved.size(), accounted);
        return finding;
    }

    private static String word(ReasonRow reason) {
        return switch (reason.state()) {
            case "HELD" -> "assigned";
            case "WAITING" -> "waiting";
            default -> "ended";
        };
    }
}
