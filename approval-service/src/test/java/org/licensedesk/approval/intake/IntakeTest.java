package org.licensedesk.approval.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.decision.Evidence;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Delivery;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class IntakeTest {

    @Inject
    EventsConsumer consumer;

    @Inject
    Database database;

    @Inject
    Evidence evidence;

    private Company company;
    private final Envelopes assignment = new Envelopes();
    private final UUID requestId = Envelopes.anId();
    private final String sku = "SKU_" + UUID.randomUUID();

    @BeforeEach
    void aCompany() {
        company = Company.ofFour();
    }

    @ParameterizedTest
    @EnumSource
    void aRequestBecomesACaseOnce(Delivery delivery) {
        var other = Envelopes.anId();
        delivery.to(
                consumer::receive,
                company.submits(requestId, "kevin", "kevin"),
                company.submits(other, "grace", "grace"));

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
        assertThat(Sent.typesOf("case", other)).containsExactly("ApprovalRequested.v1");
    }

    @ParameterizedTest
    @EnumSource
    void aGroupIsKeptWhileItGivesProducts(Delivery delivery) {
        var group = "g" + UUID.randomUUID();
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType("application/json")
                .body(Map.of("name", "Design", "members", List.of(company.email("kevin"))))
                .put("/api/groups/" + group)
                .then()
                .statusCode(201);
        delivery.to(
                consumer::receive,
                assignment.sample("Product.v1", Map.of("sku", sku, "name", "Project Plan 3")),
                assignment.sample("GroupProducts.v1", Map.of("groupId", group, "skus", List.of("ANOTHER"))),
                assignment.sample("GroupProducts.v1", Map.of("groupId", group, "skus", List.of(sku, "ANOTHER"))));

        deleting(group)
                .statusCode(409)
                .body(
                        "detail",
                        equalTo("Design gives its members Project Plan 3, ANOTHER. Take that off the group first."))
                .body("products", contains(sku, "ANOTHER"));

        delivery.to(
                consumer::receive, assignment.sample("GroupProducts.v1", Map.of("groupId", group, "skus", List.of())));
        deleting(group).statusCode(204);
    }

    @ParameterizedTest
    @EnumSource
    void aGroupWhoseMembersMayClaimSomethingIsNotDeleted(Delivery delivery) {
        var group = "claimers-" + UUID.randomUUID();
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType("application/json")
                .body(Map.of("name", "Claimers", "members", List.of()))
                .put("/api/groups/" + group)
                .then()
                .statusCode(201);
        var claimed = "CLAIMED_" + UUID.randomUUID();
        delivery.to(
                consumer::receive,
                assignment.sample("Product.v1", Map.of("sku", claimed, "name", "Draw", "claimGroup", group)));

        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get("/groups/" + group)
                .then()
                .statusCode(200)
                .body(containsString("/assignments/products/" + claimed + "/claims"));
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .delete("/api/groups/" + group)
                .then()
                .statusCode(409)
                .body("code", is("GROUP_MAY_CLAIM"))
                .body("detail", is("The members of Claimers may take Draw on demand. Change that policy first."));

        var policyIsOff = new HashMap<String, Object>(Map.of("sku", claimed, "name", "Draw"));
        policyIsOff.put("claimGroup", null);
        delivery.to(consumer::receive, assignment.sample("Product.v1", policyIsOff));
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .delete("/api/groups/" + group)
                .then()
                .statusCode(204);
    }

    private static ValidatableResponse deleting(String group) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .delete("/api/groups/" + group)
                .then();
    }

    @ParameterizedTest
    @EnumSource
    void aWithdrawnRequestEndsItsCaseOnce(Delivery delivery) {
        delivery.to(
                consumer::receive, company.submits(requestId, "kevin", "kevin"), company.withdraws(requestId, "kevin"));

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "ApprovalWithdrawn.v1");
        var withdrawn = Sent.the("ApprovalWithdrawn.v1", "case", requestId);
        Contracts.assertKept(withdrawn);
        assertThat(Envelopes.body(withdrawn).get("wasApproved").asBoolean()).isFalse();
        assertThat(withdrawn.actor()).isEqualTo("system");
    }

    @Test
    void anExtensionGoesTheSameWayAndTheApproverSeesWhatItIs() {
        var earlier = Envelopes.anId();
        consumer.receive(Envelopes.batch(company.extendsUntil(requestId, "kevin", earlier, "2027-08-31")));

        Tokens.as(company.email("grace"))
                .get("/api/cases/{id}", requestId)
                .then()
                .statusCode(200)
                .body("extends", org.hamcrest.Matchers.equalTo(earlier.toString()))
                .body("endsOn", org.hamcrest.Matchers.equalTo("2027-08-31"));
        Tokens.as(company.email("grace"))
                .get("/{id}", requestId)
                .then()
                .body(org.hamcrest.Matchers.containsString("an extension: it is held until"));
        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(200);
        var approved = Sent.the("RequestApproved.v1", "case", requestId);
        assertThat(Envelopes.body(approved).path("endsOn").asText()).isEqualTo("2027-08-31");
    }

    @Test
    void aWithdrawalAfterTheApprovalSaysSo() {
        var submitted = company.submits(requestId, "kevin", "kevin");
        var withdrawn = company.withdraws(requestId, "kevin");
        consumer.receive(Envelopes.batch(submitted));
        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(200);

        consumer.receive(Envelopes.batch(withdrawn, withdrawn));

        var sent = Sent.the("ApprovalWithdrawn.v1", "case", requestId);
        assertThat(Envelopes.body(sent).get("wasApproved").asBoolean()).isTrue();
        assertThat(sent.causationId()).isEqualTo(withdrawn.id());
        assertThat(sent.time()).isAfter(withdrawn.time());
        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(200);
        decides(company.email("grace"), requestId, "REJECT", "too late").then().statusCode(409);
    }

    @Test
    void ofARejectedRequestNothingIsWithdrawn() {
        var submitted = company.submits(requestId, "kevin", "kevin");
        var withdrawn = company.withdraws(requestId, "kevin");
        consumer.receive(Envelopes.batch(submitted));
        decides(company.email("grace"), requestId, "REJECT", "No.").then().statusCode(200);

        consumer.receive(Envelopes.batch(withdrawn));

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestRejected.v1");
    }

    @Test
    void theTraceOfTheClickGoesOn() {
        var submitted = company.submits(requestId, "kevin", "kevin");
        var traced = new EventEnvelope(
                submitted.id(),
                submitted.type(),
                submitted.version(),
                submitted.source(),
                submitted.aggregateType(),
                submitted.aggregateId(),
                submitted.sequence(),
                submitted.time(),
                submitted.actor(),
                null,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                submitted.topic(),
                submitted.key(),
                submitted.body());

        consumer.receive(Envelopes.batch(traced));

        var requested = Sent.the("ApprovalRequested.v1", "case", requestId);
        assertThat(requested.traceparent()).contains("0af7651916cd43dd8448eb211c80319c");
        assertThat(requested.causationId()).isEqualTo(submitted.id());
        assertThat(requested.time()).isAfter(submitted.time());
    }

    @ParameterizedTest
    @EnumSource
    void theNewestStateOfAProductIsKept(Delivery delivery) {
        delivery.to(consumer::receive, product(10, 1, 0), product(10, 10, 3));

        assertThat(database.read(handle -> evidence.products(handle, java.util.Set.of(sku)))
                        .get(sku))
                .satisfies(product -> {
                    assertThat(product.used()).isEqualTo(10);
                    assertThat(product.waiting()).isEqualTo(3);
                    assertThat(product.free()).isZero();
                });
    }

    @ParameterizedTest
    @EnumSource
    void aSeatIsHeldUntilItIsReleased(Delivery delivery) {
        var seat = UUID.randomUUID().toString();
        delivery.to(consumer::receive, seatEvent("SeatAssigned.v1", seat), seatEvent("SeatReleased.v1", seat));

        assertThat(held()).isEmpty();
        assertThat(outcome()).extracting(Evidence.Outcome::kind).isEqualTo(Evidence.Kind.ENDED);
    }

    @ParameterizedTest
    @EnumSource
    void anAssignedSeatIsHeld(Delivery delivery) {
        var seat = UUID.randomUUID().toString();
        delivery.to(
                consumer::receive, assignment.sample("Waitlisted.v1", fields()), seatEvent("SeatAssigned.v1", seat));

        assertThat(held()).containsExactly(sku);
        assertThat(outcome()).extracting(Evidence.Outcome::kind).isEqualTo(Evidence.Kind.SEATED);
        assertThat(database.read(handle -> evidence.share(handle, "Engineering", sku))
                        .holders())
                .isEqualTo(1);
    }

    @Test
    void theEndOfASeatHeardBeforeItsBeginningStaysTheEnd() {
        // two reasons, two aggregates, two partitions: the release under the second may overtake the assignment under
        // the first
        var seat = UUID.randomUUID().toString();
        var other = new LinkedHashMap<String, Object>(fields());
        other.put("reasonId", UUID.randomUUID().toString());
        other.put("seatId", seat);
        consumer.receive(Envelopes.batch(assignment.sample("SeatReleased.v1", other)));

        consumer.receive(Envelopes.batch(seatEvent("SeatAssigned.v1", seat)));

        assertThat(held()).isEmpty();
    }

    @Test
    void thePlaceInTheWaitingListIsCounted() {
        var first = new LinkedHashMap<String, Object>(fields());
        first.put("reasonId", UUID.randomUUID().toString());
        first.put("grantedAt", "2026-11-22T10:00:00Z");
        first.put("holder.id", UUID.randomUUID().toString());
        var mine = new LinkedHashMap<String, Object>(fields());
        mine.put("grantedAt", "2026-11-22T10:00:01Z");
        consumer.receive(
                Envelopes.batch(assignment.sample("Waitlisted.v1", mine), assignment.sample("Waitlisted.v1", first)));
        assertThat(outcome().position()).isEqualTo(2);

        consumer.receive(Envelopes.batch(
                assignment.sample("WaitingPlaceEnded.v1", Map.of("reasonId", first.get("reasonId"), "sku", sku))));

        assertThat(outcome().position()).isEqualTo(1);
    }

    @Test
    void whoWaitsForSeveralReasonsStandsInTheLineOnceWhereTheFirstIs() {
        var twice = UUID.randomUUID();
        waiting("2026-11-22T10:00:00Z", twice);
        waiting("2026-11-22T10:00:01Z", twice);
        waiting("2026-11-22T10:00:02Z", UUID.randomUUID());
        var mine = new LinkedHashMap<String, Object>(fields());
        mine.put("grantedAt", "2026-11-22T10:00:03Z");
        consumer.receive(Envelopes.batch(assignment.sample("Waitlisted.v1", mine)));
        assertThat(outcome().position()).isEqualTo(3);

        var myFirst = new LinkedHashMap<String, Object>(fields());
        myFirst.put("reasonId", UUID.randomUUID().toString());
        myFirst.put("grantedAt", "2026-11-22T09:00:00Z");
        consumer.receive(Envelopes.batch(assignment.sample("Waitlisted.v1", myFirst)));

        assertThat(outcome().position()).isEqualTo(1);
    }

    private void waiting(String grantedAt, UUID holder) {
        var place = new LinkedHashMap<String, Object>(fields());
        place.put("reasonId", UUID.randomUUID().toString());
        place.put("holder.id", holder.toString());
        place.put("grantedAt", grantedAt);
        consumer.receive(Envelopes.batch(assignment.sample("Waitlisted.v1", place)));
    }

    @Test
    void aRefusedAssignmentTellsItsCause() {
        consumer.receive(Envelopes.batch(assignment.sample("AssignmentRefused.v1", fields())));

        assertThat(outcome().kind()).isEqualTo(Evidence.Kind.REFUSED);
        assertThat(outcome().cause()).isNotBlank();
    }

    @Test
    void theOtherFactsAboutAReasonAreHeardToo() {
        consumer.receive(Envelopes.batch(assignment.sample("ReasonAdded.v1", fields())));
        assertThat(outcome().kind()).isEqualTo(Evidence.Kind.ADDED);

        consumer.receive(Envelopes.batch(assignment.sample("ReasonEnded.v1", fields())));

        assertThat(outcome().kind()).isEqualTo(Evidence.Kind.ENDED);
    }

    @Test
    void anEventOfTomorrowPassesByAndTheNextIsHeard() {
        var submitted = company.submits(requestId, "kevin", "kevin");
        var unknown = company.somethingNewAbout(requestId);
        var withdrawn = company.withdraws(requestId, "kevin");

        consumer.receive(Envelopes.batch(submitted, unknown, withdrawn));

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "ApprovalWithdrawn.v1");
    }

    @Test
    void ourViewsReadTheOthersSamples() {
        assertThat(Contracts.sample("RequestSubmitted.v1", RequestFacts.RequestSubmitted.class)
                        .requestId())
                .isNotNull();
        Contracts.everyComponentOf(RequestFacts.RequestSubmitted.class).isRequiredIn("RequestSubmitted.v1");
        Contracts.everyComponentOf(RequestFacts.RequestWithdrawn.class).isRequiredIn("RequestWithdrawn.v1");
        assertThat(Contracts.sample("Product.v1", AssignmentFacts.Product.class).monthlyPrice())
                .isNotNull();
        Contracts.everyComponentOf(AssignmentFacts.Product.class).isRequiredIn("Product.v1");
        Contracts.everyComponentOf(AssignmentFacts.GroupProducts.class).isRequiredIn("GroupProducts.v1");
        Contracts.everyComponentOf(AssignmentFacts.SeatAssigned.class).isRequiredIn("SeatAssigned.v1");
        Contracts.everyComponentOf(AssignmentFacts.ReasonAdded.class).isRequiredIn("ReasonAdded.v1");
        Contracts.everyComponentOf(AssignmentFacts.ReasonEnded.class).isRequiredIn("ReasonEnded.v1");
        Contracts.everyComponentOf(AssignmentFacts.SeatReleased.class).isRequiredIn("SeatReleased.v1");
        Contracts.everyComponentOf(AssignmentFacts.Waitlisted.class).isRequiredIn("Waitlisted.v1");
        Contracts.everyComponentOf(AssignmentFacts.ReasonBlocked.class).isRequiredIn("ReasonBlocked.v1");
        Contracts.everyComponentOf(AssignmentFacts.WaitingPlaceEnded.class).isRequiredIn("WaitingPlaceEnded.v1");
        Contracts.everyComponentOf(AssignmentFacts.AssignmentRefused.class).isRequiredIn("AssignmentRefused.v1");
    }

    @Test
    void eventsComeInThroughTheBroker() {
        Envelopes.publish(company.submits(requestId, "kevin", "kevin"));

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> Tokens.as(company.email("grace"))
                        .get("/api/cases/" + requestId)
                        .then()
                        .statusCode(200));
    }

    private java.util.List<String> held() {
        return database.read(handle -> evidence.heldBy(handle, company.email("kevin"))).stream()
                .map(Evidence.Held::sku)
                .toList();
    }

    private Evidence.Outcome outcome() {
        return database.read(handle -> evidence.outcome(handle, requestId)).orElseThrow();
    }

    private EventEnvelope seatEvent(String type, String seat) {
        var fields = new LinkedHashMap<String, Object>(fields());
        fields.put("seatId", seat);
        return assignment.sample(type, fields);
    }

    private EventEnvelope product(int purchased, int used, int waiting) {
        return assignment.sample(
                "Product.v1", Map.of("sku", sku, "purchased", purchased, "used", used, "waiting", waiting));
    }

    private Map<String, Object> fields() {
        return Map.of(
                "reasonId",
                requestId.toString(),
                "source",
                requestId.toString(),
                "sku",
                sku,
                "holder.email",
                company.email("kevin"));
    }
}
