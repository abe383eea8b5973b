package org.licensedesk.acceptance.checker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Call.Action;
import org.licensedesk.acceptance.checker.Evidence.AppliedRow;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.HeldRow;
import org.licensedesk.acceptance.checker.Evidence.Lag;
import org.licensedesk.acceptance.checker.Evidence.PersonRow;
import org.licensedesk.acceptance.checker.Evidence.PoolRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;
import org.licensedesk.acceptance.checker.Evidence.RequestRow;
import org.licensedesk.acceptance.checker.Evidence.SeatRow;
import org.licensedesk.acceptance.checker.Evidence.Unsent;
import org.licensedesk.acceptance.checker.Evidence.WaitingRow;

/**
 * An invented system that kept every rule: a pool of one seat, and a request in every state. Its evidence is made of lists that a
 * test may change, to plant what the checker has to find.
 */
final class Story {
    static final String SKU = "VISIO";
    static final String FIRST_PART = "OFFICE";
    static final String OTHER_PART = "PROJECT";
    static final String LENA = "lena@example.org";
    static final String GRACE = "grace@example.org";
    static final String KEVIN = "kevin@example.org";
    static final String ZOE = "zoe@example.org";
    static final String NOAH = "noah@example.org";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Set<String>> HEARD = Map.of(
            "request-service",
                    Set.of(
                            "license.requests",
                            "license.approvals",
                            "license.assignments",
                            "license.people",
                            "license.catalogue"),
            "approval-service", Set.of("license.requests", "license.assignments", "license.catalogue"),
            "assignment-service", Set.of("license.approvals"));

    private final List<Call> calls = new ArrayList<>();
    private final List<Event> sent = new ArrayList<>();
    private final List<RequestRow> requests = new ArrayList<>();
    private final List<CaseRow> cases = new ArrayList<>();
    private final List<ReasonRow> reasons = new ArrayList<>();
    private final List<SeatRow> seats = new ArrayList<>();
    private final List<HeldRow> held = new ArrayList<>();
    private final List<WaitingRow> waiting = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private long poolSequence;
    private long used;

    private Story() {}

    /** The same id for the same name, so that a test finds what it wants to spoil. */
    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static Evidence thatKeptEveryRule() {
        return new Story().told();
    }

