package org.licensedesk.acceptance.checker;

import static java.util.Map.entry;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** I7: per aggregate the sequence is 1..n without gaps, only legal transitions happen, and no effect is older than its cause. */
final class OrderKept implements Invariant {
    private static final String NEW = "";

    /** What may follow what, by aggregate; the key {@link #NEW} says what may come first. */
    private static final Map<String, Map<String, Set<String>>> LEGAL = Map.ofEntries(
            entry(
                    "request",
                    Map.of(
                            NEW,
                            Set.of("RequestSubmitted"),
                            "RequestSubmitted",
                            Set.of("RequestWithdrawn"),
                            "RequestWithdrawn",
                            Set.of())),
            entry(
                    "case",
                    Map.of(
                            NEW,
                            Set.of("ApprovalRequested", "ApprovalUnroutable"),
                            "ApprovalRequested",
                            open(),
                            "ApprovalRerouted",
                            open(),
                            "ApprovalUnroutable",
                            Set.of("ApprovalRequested", "ApprovalRerouted", "ApprovalUnroutable", "ApprovalWithdrawn"),
                            "RequestApproved",
                            Set.of("ApprovalWithdrawn"),
                            "RequestRejected",
                            Set.of(),
                            "ApprovalWithdrawn",
                            Set.of())),
            entry(
                    "reason",
                    Map.of(
                            NEW,
                            Set.of("SeatAssigned", "ReasonAdded", "Waitlisted", "ReasonBlocked", "AssignmentRefused"),
                            "Waitlisted",
                            Set.of("SeatAssigned", "ReasonAdded", "ReasonBlocked", "WaitingPlaceEnded"),
                            "ReasonBlocked",
                            Set.of("SeatAssigned", "ReasonAdded", "Waitlisted", "ReasonBlocked", "WaitingPlaceEnded"),
                            "SeatAssigned",
                            Set.of("SeatEndsSoon", "ReasonEnded", "SeatReleased"),
                            "ReasonAdded",
                            Set.of("SeatEndsSoon", "ReasonEnded", "SeatReleased"),
                            "SeatEndsSoon",
                            Set.of("SeatEndsSoon", "ReasonEnded", "SeatReleased"),
                            "ReasonEnded",
                            Set.of(),
                            "SeatReleased",
                            Set.of(),
                            "WaitingPlaceEnded",
                            Set.of(),
                            "AssignmentRefused",
                            Set.of())),
            entry(
                    "product",
                    beginningWith(
                            "ProductDefined", "PoolResized", "PoolStateChanged", "LotAdded", "LotBegan", "LotEnded")),
            entry(
                    "person",
                    Map.of(
                            NEW,
                            Set.of("PersonChanged"),
                            "PersonChanged",
                            Set.of("PersonChanged", "PersonDeactivated"),
                            "PersonDeactivated",
                            Set.of("PersonChanged"))),
            entry(
                    "group",
                    Map.of(
                            NEW,
                            Set.of("GroupDefined"),
                            "GroupDefined",
                            group(),
                            "GroupMembersChanged",
                            group(),
                            "GroupDeleted",
                            Set.of("GroupDefined"))),
            entry("productsOnGroup", beginningWith("ProductPutOnGroup", "ProductTakenOffGroup")),
            entry("package", beginningWith("PackageDefined", "PackageDeleted")),
            entry(
                    "bulkJob",
                    Map.of(
                            NEW,
                            Set.of("BulkJobPlanned"),
                            "BulkJobPlanned",
                            Set.of("BulkJobApplied", "BulkJobUndone", "BulkJobDiscarded"),
                            "BulkJobDiscarded",
                            Set.of(),
                            "BulkJobApplied",
                            Set.of("BulkJobUndone"),
                            "BulkJobUndone",
                            Set.of())),
            entry(
                    "invitation",
                    Map.of(
                            NEW,
                            Set.of("InvitationSent"),
                            "InvitationSent",
                            invited(),
                            "InvitationReminded",
                            invited(),
                            "InvitationAccepted",
                            Set.of(),
                            "InvitationExpired",
                            Set.of(),
                            "InvitationWithdrawn",
                            Set.of())),
            entry("claimPolicy", beginningWith("ClaimPolicyChanged")),
            entry(
                    "claim",
                    Map.of(
                            NEW,
                            Set.of("ClaimRefused", "ClaimServed"),
                            "ClaimRefused",
                            Set.of(),
                            "ClaimServed",
                            Set.of())),
            entry("seatRoles", beginningWith("SeatRolesChanged")),
            entry("pastDaysReport", Map.of(NEW, Set.of("PastDaysReported"), "PastDaysReported", Set.of())),
            entry("usageReport", Map.of(NEW, Set.of("UsageReported"), "UsageReported", Set.of())),
            entry(
                    "reclaimCampaign",
                    Map.of(
                            NEW,
                            Set.of("ReclaimStarted"),
                            "ReclaimStarted",
                            Set.of("ReclaimEnded"),
                            "ReclaimEnded",
                            Set.of())),
            entry(
                    "reclaimQuestion",
                    Map.of(
                            NEW,
                            Set.of("ReclaimAsked"),
                            "ReclaimAsked",
                            Set.of("ReclaimAnswered", "ReclaimUnanswered"),
                            "ReclaimAnswered",
                            Set.of("ReclaimAnswered"),
                            "ReclaimUnanswered",
                            Set.of())),
            entry("owners", beginningWith("LicenseOwnersNamed")));

