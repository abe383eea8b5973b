package org.licensedesk.acceptance.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** I12: every change names who did it; every refusal of access is logged. */
final class Attribution implements Invariant {
    private static final Set<String> CONSEQUENCES = Set.of(
            "ApprovalRequested",
            "ApprovalUnroutable",
            "SeatAssigned",
            "ReasonAdded",
            "Waitlisted",
            "AssignmentRefused");

    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I12 attribution");
        Set<String> people = evidence.calls().stream().map(Call::actor).collect(Collectors.toSet());
        for (Event event : evidence.sent()) {
            String actor = event.actor();
            finding.expect(actor != null && !actor.isBlank(), "%s names nobody", event);
            finding.expect(
                    "system".equals(actor) || people.contains(actor),
                    "%s names %s, who never asked for anything",
                    event,
                    actor);
            finding.expect(isDoneBy(event), "%s names %s", event, actor);
            finding.expect(
                    !"system".equals(actor)
                            || event.causationId() != null
                            || !event.isFact()
                            || !CONSEQUENCES.contains(event.type()),
                    "%s follows from nothing and was done by nobody",
                    event);
        }
        finding.saw("events", evidence.sent().size());
        refusals(evidence, finding);
        return finding;
    }

    private static boolean isDoneBy(Event event) {
        return switch (event.type()) {
            case "RequestSubmitted" -> event.text("requester/email").equals(event.actor());
            case "RequestApproved", "RequestRejected" ->
                event.text("decidedBy/email").equals(event.actor());
            default -> true;
        };
    }

    private static void refusals(Evidence evidence, Finding finding) {
        Map<String, List<Call>> refused = evidence.calls().stream()
                .filter(call -> call.status() == 401 || call.status() == 403)
                .collect(Collectors.groupingBy(call -> call.status() + " " + call.method() + " " + call.path()));
        refused.forEach((what, calls) -> {
            Call call = calls.get(0);
            long logged = evidence.refusals().stream()
                    .filter(line -> line.contains("refused " + call.status() + " ")
                            && line.contains(call.method() + " " + call.path() + " "))
                    .count();
            finding.expect(
                    logged >= calls.size(), "%s was refused %d times and logged %d times", what, calls.size(), logged);
        });
        finding.saw(
                "refused accesses",
                refused.values().stream().mapToLong(List::size).sum());
    }
}