    private Evidence told() {
        for (String person : List.of(LENA, GRACE, KEVIN, ZOE, NOAH)) {
            Event changed = event(
                    "approval-service",
                    "PersonChanged",
                    "person",
                    id(person),
                    LENA,
                    null,
                    Map.of("person", ref(person)));
            event(
                    "approval-service",
                    "Person",
                    "personState",
                    id(person),
                    "system",
                    changed,
                    Map.of("id", id(person).toString()));
        }
        call(LENA, Action.IMPORT, null, null, null, 200);
        event("assignment-service", "ProductDefined", "product", SKU, LENA, null, Map.of("sku", SKU));
        poolSequence = 1;
        event(
                "assignment-service",
                "PoolResized",
                "product",
                SKU,
                LENA,
                null,
                Map.of("sku", SKU, "purchasedBefore", 0, "purchased", 1, "used", 0, "poolSequence", 1));
        call(LENA, Action.RESIZE, SKU, null, "1", 200);

        // kevin gets the seat and returns it; zoe waits and gets it then
        Event kevins = approved("kevins", KEVIN);
        assigned("kevins", KEVIN, kevins, false);
        Event zoes = approved("zoes", ZOE);
        Event waits = waitlisted("zoes", ZOE, zoes);
        Event released = released("kevins", KEVIN);
        call(KEVIN, Action.RETURN, id("seat of kevins").toString(), null, null, 204);
        now = now.plusSeconds(1);
        assigned("zoes", ZOE, released, true);
        close("kevins", KEVIN, "ENDED", "APPROVED", "ENDED");
        close("zoes", ZOE, "ASSIGNED", "APPROVED", "HELD");

        // one is rejected, one still waits for its manager, one was withdrawn in time
        Event rejected = routed("rejected", NOAH);
        decided("rejected", NOAH, rejected, "REJECT");
        close("rejected", NOAH, "REJECTED", "REJECTED", null);
        routed("open", KEVIN);
        close("open", KEVIN, "WAITING_FOR_APPROVAL", "WAITING", null);
        routed("withdrawn", NOAH);
        withdrawn("withdrawn", NOAH, false);
        close("withdrawn", NOAH, "WITHDRAWN", "WITHDRAWN", null);

        // one waits for a seat, one gave its place up
        Event noahs = approved("noahs", NOAH);
        waitlisted("noahs", NOAH, noahs);
        close("noahs", NOAH, "WAITLISTED", "APPROVED", "WAITING");
        Event gone = approved("gone", KEVIN);
        waitlisted("gone", KEVIN, gone);
        Event takenBack = withdrawn("gone", KEVIN, true);
        event(
                "assignment-service",
                "WaitingPlaceEnded",
                "reason",
                id("gone"),
                KEVIN,
                takenBack,
                with(reason("gone", KEVIN), "cause", Map.of("code", "WITHDRAWN", "sentence", "Withdrawn")));
        close("gone", KEVIN, "WITHDRAWN", "WITHDRAWN", "ENDED");
        // kevin asked for a kit of two: a seat of one part, a waiting place for the other
        resized(FIRST_PART, 1);
        resized(OTHER_PART, 0);
        Event kits = approved("kit", KEVIN);
        event(
                "assignment-service",
                "SeatAssigned",
                "reason",
                id("kit first"),
                "system",
                kits,
                with(
                        part("kit first", FIRST_PART),
                        "seatId",
                        id("seat of kit").toString(),
                        "fromWaitingList",
                        false,
                        "purchased",
                        1,
                        "used",
                        1,
                        "poolSequence",
                        2));
        event(
                "assignment-service",
                "Waitlisted",
                "reason",
                id("kit other"),
                "system",
                kits,
                with(part("kit other", OTHER_PART), "grantedAt", kits.time().toString()));
        requests.add(new RequestRow(
                id("kit"), "KIT", KEVIN, KEVIN, id(KEVIN), "We need it, marker-kit", "PARTIALLY_ASSIGNED"));
        cases.add(new CaseRow(id("kit"), "KIT", KEVIN, KEVIN, "APPROVED", List.of(id(GRACE)), "APPROVE", GRACE));
        reasons.add(partRow("kit first", FIRST_PART, "HELD", id("seat of kit"), kits.time()));
        reasons.add(partRow("kit other", OTHER_PART, "WAITING", null, kits.time()));
        seats.add(new SeatRow(id("seat of kit"), FIRST_PART, id(KEVIN)));
        held.add(new HeldRow(id("kit first"), id("seat of kit"), FIRST_PART, id(KEVIN), false));
        waiting.add(new WaitingRow(id("kit other"), OTHER_PART));
        if (waits == null) {
            throw new IllegalStateException("zoe never waited");
        }
        return evidence();
    }

