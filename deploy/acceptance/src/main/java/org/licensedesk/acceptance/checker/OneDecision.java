package org.licensedesk.acceptance.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Call.Action;

/** I3: one decision per stage, by a person entitled at that moment, never the requester or beneficiary. */
final class OneDecision implements Invariant {
    private static final Set<String> ROUTES = Set.of("ApprovalRequested", "ApprovalRerouted", "ApprovalUnroutable");
    private static final Set<String> DECISIONS = Set.of("RequestApproved", "RequestRejected");

    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I3 one decision");
        Map<String, Set<String>> approvers = new HashMap<>();
        Set<String> decided = new HashSet<>();
        Events.inOrder(evidence.sent(), "approval-service", "case").forEach(event -> {
            if (ROUTES.contains(event.type())) {
                Set<String> now = new HashSet<>();
                event.body()
                        .path("approvers")
                        .forEach(approver -> now.add(approver.path("email").asText()));
                approvers.put(event.aggregateId(), now);
            } else if (DECISIONS.contains(event.type())) {
                String by = event.text("decidedBy/email");
                finding.expect(
                        decided.add(event.aggregateId() + " stage " + event.number("stage")),
                        "%s is the second decision of its stage",
                        event);
                finding.expect(
                        approvers.getOrDefault(event.aggregateId(), Set.of()).contains(by),
                        "%s by %s, who was none of the approvers %s",
                        event,
                        by,
                        approvers.get(event.aggregateId()));
                finding.expect(
                        !by.equals(event.text("requester/email")) && !by.equals(event.text("beneficiary/email")),
                        "%s by %s in a matter of their own",
                        event,
                        by);
            }
        });
        finding.saw("cases", approvers.size()).saw("decisions", decided.size());
        answers(evidence, finding);
        return finding;
    }

    /** Two people who both read "done" are two decisions, whatever the database says. */
    private static void answers(Evidence evidence, Finding finding) {
        Map<String, List<Call>> accepted = evidence.calls().stream()
                .filter(call -> call.action() == Action.DECIDE && call.isAccepted())
                .collect(Collectors.groupingBy(Call::subject));
        accepted.forEach((subject, calls) -> finding.expect(
                calls.stream()
                                .map(call -> call.actor() + " " + call.detail())
                                .distinct()
                                .count()
                        == 1,
                "case %s was decided by more than one, as they were told: %s",
                subject,
                calls));
        finding.saw("cases whose deciders were told yes", accepted.size());
    }
}
