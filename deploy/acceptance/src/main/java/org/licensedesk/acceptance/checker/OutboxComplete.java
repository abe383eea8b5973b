package org.licensedesk.acceptance.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Evidence.AppliedRow;

/** I8: every change has its event; every event is published at least once and takes effect once. */
final class OutboxComplete implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I8 outbox");
        changes(evidence, finding);
        published(evidence, finding);
        applied(evidence, finding);
        return finding;
    }

    /** Each aggregate's last fact tells the state in which its row is. */
    private static void changes(Evidence evidence, Finding finding) {
        Map<String, String> told = new HashMap<>();
        evidence.sent().stream()
                .filter(Event::isFact)
                .forEach(event -> told.merge(
                        event.aggregateType() + " " + event.aggregateId(), event.type(), (before, after) -> after));
        evidence.requests()
                .forEach(row -> expect(
                        told,
                        "request " + row.id(),
                        row.status().equals("WITHDRAWN") ? Set.of("RequestWithdrawn") : Set.of("RequestSubmitted"),
                        row,
                        finding));
        evidence.cases()
                .forEach(row -> expect(told, "case " + row.requestId(), eventsOfCase(row.status()), row, finding));
        evidence.reasons().stream()
                .filter(row -> !row.state().equals("REVOKED"))
                .forEach(row -> expect(told, "reason " + row.id(), eventsOfReason(row.state()), row, finding));
    }

    private static void expect(
            Map<String, String> told, String aggregate, Set<String> legal, Object row, Finding finding) {
        finding.expect(
                legal.contains(String.valueOf(told.get(aggregate))),
                "%s has no event that says so; the last is %s",
                row,
                told.get(aggregate));
        finding.saw("rows with their event", 1);
    }

    private static Set<String> eventsOfCase(String status) {
        return switch (status) {
            case "WAITING" -> Set.of("ApprovalRequested", "ApprovalRerouted");
            case "UNROUTABLE" -> Set.of("ApprovalUnroutable");
            case "APPROVED" -> Set.of("RequestApproved");
            case "REJECTED" -> Set.of("RequestRejected");
            case "WITHDRAWN" -> Set.of("ApprovalWithdrawn");
            default -> Set.of();
        };
    }

    private static Set<String> eventsOfReason(String state) {
        return switch (state) {
            case "HELD" -> Set.of("SeatAssigned", "ReasonAdded");
            case "WAITING" -> Set.of("Waitlisted");
            case "BLOCKED" -> Set.of("ReasonBlocked");
            case "ENDED" -> Set.of("SeatReleased", "ReasonEnded", "WaitingPlaceEnded");
            case "REFUSED" -> Set.of("AssignmentRefused");
            default -> Set.of();
        };
    }

    private static void published(Evidence evidence, Finding finding) {
        Set<UUID> known = new HashSet<>();
        Map<String, Event> latestState = new LinkedHashMap<>();
        for (Event event : evidence.sent()) {
            finding.expect(known.add(event.id()), "%s is in an outbox twice", event);
            if (event.isFact()) {
                finding.expect(evidence.published().contains(event.id()), "%s is not on the broker", event);
            } else {
                // a compacted topic keeps the last one only
                latestState.put(event.topic() + " " + event.aggregateId(), event);
            }
        }
        latestState
                .values()
                .forEach(event ->
                        finding.expect(evidence.published().contains(event.id()), "%s is not on the broker", event));
        evidence.published().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> finding.expect(false, "event %s is on the broker and in no outbox", id));
        finding.saw("events sent", known.size())
                .saw("events on the broker", evidence.published().size());
    }

    private static void applied(Evidence evidence, Finding finding) {
        Map<String, Integer> recorded = new HashMap<>();
        evidence.history().forEach(event -> recorded.merge(event.id().toString(), 1, Integer::sum));
        recorded.forEach((id, times) -> finding.expect(times == 1, "event %s took effect %d times", id, times));

        Map<String, Long> last = new HashMap<>();
        Map<String, String> topics = new HashMap<>();
        for (Event event : evidence.sent()) {
            last.merge(event.aggregate(), event.sequence(), Math::max);
            topics.put(event.aggregate(), event.topic());
        }
        Map<String, List<AppliedRow>> consumers = evidence.applied().stream()
                .collect(Collectors.groupingBy(AppliedRow::consumer, TreeMap::new, Collectors.toList()));
        consumers.forEach((consumer, rows) -> {
            Map<String, Long> followed = new HashMap<>();
            rows.forEach(row -> followed.put(
                    row.source() + " " + row.aggregateType() + " " + row.aggregateId(), row.lastSequence()));
            Set<String> heard = new HashSet<>();
            followed.keySet().forEach(aggregate -> heard.add(String.valueOf(topics.get(aggregate))));
            evidence.lags().stream()
                    .filter(lag -> lag.consumer().equals(consumer))
                    .forEach(lag -> heard.add(lag.topic()));
            last.forEach((aggregate, sequence) -> {
                if (heard.contains(topics.get(aggregate))) {
                    finding.expect(
                            sequence.equals(followed.get(aggregate)),
                            "%s has followed %s to %s of %d",
                            consumer,
                            aggregate,
                            followed.get(aggregate),
                            sequence);
                }
            });
            finding.saw("aggregates followed", followed.size());
        });
    }
}