    private Evidence evidence() {
        List<Event> history =
                new ArrayList<>(sent.stream().filter(Event::isFact).toList());
        List<AppliedRow> applied = new ArrayList<>();
        HEARD.forEach((consumer, topics) -> sent.stream()
                .filter(event -> topics.contains(event.topic()))
                .collect(Collectors.toMap(
                        Event::aggregate, event -> event, (before, after) -> after, LinkedHashMap::new))
                .values()
                .forEach(last -> applied.add(new AppliedRow(
                        consumer, last.source(), last.aggregateType(), last.aggregateId(), last.sequence(), null))));
        return new Evidence(
                calls,
                sent,
                new HashSet<>(sent.stream().map(Event::id).toList()),
                history,
                new ArrayList<>(history.stream().map(Event::id).toList()),
                requests,
                cases,
                reasons,
                seats,
                new ArrayList<>(List.of(
                        new PoolRow(SKU, 1, 1, 1, poolSequence),
                        new PoolRow(FIRST_PART, 1, 1, 0, 2),
                        new PoolRow(OTHER_PART, 0, 0, 1, 0))),
                held,
                waiting,
                new ArrayList<>(List.of(LENA, GRACE, KEVIN, ZOE, NOAH).stream()
                        .map(person -> new PersonRow(id(person), person, true))
                        .toList()),
                applied,
                new ArrayList<>(),
                new ArrayList<>(List.of(new Unsent("request-service", 0))),
                new ArrayList<>(List.of(new Lag("request-service", "license.requests", 0))),
                new ArrayList<>());
    }

    private Event routed(String request, String who) {
        call(who, Action.SUBMIT, id(request).toString(), "marker-" + request, null, 201);
        Event submitted =
                event("request-service", "RequestSubmitted", "request", id(request), who, null, request(request, who));
        return event(
                "approval-service",
                "ApprovalRequested",
                "case",
                id(request),
                "system",
                submitted,
                with(request(request, who), "stage", 1, "approvers", List.of(ref(GRACE))));
    }

    private Event approved(String request, String who) {
        return decided(request, who, routed(request, who), "APPROVE");
    }

    private Event decided(String request, String who, Event routed, String decision) {
        call(GRACE, Action.DECIDE, id(request).toString(), null, decision, 200);
        return event(
                "approval-service",
                decision.equals("APPROVE") ? "RequestApproved" : "RequestRejected",
                "case",
                id(request),
                GRACE,
                routed,
                with(request(request, who), "stage", 1, "decidedBy", ref(GRACE)));
    }

    private Event withdrawn(String request, String who, boolean wasApproved) {
        call(who, Action.WITHDRAW, id(request).toString(), null, null, 200);
        Event withdrawn =
                event("request-service", "RequestWithdrawn", "request", id(request), who, null, request(request, who));
        return event(
                "approval-service",
                "ApprovalWithdrawn",
                "case",
                id(request),
                who,
                withdrawn,
                with(request(request, who), "wasApproved", wasApproved));
    }

    private void assigned(String request, String who, Event cause, boolean waited) {
        used++;
        event(
                "assignment-service",
                "SeatAssigned",
                "reason",
                id(request),
                "system",
                cause,
                with(
                        reason(request, who),
                        "seatId",
                        id("seat of " + request).toString(),
                        "fromWaitingList",
                        waited,
                        "purchased",
                        1,
                        "used",
                        used,
                        "poolSequence",
                        ++poolSequence));
    }

    private Event released(String request, String who) {
        used--;
        return event(
                "assignment-service",
                "SeatReleased",
                "reason",
                id(request),
                who,
                null,
                with(
                        reason(request, who),
                        "seatId",
                        id("seat of " + request).toString(),
                        "purchased",
                        1,
                        "used",
                        used,
                        "poolSequence",
                        ++poolSequence));
    }

    private Event waitlisted(String request, String who, Event cause) {
        return event(
                "assignment-service",
                "Waitlisted",
                "reason",
                id(request),
                "system",
                cause,
                with(reason(request, who), "grantedAt", cause.time().toString()));
    }

    /** The rows as they stand at the end; {@code reason} is null where none was ever granted. */
    private void close(String request, String who, String status, String caseStatus, String reason) {
        requests.add(new RequestRow(id(request), SKU, who, who, id(who), "We need it, marker-" + request, status));
        String decision = reason != null ? "APPROVE" : caseStatus.equals("REJECTED") ? "REJECT" : null;
        cases.add(new CaseRow(
                id(request), SKU, who, who, caseStatus, List.of(id(GRACE)), decision, decision == null ? null : GRACE));
        if (reason != null) {
            UUID seat = id("seat of " + request);
            reasons.add(new ReasonRow(
                    id(request),
                    "REQUEST",
                    id(request).toString(),
                    SKU,
                    id(who),
                    reason,
                    reason.equals("HELD") ? seat : null,
                    now));
            if (reason.equals("HELD")) {
                seats.add(new SeatRow(seat, SKU, id(who)));
                held.add(new HeldRow(id(request), seat, SKU, id(who), false));
            } else if (reason.equals("WAITING")) {
                waiting.add(new WaitingRow(id(request), SKU));
            }
        }
    }

