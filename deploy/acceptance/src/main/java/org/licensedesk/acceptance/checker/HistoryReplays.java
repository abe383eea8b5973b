package org.licensedesk.acceptance.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * I9: the history holds every fact once and unchanged, the export shows all of it in order, and replaying it gives the current
 * state of all three services.
 */
final class HistoryReplays implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I9 history");
        complete(evidence, finding);
        exported(evidence, finding);
        Replay replay = new Replay(evidence.history());
        requests(evidence, replay, finding);
        cases(evidence, replay, finding);
        ledger(evidence, replay, finding);
        readModels(evidence, replay, finding);
        return finding;
    }

    private static void complete(Evidence evidence, Finding finding) {
        Map<UUID, Event> history = evidence.history().stream()
                .collect(Collectors.toMap(Event::id, Function.identity(), (one, other) -> one));
        Map<UUID, Event> sent = evidence.sent().stream()
                .filter(Event::isFact)
                .collect(Collectors.toMap(Event::id, Function.identity(), (one, other) -> one));
        sent.values()
                .forEach(event -> finding.expect(
                        event.equals(history.get(event.id())),
                        "%s is not in the history as it was sent, but as %s",
                        event,
                        history.get(event.id())));
        history.values()
                .forEach(event ->
                        finding.expect(sent.containsKey(event.id()), "%s is in the history and was never sent", event));
        finding.saw("entries", evidence.history().size());
    }

    private static void exported(Evidence evidence, Finding finding) {
        Set<UUID> ids = evidence.history().stream().map(Event::id).collect(Collectors.toSet());
        Set<UUID> shown = new HashSet<>(evidence.exported());
        finding.expect(shown.size() == evidence.exported().size(), "the export shows entries twice");
        finding.expect(shown.equals(ids), "the export has %d entries and the history %d", shown.size(), ids.size());
        List<UUID> inTime = evidence.history().stream()
                .sorted(Comparator.comparing(Event::time).thenComparing(Event::id, HistoryReplays::asTheDatabaseSorts))
                .map(Event::id)
                .toList();
        finding.expect(
                evidence.exported().equals(inTime) || !shown.equals(ids), "the export is not in the order of time");
        finding.saw("exported", evidence.exported().size());
    }

    private static int asTheDatabaseSorts(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    private static void requests(Evidence evidence, Replay replay, Finding finding) {
        Set<String> seen = new HashSet<>();
        evidence.requests().forEach(row -> {
            seen.add(row.id().toString());
            Set<String> legal = replay.statusOfRequest(row.id().toString());
            finding.expect(legal.contains(row.status()), "%s replays as %s", row, legal);
        });
        replay.requests().forEach(id -> finding.expect(seen.contains(id), "request %s is in the history only", id));
        finding.saw("requests replayed", seen.size());
    }

    private static void cases(Evidence evidence, Replay replay, Finding finding) {
        evidence.cases().forEach(row -> {
            String id = row.requestId().toString();
            finding.expect(
                    row.status().equals(replay.statusOfCase(id)), "%s replays as %s", row, replay.statusOfCase(id));
            Set<String> approvers = row.approvers().stream().map(UUID::toString).collect(Collectors.toSet());
            finding.expect(
                    !row.status().equals("WAITING") || approvers.equals(replay.approversOf(id)),
                    "%s replays with the approvers %s",
                    row,
                    replay.approversOf(id));
        });
        finding.saw("cases replayed", evidence.cases().size());
    }

    private static void ledger(Evidence evidence, Replay replay, Finding finding) {
        evidence.reasons().stream()
                .filter(row -> !row.state().equals("REVOKED"))
                .forEach(row -> {
                    String state = replay.stateOfReason(row.id().toString());
                    finding.expect(row.state().equals(state), "%s replays as %s", row, state);
                });
        Set<String> seats = evidence.seats().stream()
                .map(seat -> seat.sku() + " " + seat.holderId() + " " + seat.id())
                .collect(Collectors.toSet());
        Set<String> replayed = replay.seats();
        difference(seats, replayed, "seat %s is in the ledger only", finding);
        difference(replayed, seats, "seat %s is in the history only", finding);
        finding.saw("reasons replayed", evidence.reasons().size()).saw("seats replayed", seats.size());
    }

    private static void readModels(Evidence evidence, Replay replay, Finding finding) {
        Set<String> shown = evidence.held().stream()
                .filter(row -> !row.ended())
                .map(row -> row.reasonId() + " " + row.seatId())
                .collect(Collectors.toSet());
        Set<String> held = replay.heldReasons();
        difference(shown, held, "request-service shows %s as held, and it is not", finding);
        difference(held, shown, "request-service does not show %s as held", finding);
        Set<String> waitingShown = evidence.waiting().stream()
                .map(row -> row.reasonId().toString())
                .collect(Collectors.toSet());
        Set<String> waiting = replay.waitingReasons();
        difference(waitingShown, waiting, "request-service shows %s as waiting, and it is not", finding);
        difference(waiting, waitingShown, "request-service does not show %s as waiting", finding);
    }

    private static void difference(Set<String> some, Set<String> others, String sentence, Finding finding) {
        some.stream().filter(one -> !others.contains(one)).forEach(one -> finding.expect(false, sentence, one));
    }

    /** What becomes of everything when the history is told from its beginning. */
    private static final class Replay {
        private final Map<String, List<Event>> requests;
        private final Map<String, List<Event>> cases;
        private final Map<String, List<Event>> reasons;
        private final AskedParts asked;
        private final Map<String, String> reasonOfPart = new HashMap<>();

        Replay(List<Event> history) {
            asked = AskedParts.in(history);
            requests = stories(history, "request-service", "request");
            cases = stories(history, "approval-service", "case");
            reasons = stories(history, "assignment-service", "reason");
            reasons.forEach((id, story) -> {
                if ("PACKAGE".equals(story.get(0).text("reasonType"))) {
                    reasonOfPart.put(
                            story.get(0).text("source") + " " + story.get(0).text("sku"), id);
                }
            });
        }

        private static Map<String, List<Event>> stories(List<Event> history, String source, String aggregateType) {
            Map<String, List<Event>> stories = new HashMap<>();
            Events.inOrder(history, source, aggregateType)
                    .forEach(event -> stories.computeIfAbsent(event.aggregateId(), id -> new ArrayList<>())
                            .add(event));
            return stories;
        }

        private static String last(Map<String, List<Event>> stories, String id) {
            List<Event> story = stories.get(id);
            return story == null ? "" : story.get(story.size() - 1).type();
        }

        Set<String> requests() {
            return requests.keySet();
        }

        /** Usually one; a case that nobody can decide leaves open whether the request counts as waiting. */
        Set<String> statusOfRequest(String id) {
            if (!requests.containsKey(id)) {
                return Set.of();
            }
            if (last(requests, id).equals("RequestWithdrawn")) {
                return Set.of("WITHDRAWN");
            }
            String reason = asked.isForPackage(id) ? stateOfParts(id) : stateOfReason(id);
            return switch (reason) {
                case "PARTIALLY_ASSIGNED" -> Set.of(reason);
                case "HELD" -> Set.of("ASSIGNED");
                case "WAITING" -> Set.of("WAITLISTED");
                case "ENDED", "REFUSED" -> Set.of("ENDED");
                default ->
                    switch (statusOfCase(id)) {
                        case "WAITING" -> Set.of("WAITING_FOR_APPROVAL");
                        case "UNROUTABLE" -> Set.of("WAITING_FOR_APPROVAL", "SUBMITTED");
                        case "APPROVED" -> Set.of("APPROVED");
                        case "REJECTED" -> Set.of("REJECTED");
                        case "WITHDRAWN" -> Set.of("WITHDRAWN");
                        default -> Set.of("SUBMITTED");
                    };
            };
        }

        /** What the parts of a package come to together; a seat that some part has had keeps the whole from only waiting. */
        private String stateOfParts(String request) {
            List<String> ids = asked.ofPackage(request).stream()
                    .map(sku -> reasonOfPart.getOrDefault(request + " " + sku, ""))
                    .toList();
            List<String> states = ids.stream().map(this::stateOfReason).toList();
            if (states.stream().allMatch(String::isEmpty)) {
                return "";
            }
            if (states.stream().allMatch(state -> Set.of("ENDED", "REFUSED").contains(state))) {
                return "ENDED";
            }
            if (states.stream()
                    .noneMatch(state -> Set.of("", "WAITING", "BLOCKED").contains(state))) {
                return "HELD";
            }
            boolean hadSeat = ids.stream()
                    .flatMap(id -> reasons.getOrDefault(id, List.of()).stream())
                    .anyMatch(event -> Set.of("SeatAssigned", "ReasonAdded").contains(event.type()));
            return hadSeat ? "PARTIALLY_ASSIGNED" : "WAITING";
        }

        String statusOfCase(String id) {
            return switch (last(cases, id)) {
                case "ApprovalRequested", "ApprovalRerouted" -> "WAITING";
                case "ApprovalUnroutable" -> "UNROUTABLE";
                case "RequestApproved" -> "APPROVED";
                case "RequestRejected" -> "REJECTED";
                case "ApprovalWithdrawn" -> "WITHDRAWN";
                default -> "";
            };
        }

        Set<String> approversOf(String id) {
            List<Event> story = cases.getOrDefault(id, List.of());
            Set<String> approvers = new HashSet<>();
            if (!story.isEmpty()) {
                story.get(story.size() - 1)
                        .body()
                        .path("approvers")
                        .forEach(approver -> approvers.add(approver.path("id").asText()));
            }
            return approvers;
        }

        String stateOfReason(String id) {
            return switch (last(reasons, id)) {
                case "SeatAssigned", "ReasonAdded" -> "HELD";
                case "Waitlisted" -> "WAITING";
                case "ReasonBlocked" -> "BLOCKED";
                case "SeatReleased", "ReasonEnded", "WaitingPlaceEnded" -> "ENDED";
                case "AssignmentRefused" -> "REFUSED";
                default -> "";
            };
        }

        Set<String> heldReasons() {
            return inState("HELD").stream()
                    .map(id -> id + " " + lastOf(id).text("seatId"))
                    .collect(Collectors.toSet());
        }

        Set<String> waitingReasons() {
            return inState("WAITING");
        }

        Set<String> seats() {
            return inState("HELD").stream()
                    .map(this::lastOf)
                    .map(event -> event.text("sku") + " " + event.text("holder/id") + " " + event.text("seatId"))
                    .collect(Collectors.toSet());
        }

        private Event lastOf(String reasonId) {
            List<Event> story = reasons.get(reasonId);
            return story.get(story.size() - 1);
        }

        private Set<String> inState(String state) {
            return reasons.keySet().stream()
                    .filter(id -> stateOfReason(id).equals(state))
                    .collect(Collectors.toSet());
        }
    }
}
