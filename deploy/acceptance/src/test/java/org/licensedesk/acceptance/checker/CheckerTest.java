package org.licensedesk.acceptance.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.licensedesk.acceptance.checker.Story.GRACE;
import static org.licensedesk.acceptance.checker.Story.KEVIN;
import static org.licensedesk.acceptance.checker.Story.LENA;
import static org.licensedesk.acceptance.checker.Story.NOAH;
import static org.licensedesk.acceptance.checker.Story.OTHER_PART;
import static org.licensedesk.acceptance.checker.Story.SKU;
import static org.licensedesk.acceptance.checker.Story.ZOE;
import static org.licensedesk.acceptance.checker.Story.id;
import static org.licensedesk.acceptance.checker.Story.partRow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.licensedesk.acceptance.checker.Call.Action;
import org.licensedesk.acceptance.checker.Evidence.AppliedRow;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.HeldRow;
import org.licensedesk.acceptance.checker.Evidence.Lag;
import org.licensedesk.acceptance.checker.Evidence.ParkedRow;
import org.licensedesk.acceptance.checker.Evidence.PersonRow;
import org.licensedesk.acceptance.checker.Evidence.PoolRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;
import org.licensedesk.acceptance.checker.Evidence.RequestRow;
import org.licensedesk.acceptance.checker.Evidence.SeatRow;
import org.licensedesk.acceptance.checker.Evidence.Unsent;