    /** The first comes first; after that all of them in any order. */
    private static Map<String, Set<String>> beginningWith(String first, String... others) {
        Set<String> all = Stream.concat(Stream.of(first), Stream.of(others)).collect(Collectors.toSet());
        Map<String, Set<String>> legal = new HashMap<>();
        legal.put(NEW, Set.of(first));
        all.forEach(type -> legal.put(type, all));
        return legal;
    }

    private static Set<String> invited() {
        return Set.of(
                "InvitationSent",
                "InvitationReminded",
                "InvitationAccepted",
                "InvitationExpired",
                "InvitationWithdrawn");
    }

    private static Set<String> open() {
        return Set.of(
                "ApprovalRerouted", "ApprovalUnroutable", "RequestApproved", "RequestRejected", "ApprovalWithdrawn");
    }

    private static Set<String> group() {
        return Set.of("GroupDefined", "GroupMembersChanged", "GroupDeleted");
    }

    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I7 order");
        walk(evidence.sent(), "sent", finding);
        walk(evidence.history(), "in the history", finding);
        causes(evidence.sent(), finding);
        return finding;
    }

    private static void walk(List<Event> events, String where, Finding finding) {
        Map<String, List<Event>> aggregates = events.stream().collect(Collectors.groupingBy(Event::aggregate));
        aggregates.values().forEach(all -> walkOne(all, where, finding));
        finding.saw("aggregates " + where, aggregates.size()).saw("events " + where, events.size());
    }

    private static void walkOne(List<Event> events, String where, Finding finding) {
        Event before = null;
        for (Event event :
                events.stream().sorted(Comparator.comparing(Event::sequence)).toList()) {
            long expected = before == null ? 1 : before.sequence() + 1;
            finding.expect(event.sequence() == expected, "%s, %s: expected #%d", event, where, expected);
            finding.expect(
                    before == null || !event.time().isBefore(before.time()),
                    "%s, %s, is older than %s",
                    event,
                    where,
                    before);
            if (event.isFact()) {
                Set<String> legal = LEGAL.getOrDefault(event.aggregateType(), Map.of())
                        .getOrDefault(before == null ? NEW : before.type(), Set.of());
                finding.expect(legal.contains(event.type()), "%s, %s, cannot follow %s", event, where, before);
            }
            before = event;
        }
    }

    private static void causes(List<Event> events, Finding finding) {
        Map<UUID, Event> byId =
                events.stream().collect(Collectors.toMap(Event::id, Function.identity(), (one, other) -> one));
        for (Event effect : events) {
            if (effect.causationId() != null) {
                Event cause = byId.get(effect.causationId());
                finding.expect(cause != null, "%s was caused by %s, which nobody sent", effect, effect.causationId());
                finding.expect(
                        cause == null || cause.time().isBefore(effect.time()),
                        "%s is not later than its cause %s",
                        effect,
                        cause);
                finding.saw("causes", 1);
            }
        }
    }
}
