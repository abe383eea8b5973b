package org.licensedesk.acceptance.checker;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Call.Action;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;
import org.licensedesk.acceptance.checker.Evidence.RequestRow;
import org.licensedesk.acceptance.checker.Evidence.SeatRow;

/** I2: nothing exists that nobody asked for, and what was refused did not happen. */
final class NoPhantom implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I2 no phantom");
        requests(evidence, finding);
        withdrawals(evidence, finding);
        decisions(evidence, finding);
        seats(evidence, finding);
        returns(evidence, finding);
        return finding;
    }

    private static void requests(Evidence evidence, Finding finding) {
        Map<String, List<Call>> submissions = evidence.calls().stream()
                .filter(call -> call.action() == Action.SUBMIT)
                .collect(Collectors.groupingBy(Call::marker));
        Map<String, String> markerOfId = evidence.calls().stream()
                .filter(call -> call.action() == Action.SUBMIT && call.isAccepted())
                .collect(Collectors.toMap(Call::subject, Call::marker, (one, other) -> one));
        Set<String> seen = new HashSet<>();
        finding.saw("requests", evidence.requests().size());
        for (RequestRow request : evidence.requests()) {
            String marker = markerOfId.getOrDefault(
                    request.id().toString(),
                    submissions.keySet().stream()
                            .filter(request.justification()::contains)
                            .findFirst()
                            .orElse(""));
            List<Call> asked = submissions.getOrDefault(marker, List.of());
            finding.expect(!asked.isEmpty(), "nobody asked for request %s", request);
            finding.expect(
                    asked.isEmpty() || !asked.stream().allMatch(Call::isRefused),
                    "request %s exists and was refused: %s",
                    request,
                    asked);
            finding.expect(
                    asked.stream().allMatch(call -> call.actor().equals(request.requester())),
                    "request %s was asked for by somebody else: %s",
                    request,
                    asked);
            finding.expect(
                    marker.isEmpty() || seen.add(marker), "submission %s exists twice, as %s too", marker, request);
        }
        Set<UUID> ids = evidence.requests().stream().map(RequestRow::id).collect(Collectors.toSet());
        evidence.cases()
                .forEach(approvalCase -> finding.expect(
                        ids.contains(approvalCase.requestId()), "case %s is about no request", approvalCase));
        finding.saw("cases", evidence.cases().size());
    }

    private static void withdrawals(Evidence evidence, Finding finding) {
        Set<String> asked = wanted(evidence, Action.WITHDRAW);
        List<Event> withdrawals = evidence.sent().stream()
                .filter(event -> event.type().equals("RequestWithdrawn"))
                .toList();
        withdrawals.stream()
                .filter(event -> !event.actor().equals("system"))
                .forEach(event -> finding.expect(
                        asked.contains(event.actor() + " " + event.aggregateId() + " null"),
                        "nobody asked for %s by %s",
                        event,
                        event.actor()));
        finding.saw("withdrawals", withdrawals.size());
    }

    private static void decisions(Evidence evidence, Finding finding) {
        Set<String> asked = wanted(evidence, Action.DECIDE);
        List<CaseRow> decided = evidence.cases().stream()
                .filter(approvalCase -> approvalCase.decision() != null)
                .toList();
        decided.forEach(approvalCase -> finding.expect(
                asked.contains(
                        approvalCase.decidedBy() + " " + approvalCase.requestId() + " " + approvalCase.decision()),
                "nobody decided so: %s",
                approvalCase));
        finding.saw("decisions", decided.size());
    }

    /** A seat that a person gave up, and not as the consequence of something else. */
    private static void returns(Evidence evidence, Finding finding) {
        Set<String> asked = wanted(evidence, Action.RETURN);
        List<Event> returns = evidence.sent().stream()
                .filter(event -> Set.of("SeatReleased", "ReasonEnded").contains(event.type())
                        && event.causationId() == null
                        && !event.actor().equals("system"))
                .toList();
        returns.forEach(event -> finding.expect(
                asked.contains(event.actor() + " " + event.text("seatId") + " null"),
                "nobody asked for %s by %s",
                event,
                event.actor()));
        finding.saw("returns", returns.size());
    }

    /** What was sent and not refused: answered with yes, or without an answer that one can rely on. */
    private static Set<String> wanted(Evidence evidence, Action action) {
        return evidence.calls().stream()
                .filter(call -> call.action() == action && !call.isRefused())
                .map(call -> call.actor() + " " + call.subject() + " " + call.detail())
                .collect(Collectors.toSet());
    }

    private static void seats(Evidence evidence, Finding finding) {
        Set<UUID> approved = evidence.sent().stream()
                .filter(event -> event.type().equals("RequestApproved"))
                .map(event -> UUID.fromString(event.aggregateId()))
                .collect(Collectors.toSet());
        AskedParts asked = AskedParts.in(evidence.sent());
        for (ReasonRow reason : evidence.reasons()) {
            finding.expect(
                    !reason.type().equals("REQUEST")
                            || reason.state().equals("REVOKED")
                            || approved.contains(reason.id()),
                    "reason %s was never approved",
                    reason);
            finding.expect(
                    !reason.type().equals("PACKAGE")
                            || asked.ofPackage(reason.source()).contains(reason.sku())
                                    && (reason.state().equals("REVOKED")
                                            || approved.contains(UUID.fromString(reason.source()))),
                    "reason %s is no part of a package that was approved",
                    reason);
        }
        Set<UUID> reasoned = evidence.reasons().stream()
                .filter(reason -> reason.state().equals("HELD"))
                .map(ReasonRow::seatId)
                .collect(Collectors.toSet());
        for (SeatRow seat : evidence.seats()) {
            finding.expect(reasoned.contains(seat.id()), "seat %s is held for no reason", seat);
        }
        finding.saw("reasons", evidence.reasons().size())
                .saw("seats", evidence.seats().size());
    }
}
