package org.licensedesk.acceptance.checker;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** I7: per aggregate the sequence is 1..n without gaps, only legal transitions happen, and no effect is older than its cause. */
final class OrderKept implements Invariant {
    private static final String NEW = "";

    /** What may follow what, by aggregate; the key {@link #NEW} says what may come first. */
    private static final Map<String, Map<String, Set<String>>> LEGAL = Map.of(
            "request",
            Map.of(
                    NEW,
                    Set.of("RequestSubmitted"),
                    "RequestSubmitted",
                    Set.of("RequestWithdrawn"),
                    "RequestWithdrawn",
                    Set.of()),
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
                    Set.of()),
            "reason",
            Map.of(
                    NEW,
                    Set.of("SeatAssigned", "ReasonAdded", "Waitlisted", "AssignmentRefused"),
                    "Waitlisted",
                    Set.of("SeatAssigned", "ReasonAdded", "WaitingPlaceEnded"),
                    "SeatAssigned",
                    Set.of("ReasonEnded", "SeatReleased"),
                    "ReasonAdded",
                    Set.of("ReasonEnded", "SeatReleased"),
                    "ReasonEnded",
                    Set.of(),
                    "SeatReleased",
                    Set.of(),
                    "WaitingPlaceEnded",
                    Set.of(),
                    "AssignmentRefused",
                    Set.of()),
            "product",
            Map.of(
                    NEW,
                    Set.of("ProductDefined"),
                    "ProductDefined",
                    Set.of("ProductDefined", "PoolResized"),
                    "PoolResized",
                    Set.of("ProductDefined", "PoolResized")),
            "person",
            Map.of(
                    NEW,
                    Set.of("PersonChanged"),
                    "PersonChanged",
                    Set.of("PersonChanged", "PersonDeactivated"),
                    "PersonDeactivated",
                    Set.of("PersonChanged")),
            "group",
            Map.of(
                    NEW,
                    Set.of("GroupDefined"),
                    "GroupDefined",
                    group(),
                    "GroupMembersChanged",
                    group(),
                    "GroupDeleted",
                    Set.of("GroupDefined")),
            "productsOnGroup",
            Map.of(
                    NEW,
                    Set.of("ProductPutOnGroup"),
                    "ProductPutOnGroup",
                    productsOnGroup(),
                    "ProductTakenOffGroup",
                    productsOnGroup()),
            "owners",
            Map.of(NEW, Set.of("LicenseOwnersNamed"), "LicenseOwnersNamed", Set.of("LicenseOwnersNamed")));

    private static Set<String> open() {
        return Set.of(
                "ApprovalRerouted", "ApprovalUnroutable", "RequestApproved", "RequestRejected", "ApprovalWithdrawn");
    }

    private static Set<String> productsOnGroup() {
        return Set.of("ProductPutOnGroup", "ProductTakenOffGroup");
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
