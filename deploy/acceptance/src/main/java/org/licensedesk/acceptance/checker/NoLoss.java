package org.licensedesk.acceptance.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Call.Action;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.PersonRow;
import org.licensedesk.acceptance.checker.Evidence.RequestRow;
import org.licensedesk.acceptance.checker.Evidence.SeatRow;

/** I1: what was answered with yes exists once, and reaches an end or waits for somebody or something that has a name. */
final class NoLoss implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I1 no loss");
        Map<String, RequestRow> requests = evidence.requests().stream()
                .collect(Collectors.toMap(row -> row.id().toString(), Function.identity()));
        Map<String, CaseRow> cases = evidence.cases().stream()
                .collect(Collectors.toMap(row -> row.requestId().toString(), Function.identity()));
        submissions(evidence, requests, finding);
        decisions(evidence, cases, finding);
        withdrawals(evidence, requests, finding);
        returns(evidence, finding);
        resizes(evidence, finding);
        ends(evidence, cases, finding);
        return finding;
    }

    private static void submissions(Evidence evidence, Map<String, RequestRow> requests, Finding finding) {
        List<Call> accepted = accepted(evidence, Action.SUBMIT);
        finding.saw("submissions answered 2xx", accepted.size());
        for (Call call : accepted) {
            RequestRow request = requests.get(String.valueOf(call.subject()));
            finding.expect(request != null, "a request is lost: %s", call);
            finding.expect(
                    request == null || request.justification().contains(call.marker()),
                    "request %s is not what was submitted: %s",
                    call.subject(),
                    call);
        }
        accepted.stream()
                .collect(Collectors.groupingBy(Call::marker, Collectors.mapping(Call::subject, Collectors.toSet())))
                .forEach((marker, ids) -> finding.expect(ids.size() == 1, "one submission became %s", ids));
    }

    private static void decisions(Evidence evidence, Map<String, CaseRow> cases, Finding finding) {
        List<Call> accepted = accepted(evidence, Action.DECIDE);
        finding.saw("decisions answered 2xx", accepted.size());
        for (Call call : accepted) {
            CaseRow decided = cases.get(call.subject());
            finding.expect(
                    decided != null
                            && call.detail().equals(decided.decision())
                            && call.actor().equals(decided.decidedBy()),
                    "a decision is lost: %s, and the case is %s",
                    call,
                    decided);
        }
    }

    private static void withdrawals(Evidence evidence, Map<String, RequestRow> requests, Finding finding) {
        List<Call> accepted = accepted(evidence, Action.WITHDRAW);
        finding.saw("withdrawals answered 2xx", accepted.size());
        for (Call call : accepted) {
            RequestRow request = requests.get(call.subject());
            finding.expect(
                    request != null && request.status().equals("WITHDRAWN"),
                    "a withdrawal is lost: %s, and the request is %s",
                    call,
                    request);
        }
    }

    private static void returns(Evidence evidence, Finding finding) {
        List<Call> accepted = accepted(evidence, Action.RETURN);
        Set<String> seats =
                evidence.seats().stream().map(SeatRow::id).map(UUID::toString).collect(Collectors.toSet());
        finding.saw("returns answered 2xx", accepted.size());
        accepted.forEach(
                call -> finding.expect(!seats.contains(call.subject()), "a returned seat is still held: %s", call));
    }

    private static void resizes(Evidence evidence, Finding finding) {
        List<Call> accepted = accepted(evidence, Action.RESIZE);
        Map<String, Long> wanted =
                accepted.stream().collect(Collectors.groupingBy(NoLoss::resize, Collectors.counting()));
        Map<String, Long> happened = evidence.sent().stream()
                .filter(event -> event.type().equals("PoolResized"))
                .collect(Collectors.groupingBy(
                        event -> event.actor() + " " + event.text("sku") + " " + event.text("purchased"),
                        Collectors.counting()));
        finding.saw("pool changes answered 2xx", accepted.size());
        // a size that the pool had already changes nothing, so nothing needs to have happened more than once
        wanted.keySet()
                .forEach(resize ->
                        finding.expect(happened.containsKey(resize), "a change of a pool is lost: %s", resize));
    }

    private static String resize(Call call) {
        return call.actor() + " " + call.subject() + " " + call.detail();
    }

    private static void ends(Evidence evidence, Map<String, CaseRow> cases, Finding finding) {
        Map<UUID, PersonRow> persons =
                evidence.persons().stream().collect(Collectors.toMap(PersonRow::id, Function.identity()));
        AskedParts asked = AskedParts.in(evidence.sent());
        AskedParts.Reasons reasons = new AskedParts.Reasons(evidence.reasons());
        finding.saw("requests followed to their end", evidence.requests().size());
        for (RequestRow request : evidence.requests()) {
            CaseRow approvalCase = cases.get(request.id().toString());
            if (approvalCase == null) {
                finding.expect(false, "request %s never became a case", request);
                continue;
            }
            switch (approvalCase.status()) {
                case "WAITING" ->
                    finding.expect(
                            approvalCase.approvers().stream()
                                    .anyMatch(id -> persons.containsKey(id)
                                            && persons.get(id).active()),
                            "case %s waits for nobody who is there",
                            approvalCase);
                case "APPROVED" ->
                    asked.reasons(request.id(), reasons)
                            .forEach((sku, reason) -> finding.expect(
                                    reason.isPresent() && !reason.get().state().equals("REVOKED"),
                                    "request %s was approved and has no seat, no place and no refusal%s: %s",
                                    request,
                                    sku.isEmpty() ? "" : " of its part " + sku,
                                    reason));
                case "UNROUTABLE", "REJECTED", "WITHDRAWN" -> {}
                default -> finding.expect(false, "case %s is in a state nobody knows", approvalCase);
            }
            finding.expect(
                    !approvalCase.status().equals("WITHDRAWN")
                            || request.status().equals("WITHDRAWN"),
                    "case %s is withdrawn and its request %s is not",
                    approvalCase,
                    request);
            finding.expect(
                    !Set.of("SUBMITTED", "APPROVED").contains(request.status())
                            || approvalCase.status().equals("UNROUTABLE"),
                    "request %s is stuck on its way; its case is %s",
                    request,
                    approvalCase);
        }
    }

    private static List<Call> accepted(Evidence evidence, Action action) {
        return evidence.calls().stream()
                .filter(call -> call.action() == action && call.isAccepted())
                .toList();
    }
}