    private Event event(
            String source,
            String type,
            String aggregateType,
            Object aggregateId,
            String actor,
            Event cause,
            Map<String, ?> body) {
        now = now.plusMillis(1);
        long sequence = sequences.merge(source + aggregateType + aggregateId, 1L, Long::sum);
        Event event = new Event(
                id(type + sent.size()),
                source,
                type,
                topic(source, aggregateType),
                aggregateType,
                aggregateId.toString(),
                sequence,
                now,
                actor,
                cause == null ? null : cause.id(),
                json(body));
        sent.add(event);
        return event;
    }

    private static String topic(String source, String aggregateType) {
        return switch (source) {
            case "request-service" -> "license.requests";
            case "approval-service" -> aggregateType.equals("personState") ? "license.people" : "license.approvals";
            default -> "license.assignments";
        };
    }

    private void call(String actor, Action action, String subject, String marker, String detail, int status) {
        calls.add(new Call(
                actor,
                action,
                subject,
                marker,
                detail,
                "POST",
                "/" + action + "/" + subject,
                now,
                now,
                status,
                false,
                ""));
    }

    private static Map<String, Object> request(String request, String who) {
        Map<String, Object> asked =
                Map.of("requestId", id(request).toString(), "sku", SKU, "requester", ref(who), "beneficiary", ref(who));
        return request.equals("kit")
                ? with(
                        asked,
                        "package",
                        Map.of("id", "KIT", "parts", List.of(Map.of("sku", FIRST_PART), Map.of("sku", OTHER_PART))))
                : asked;
    }

    private static Map<String, Object> part(String reason, String sku) {
        return Map.of(
                "reasonId",
                id(reason).toString(),
                "reasonType",
                "PACKAGE",
                "source",
                id("kit").toString(),
                "sku",
                sku,
                "holder",
                ref(KEVIN));
    }

    /** A part of the kit, as the ledger has it. */
    static ReasonRow partRow(String reason, String sku, String state, UUID seat, Instant at) {
        return new ReasonRow(id(reason), "PACKAGE", id("kit").toString(), sku, id(KEVIN), state, seat, at);
    }

    private void resized(String sku, int purchased) {
        event("assignment-service", "ProductDefined", "product", sku, LENA, null, Map.of("sku", sku));
        if (purchased > 0) {
            event(
                    "assignment-service",
                    "PoolResized",
                    "product",
                    sku,
                    LENA,
                    null,
                    Map.of("sku", sku, "purchasedBefore", 0, "purchased", purchased, "used", 0, "poolSequence", 1));
            call(LENA, Action.RESIZE, sku, null, String.valueOf(purchased), 200);
        }
    }

    private static Map<String, Object> reason(String request, String who) {
        return Map.of("reasonId", id(request).toString(), "sku", SKU, "holder", ref(who));
    }

    private static Map<String, String> ref(String person) {
        return Map.of("id", id(person).toString(), "email", person);
    }

    private static Map<String, Object> with(Map<String, Object> body, Object... namesAndValues) {
        Map<String, Object> more = new LinkedHashMap<>(body);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            more.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return more;
    }

    /** A body as the readers of evidence see it. */
    static JsonNode json(Map<String, ?> body) {
        try {
            return JSON.readTree(JSON.writeValueAsString(body));
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(Arrays.toString(body.keySet().toArray()), impossible);
        }
    }
}
