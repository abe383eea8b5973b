package org.licensedesk.acceptance.checker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;

/** I6: approved = assigned + waiting + withdrawn + ended, request by request, part by part of a package, and in sum. */
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
        AskedParts asked = AskedParts.in(evidence.sent());
        AskedParts.Reasons reasons = new AskedParts.Reasons(evidence.reasons());
        Map<String, Long> sums = new TreeMap<>();
        long expected = 0;
        for (UUID id : approved) {
            for (var part : asked.reasons(id, reasons).entrySet()) {
                expected++;
                String which = part.getKey().isEmpty() ? "" : " (part " + part.getKey() + ")";
                if (part.getValue().isEmpty()) {
                    finding.expect(false, "request %s%s was approved and never reached the ledger", id, which);
                    continue;
                }
                ReasonRow reason = part.getValue().get();
                boolean over = !Set.of("HELD", "WAITING", "BLOCKED").contains(reason.state());
                finding.expect(
                        !withdrawn.contains(id) || over,
                        "request %s%s was withdrawn and %s still stands",
                        id,
                        which,
                        reason);
                sums.merge(withdrawn.contains(id) ? "withdrawn" : word(reason), 1L, Long::sum);
            }
        }
        finding.saw("approved", approved.size());
        sums.forEach(finding::saw);
        long accounted = sums.values().stream().mapToLong(Long::longValue).sum();
        finding.expect(accounted == expected, "%d were approved, and %d are accounted for", expected, accounted);
        return finding;
    }

    private static String word(ReasonRow reason) {
        return switch (reason.state()) {
            case "HELD" -> "assigned";
            case "WAITING", "BLOCKED" -> "waiting";
            default -> "ended";
        };
    }
}