class CheckerTest {
    @Test
    void aSystemThatKeptEveryRuleIsClean() {
        var report = Checker.check(Story.thatKeptEveryRule());

        assertThat(report.findings()).hasSize(12);
        assertThat(report.isClean()).as(report.toString()).isTrue();
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.counts()).isNotEmpty());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("plants")
    void aPlantedViolationIsFound(String invariant, String sentence, Consumer<Evidence> plant) {
        Evidence evidence = Story.thatKeptEveryRule();
        plant.accept(evidence);

        var report = Checker.check(evidence);

        var finding = report.findings().stream()
                .filter(each -> each.invariant().startsWith(invariant + " "))
                .findFirst()
                .orElseThrow();
        assertThat(finding.violations()).as(report.toString()).anyMatch(violation -> violation.contains(sentence));
        assertThat(report.isClean()).isFalse();
    }

    static Stream<Arguments> plants() {
        return Stream.of(
                plant(
                        "I1",
                        "a request is lost",
                        world -> world.requests().removeIf(row -> row.id().equals(id("open")))),
                plant(
                        "I1",
                        "is not what was submitted",
                        world -> change(
                                world.requests(),
                                row -> row.id().equals(id("open")),
                                row -> new RequestRow(
                                        row.id(), SKU, KEVIN, KEVIN, id(KEVIN), "something else", row.status()))),
                plant(
                        "I1",
                        "one submission became",
                        world -> world.calls()
                                .add(call(KEVIN, Action.SUBMIT, id("noahs").toString(), "marker-open", null, 201))),
                plant(
                        "I1",
                        "a decision is lost",
                        world -> change(world.cases(), of("zoes"), row -> withDecision(row, "WAITING", null, null))),
                plant("I1", "a withdrawal is lost", world -> status(world, "withdrawn", "WAITING_FOR_APPROVAL")),
                plant(
                        "I1",
                        "a returned seat is still held",
                        world -> world.calls()
                                .add(call(ZOE, Action.RETURN, id("seat of zoes").toString(), null, null, 204))),
                plant(
                        "I1",
                        "a change of a pool is lost",
                        world -> world.calls().add(call(LENA, Action.RESIZE, SKU, null, "7", 200))),
                plant("I1", "never became a case", world -> world.cases().removeIf(of("open"))),
                plant(
                        "I1",
                        "waits for nobody who is there",
                        world -> change(
                                world.persons(),
                                row -> row.email().equals(GRACE),
                                row -> new PersonRow(row.id(), GRACE, false))),
                plant(
                        "I1",
                        "has no seat, no place and no refusal",
                        world -> world.reasons().removeIf(row -> row.id().equals(id("noahs")))),
                plant(
                        "I1",
                        "has no seat, no place and no refusal of its part PROJECT",
                        world -> world.reasons().removeIf(row -> row.id().equals(id("kit other")))),
                plant("I1", "is stuck on its way", world -> status(world, "zoes", "APPROVED")),
                plant(
                        "I2",
                        "nobody asked for request",
                        world -> world.calls().removeIf(call -> "marker-open".equals(call.marker()))),
                plant(
                        "I2",
                        "exists and was refused",
                        world -> change(
                                world.calls(),
                                call -> "marker-open".equals(call.marker()),
                                call -> call(KEVIN, Action.SUBMIT, null, "marker-open", null, 409))),
                plant(
                        "I2",
                        "was asked for by somebody else",
                        world -> change(
                                world.calls(),
                                call -> "marker-open".equals(call.marker()),
                                call -> call(ZOE, Action.SUBMIT, id("open").toString(), "marker-open", null, 201))),
                plant(
                        "I2",
                        "exists twice",
                        world -> world.requests()
                                .add(new RequestRow(
                                        UUID.randomUUID(),
                                        SKU,
                                        KEVIN,
                                        KEVIN,
                                        id(KEVIN),
                                        "We need it, marker-open",
                                        "SUBMITTED"))),
                plant(
                        "I2",
                        "is about no request",
                        world -> world.requests().removeIf(row -> row.id().equals(id("rejected")))),
                plant(
                        "I2",
                        "nobody decided so",
                        world -> world.calls()
                                .removeIf(call -> call.action() == Action.DECIDE
                                        && call.subject().equals(id("zoes").toString()))),
                plant(
                        "I2",
                        "nobody asked for RequestWithdrawn",
                        world -> world.calls().removeIf(call -> call.action() == Action.WITHDRAW)),
                plant(
                        "I2",
                        "nobody asked for SeatReleased",
                        world -> world.calls().removeIf(call -> call.action() == Action.RETURN)),
                plant("I2", "was never approved", world -> world.reasons().add(reason("open", KEVIN, "WAITING", null))),
                plant(
                        "I2",
                        "is held for no reason",
                        world -> world.seats().add(new SeatRow(UUID.randomUUID(), SKU, id(NOAH)))),
                plant(
                        "I3",
                        "is the second decision of its stage",
                        world -> world.sent().add(after(sent(world, "RequestApproved", "zoes")))),
                plant(
                        "I3",
                        "who was none of the approvers",
                        world -> change(
                                world.sent(),
                                event -> is(event, "RequestApproved", "zoes"),
                                event -> with(event, "decidedBy", NOAH))),
                plant(
                        "I3",
                        "in a matter of their own",
                        world -> change(
                                world.sent(),
                                event -> is(event, "RequestApproved", "zoes"),
                                event -> with(event, "decidedBy", ZOE))),
                plant(
                        "I3",
                        "was decided by more than one",
                        world -> world.calls()
                                .add(call(LENA, Action.DECIDE, id("zoes").toString(), null, "REJECT", 200))),
                plant(
                        "I4",
                        "a second seat of the same holder",
                        world -> world.seats().add(new SeatRow(UUID.randomUUID(), SKU, id(ZOE)))),
                plant(
                        "I4",
                        "holds a seat that is not theirs",
                        world -> change(world.seats(), row -> true, row -> new SeatRow(row.id(), SKU, id(NOAH)))),
                plant(
                        "I4",
                        "although its holder had seat",
                        world -> world.sent().add(after(sentLast(world, "SeatAssigned", "zoes")))),
                plant(
                        "I4",
                        "is the second seat for one reason",
                        world -> world.sent().add(after(sentLast(world, "SeatAssigned", "kevins")))),
                plant(
                        "I4",
                        "releases a seat its holder did not have",
                        world -> world.sent().add(after(sent(world, "SeatReleased", "kevins")))),
                plant(
                        "I4",
                        "a second reason for the same part of a package",
                        world -> world.reasons().add(partRow("kit again", OTHER_PART, "WAITING", null, Instant.EPOCH))),
                plant(
                        "I4",
                        "is the second seat for one part of a package",
                        world -> world.sent().add(after(sentLast(world, "SeatAssigned", "kit first")))),
                plant(
                        "I2",
                        "is no part of a package that was approved",
                        world -> world.reasons().add(partRow("kit more", SKU, "WAITING", null, Instant.EPOCH))),
                plant(
                        "I6",
                        "(part PROJECT) was approved and never reached the ledger",
                        world -> world.reasons().removeIf(row -> row.id().equals(id("kit other")))),
                plant(
                        "I6",
                        "(part OFFICE) was withdrawn and",
                        world -> change(
                                world.cases(), of("kit"), row -> withDecision(row, "WITHDRAWN", "APPROVE", GRACE))),
                plant("I9", "replays as [PARTIALLY_ASSIGNED]", world -> status(world, "kit", "ASSIGNED")),
                plant(
                        "I5",
                        "oversells: 2 of 1",
                        world -> change(
                                world.history(),
                                event -> is(event, "SeatAssigned", "zoes"),
                                event -> number(event, "used", 2))),
                plant(
                        "I5",
                        "comes after change 1",
                        world -> world.history().removeIf(event -> is(event, "SeatAssigned", "kevins"))),
                plant("I5", "is not what its history ends with", world -> pool(world, new PoolRow(SKU, 1, 0, 1, 4))),
                plant("I5", "is oversold", world -> pool(world, new PoolRow(SKU, 1, 2, 1, 4))),
                plant("I5", "has idle seats while somebody waits", world -> pool(world, new PoolRow(SKU, 2, 1, 1, 4))),
                plant(
                        "I5",
                        "counts other seats than there are",
                        world -> world.seats().clear()),
                plant("I5", "counts other waiting places", world -> pool(world, new PoolRow(SKU, 1, 1, 2, 4))),
                plant("I5", "and the first in the waiting list was", world -> {
                    // noah came in while zoe waited, with an approval of an earlier time, and she was served all the
                    // same
                    Event noahs = sent(world, "Waitlisted", "noahs");
                    world.sent().remove(noahs);
                    world.sent()
                            .add(
                                    world.sent().indexOf(sent(world, "SeatReleased", "kevins")),
                                    text(noahs, "grantedAt", "2020-01-01T00:00:00Z"));
                }),
                plant(
                        "I6",
                        "never reached the ledger",
                        world -> world.reasons().removeIf(row -> row.id().equals(id("zoes")))),
                plant(
                        "I6",
                        "was withdrawn and",
                        world -> change(
                                world.reasons(),
                                row -> row.id().equals(id("gone")),
                                row -> reason("gone", KEVIN, "WAITING", null))),
                plant(
                        "I7",
                        "sent: expected #1",
                        world -> world.sent().removeIf(event -> is(event, "ApprovalRequested", "kevins"))),
                plant(
                        "I7",
                        "in the history: expected #1",
                        world -> world.history().removeIf(event -> is(event, "ApprovalRequested", "kevins"))),
                plant(
                        "I7",
                        "cannot follow",
                        world -> change(
                                world.sent(),
                                event -> is(event, "RequestRejected", "rejected"),
                                event -> typed(event, "RequestSubmitted"))),
                plant(
                        "I7",
                        "is not later than its cause",
                        world -> change(
                                world.sent(),
                                event -> is(event, "ApprovalRequested", "zoes"),
                                event -> at(event, Instant.parse("2020-01-01T00:00:00Z")))),
                plant(
                        "I7",
                        "is older than",
                        world -> change(
                                world.sent(),
                                event -> is(event, "RequestApproved", "zoes"),
                                event -> at(event, Instant.parse("2020-01-01T00:00:00Z")))),
                plant(
                        "I7",
                        "which nobody sent",
                        world -> world.sent().removeIf(event -> is(event, "RequestSubmitted", "open"))),
                plant("I8", "has no event that says so", world -> status(world, "open", "WITHDRAWN")),
                plant(
                        "I8",
                        "has no event that says so",
                        world -> change(
                                world.cases(), of("open"), row -> withDecision(row, "APPROVED", "APPROVE", GRACE))),
                plant(
                        "I8",
                        "has no event that says so",
                        world -> change(
                                world.reasons(),
                                row -> row.id().equals(id("zoes")),
                                row -> reason("zoes", ZOE, "ENDED", null))),
                plant(
                        "I8",
                        "is not on the broker",
                        world -> world.published()
                                .remove(sent(world, "RequestApproved", "zoes").id())),
                plant(
                        "I8",
                        "is on the broker and in no outbox",
                        world -> world.published().add(UUID.randomUUID())),
                plant(
                        "I8",
                        "is in an outbox twice",
                        world -> world.sent().add(world.sent().get(0))),
                plant(
                        "I8",
                        "took effect 2 times",
                        world -> world.history().add(world.history().get(0))),
                plant(
                        "I8",
                        "has followed",
                        world -> change(
                                world.applied(),
                                row -> row.consumer().equals("assignment-service")
                                        && row.aggregateId().equals(id("zoes").toString()),
                                row -> new AppliedRow(
                                        row.consumer(),
                                        row.source(),
                                        row.aggregateType(),
                                        row.aggregateId(),
                                        1,
                                        null))),
                plant(
                        "I8",
                        "to null of",
                        world -> world.applied()
                                .removeIf(row -> row.consumer().equals("approval-service")
                                        && row.aggregateId().equals(id("zoes").toString()))),
                plant(
                        "I9",
                        "is not in the history as it was sent",
                        world -> world.history().remove(sent(world, "PersonChanged", GRACE))),
                plant(
                        "I9",
                        "is not in the history as it was sent",
                        world -> change(
                                world.history(),
                                event -> is(event, "RequestApproved", "zoes"),
                                event -> by(event, NOAH))),
                plant("I9", "was never sent", world -> world.sent().remove(sent(world, "PersonChanged", GRACE))),
                plant("I9", "the export has", world -> world.exported().remove(3)),
                plant(
                        "I9",
                        "the export shows entries twice",
                        world -> world.exported().add(world.exported().get(0))),
                plant("I9", "not in the order of time", world -> Collections.swap(world.exported(), 2, 3)),
                plant("I9", "replays as [ASSIGNED]", world -> status(world, "zoes", "ENDED")),
                plant(
                        "I9",
                        "replays as WAITING",
                        world -> change(
                                world.cases(), of("open"), row -> withDecision(row, "REJECTED", "REJECT", GRACE))),
                plant(
                        "I9",
                        "replays with the approvers",
                        world -> change(
                                world.cases(),
                                of("open"),
                                row -> new CaseRow(
                                        row.requestId(), SKU, KEVIN, KEVIN, "WAITING", List.of(id(NOAH)), null, null))),
                plant(
                        "I9",
                        "replays as HELD",
                        world -> change(
                                world.reasons(),
                                row -> row.id().equals(id("zoes")),
                                row -> reason("zoes", ZOE, "WAITING", null))),
                plant(
                        "I9",
                        "is in the ledger only",
                        world -> world.seats().add(new SeatRow(id("forged"), SKU, id(NOAH)))),
                plant("I9", "is in the history only", world -> world.seats().clear()),
                plant(
                        "I9",
                        "as held, and it is not",
                        world -> world.held().add(new HeldRow(id("noahs"), id("forged"), SKU, id(NOAH), false))),
                plant("I9", "as waiting", world -> world.waiting().clear()),
                plant(
                        "I10",
                        "has still to send 3 events",
                        world -> world.unsent().add(new Unsent("approval-service", 3))),
                plant(
                        "I10",
                        "is 5 behind",
                        world -> world.lags().add(new Lag("approval-service", "license.requests", 5))),
                plant(
                        "I10",
                        "is parked",
                        world -> world.parked()
                                .add(new ParkedRow("request-service", "SeatAssigned.v1", "no such column", true))),
                plant(
                        "I10",
                        "is held up",
                        world -> change(
                                world.applied(),
                                row -> true,
                                row -> new AppliedRow(
                                        row.consumer(),
                                        row.source(),
                                        row.aggregateType(),
                                        row.aggregateId(),
                                        row.lastSequence(),
                                        "GAP"))),
                plant(
                        "I11",
                        "a dishonest answer",
                        world -> world.calls().add(call(ZOE, Action.DECIDE, "x", null, "APPROVE", 500))),
                plant(
                        "I11",
                        "no answer at all",
                        world -> world.calls().add(call(ZOE, Action.DECIDE, "x", null, "APPROVE", 0))),
                plant(
                        "I11",
                        "does not say when to try again",
                        world -> world.calls().add(call(ZOE, Action.DECIDE, "x", null, "APPROVE", 503))),
                plant(
                        "I12",
                        "names nobody",
                        world -> change(
                                world.sent(), event -> is(event, "SeatReleased", "kevins"), event -> by(event, " "))),
                plant(
                        "I12",
                        "who never asked for anything",
                        world -> change(
                                world.sent(),
                                event -> is(event, "SeatReleased", "kevins"),
                                event -> by(event, "mallory@example.org"))),
                plant(
                        "I12",
                        "names zoe@example.org",
                        world -> change(
                                world.sent(),
                                event -> is(event, "RequestApproved", "kevins"),
                                event -> by(event, ZOE))),
                plant(
                        "I12",
                        "was done by nobody",
                        world -> change(
                                world.sent(), event -> is(event, "SeatAssigned", "kevins"), CheckerTest::uncaused)),
                plant(
                        "I12",
                        "was refused 1 times and logged 0 times",
                        world -> world.calls().add(call(ZOE, Action.DECIDE, "x", null, "APPROVE", 403))));
    }

    @Test
    void onlyTheFirstViolationsAreShownAndAllAreCounted() {
        Finding finding = new Finding("I0 nothing");
        for (int i = 0; i < 25; i++) {
            finding.expect(false, "number %d", i);
        }

        assertThat(finding.toString())
                .contains("number 9")
                .doesNotContain("number 10")
                .contains("and 15 more");
    }

    private static Arguments plant(String invariant, String sentence, Consumer<Evidence> plant) {
        return Arguments.of(invariant, sentence, plant);
    }

    private static <T> void change(List<T> rows, Predicate<T> which, UnaryOperator<T> how) {
        long changed = rows.stream().filter(which).count();
        if (changed == 0) {
            throw new AssertionError("nothing to plant on");
        }
        rows.replaceAll(row -> which.test(row) ? how.apply(row) : row);
    }

    private static Predicate<CaseRow> of(String request) {
        return row -> row.requestId().equals(id(request));
    }

    private static CaseRow withDecision(CaseRow row, String status, String decision, String by) {
        return new CaseRow(
                row.requestId(), row.sku(), row.requester(), row.beneficiary(), status, row.approvers(), decision, by);
    }

    private static void status(Evidence world, String request, String status) {
        change(
                world.requests(),
                row -> row.id().equals(id(request)),
                row -> new RequestRow(
                        row.id(),
                        row.sku(),
                        row.requester(),
                        row.beneficiary(),
                        row.beneficiaryId(),
                        row.justification(),
                        status));
    }

    private static void pool(Evidence world, PoolRow pool) {
        world.pools().set(0, pool);
    }

    private static ReasonRow reason(String request, String who, String state, UUID seat) {
        return new ReasonRow(id(request), "REQUEST", id(request).toString(), SKU, id(who), state, seat, Instant.EPOCH);
    }

    private static Call call(String actor, Action action, String subject, String marker, String detail, int status) {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        return new Call(actor, action, subject, marker, detail, "POST", "/x", now, now, status, false, "");
    }

    private static boolean is(Event event, String type, String about) {
        return event.type().equals(type) && event.aggregateId().equals(id(about).toString());
    }

    private static Event sent(Evidence world, String type, String about) {
        return world.sent().stream()
                .filter(event -> is(event, type, about))
                .findFirst()
                .orElseThrow();
    }

    private static Event sentLast(Evidence world, String type, String about) {
        return world.sent().stream()
                .filter(event -> is(event, type, about))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** The same once more, as the next of its aggregate. */
    private static Event after(Event event) {
        return copy(
                event,
                UUID.randomUUID(),
                event.type(),
                event.sequence() + 1,
                event.time(),
                event.actor(),
                event.causationId());
    }

    private static Event typed(Event event, String type) {
        return copy(event, event.id(), type, event.sequence(), event.time(), event.actor(), event.causationId());
    }

    private static Event at(Event event, Instant time) {
        return copy(event, event.id(), event.type(), event.sequence(), time, event.actor(), event.causationId());
    }

    private static Event by(Event event, String actor) {
        return copy(event, event.id(), event.type(), event.sequence(), event.time(), actor, event.causationId());
    }

    private static Event uncaused(Event event) {
        return copy(event, event.id(), event.type(), event.sequence(), event.time(), event.actor(), null);
    }

    private static Event with(Event event, String role, String person) {
        ObjectNode body = event.body().deepCopy();
        body.putObject(role).put("id", id(person).toString()).put("email", person);
        return withBody(event, body);
    }

    private static Event number(Event event, String field, long value) {
        ObjectNode body = event.body().deepCopy();
        return withBody(event, body.put(field, value));
    }

    private static Event text(Event event, String field, String value) {
        ObjectNode body = event.body().deepCopy();
        return withBody(event, body.put(field, value));
    }

    private static Event withBody(Event event, ObjectNode body) {
        return new Event(
                event.id(),
                event.source(),
                event.type(),
                event.topic(),
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                event.time(),
                event.actor(),
                event.causationId(),
                body);
    }

    private static Event copy(
            Event event, UUID id, String type, long sequence, Instant time, String actor, UUID causationId) {
        return new Event(
                id,
                event.source(),
                type,
                event.topic(),
                event.aggregateType(),
                event.aggregateId(),
                sequence,
                time,
                actor,
                causationId,
                event.body());
    }
}
