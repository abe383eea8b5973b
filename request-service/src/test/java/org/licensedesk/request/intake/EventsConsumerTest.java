package org.licensedesk.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Delivery;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.catalogue.Products;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;
import org.licensedesk.request.tracking.HeldSeats;

@QuarkusTest
class EventsConsumerTest {
    @Inject
    EventsConsumer consumer;

    @Inject
    World world;

    @Inject
    People people;

    @Inject
    Products products;

    @Inject
    HeldSeats seats;

    @Inject
    Database database;

    Person grace;
    Person kevin;
    Product plan;
    String request;
    Envelopes events;

    @BeforeEach
    void kevinHasAsked() {
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        plan = world.product("Project Plan 3", 5, 4);
        request = requestOf(kevin, plan);
        events = new Envelopes(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS));
    }

    @ParameterizedTest
    @EnumSource
    void aRequestGoesAllTheWay(Delivery delivery) {
        delivery.to(consumer::receive, approvalRequested(), approved(), assigned());

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("ASSIGNED");
        assertThat(shown.getList("waitingOn")).isEmpty();
        assertThat(typesIn(shown))
                .containsExactly("RequestSubmitted", "ApprovalRequested", "RequestApproved", "SeatAssigned");
        assertThat(seats.of(kevin.email())).extracting(HeldSeats.Seat::sku).containsExactly(plan.sku());
    }

    @ParameterizedTest
    @EnumSource
    void thePersonWhoseTurnItIsIsNamed(Delivery delivery) {
        var omar = world.someone("Omar");
        var routed = approvalRequested();
        var rerouted = caseEvent(
                "ApprovalRerouted.v1",
                Map.of("approvers", List.of(omar.ref()), "cause", "Grace Duval has left", "why", "because"));

        delivery.to(consumer::receive, routed, rerouted);

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("WAITING_FOR_APPROVAL");
        assertThat(shown.getList("waitingOn.email")).containsExactly(omar.email());
        assertThat(Instant.parse(shown.getString("statusSince"))).isEqualTo(routed.time());
    }

    @ParameterizedTest
    @EnumSource
    void aCaseNobodyCanDecideWaitsForNobody(Delivery delivery) {
        delivery.to(
                consumer::receive,
                caseEvent("ApprovalUnroutable.v1", Map.of("cause", "no manager and no license owner")),
                caseEvent("ApprovalRerouted.v1", Map.of("approvers", List.of(grace.ref()))));

        assertThat(shown(request).getList("waitingOn.email")).containsExactly(grace.email());
    }

    @ParameterizedTest
    @EnumSource
    void aRejectionEndsIt(Delivery delivery) {
        delivery.to(
                consumer::receive,
                approvalRequested(),
                caseEvent("RequestRejected.v1", Map.of("decidedBy", grace.ref(), "reason", "Use the workspace.")));

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("REJECTED");
        assertThat(shown.getString("timeline[2].sentence")).endsWith("rejected the request: “Use the workspace.”");
        requestOf(kevin, plan);
    }

    @ParameterizedTest
    @EnumSource
    void theOtherTopicMayBeAhead(Delivery delivery) {
        var routed = approvalRequested();
        var approved = approved();
        var assigned = assigned();

        delivery.to(consumer::receive, assigned);
        delivery.to(consumer::receive, routed, approved);

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("ASSIGNED");
        assertThat(Instant.parse(shown.getString("statusSince"))).isEqualTo(assigned.time());
        assertThat(shown.getList("waitingOn")).isEmpty();
        assertThat(typesIn(shown))
                .containsExactly("RequestSubmitted", "ApprovalRequested", "RequestApproved", "SeatAssigned");
    }

    @ParameterizedTest
    @EnumSource
    void theWaitingListIsCountedInOrderOfGranting(Delivery delivery) {
        var others = List.of(
                requestOf(world.someone("First"), plan),
                requestOf(world.someone("Second"), plan),
                requestOf(world.someone("Third"), plan));
        var granted = Instant.parse("2026-11-22T10:00:00Z");
        var waiting = new ArrayList<EventEnvelope>();
        for (int i = 0; i < others.size(); i++) {
            waiting.add(reason(
                    others.get(i),
                    "Waitlisted.v1",
                    Map.of("grantedAt", granted.plusSeconds(i).toString(), "holder", somebody(UUID.randomUUID()))));
        }
        waiting.add(reason(
                request,
                "Waitlisted.v1",
                Map.of("grantedAt", granted.plusMillis(500).toString())));

        delivery.to(consumer::receive, waiting);

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("WAITLISTED");
        assertThat(shown.getInt("position")).isEqualTo(2);

        delivery.to(
                consumer::receive,
                reason(others.get(0), "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID(), "fromWaitingList", true)));
        assertThat(shown(request).getInt("position")).isEqualTo(1);

        delivery.to(consumer::receive, reason(request, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())));
        assertThat(shown(request).getString("status")).isEqualTo("ASSIGNED");
        assertThat(shown(request).getString("position")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aSeatThatIsGivenBackEndsTheRequestAndFreesTheWayForAnother(Delivery delivery) {
        delivery.to(
                consumer::receive,
                assigned(),
                reason(request, "SeatReleased.v1", Map.of("cause.sentence", "Returned by Kevin")));

        assertThat(shown(request).getString("status")).isEqualTo("ENDED");
        assertThat(seats.of(kevin.email())).isEmpty();
        requestOf(kevin, plan);
    }

    @ParameterizedTest
    @EnumSource
    void aSecondReasonKeepsTheSeat(Delivery delivery) {
        var seat = UUID.randomUUID();
        var second = world.product("unused", 0, 0);
        var other = requestOf(kevin, second);
        delivery.to(
                consumer::receive,
                reason(request, "SeatAssigned.v1", Map.of("seatId", seat, "since", "2026-05-03T08:00:00Z")),
                reason(other, "ReasonAdded.v1", Map.of("seatId", seat)),
                reason(request, "ReasonEnded.v1", Map.of("seatId", seat)));

        assertThat(seats.of(kevin.email())).singleElement().satisfies(held -> {
            assertThat(held.seatId()).isEqualTo(seat);
            assertThat(held.since()).isEqualTo("2026-05-03T08:00:00Z");
        });
        assertThat(shown(request).getString("status")).isEqualTo("ENDED");
        assertThat(shown(other).getString("status")).isEqualTo("ASSIGNED");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalEndsTheRequestWithItsCause(Delivery delivery) {
        delivery.to(
                consumer::receive,
                reason(request, "AssignmentRefused.v1", Map.of("cause.sentence", "Kevin Brown has left")));

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("ENDED");
        assertThat(shown.getString("timeline[1].sentence")).isEqualTo("No seat was given: Kevin Brown has left");
    }

    @Test
    void whoWaitsForSeveralReasonsStandsInTheLineOnceWhereTheFirstIs() {
        var granted = Instant.parse("2026-11-22T10:00:00Z");
        var somebody = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            consumer.receive(Envelopes.batch(reason(
                    UUID.randomUUID().toString(),
                    "Waitlisted.v1",
                    Map.of("grantedAt", granted.plusSeconds(i).toString(), "holder", somebody(somebody)))));
        }
        consumer.receive(Envelopes.batch(reason(
                request,
                "Waitlisted.v1",
                Map.of("grantedAt", granted.plusSeconds(9).toString()))));
        assertThat(shown(request).getInt("position")).isEqualTo(2);

        consumer.receive(Envelopes.batch(reason(
                UUID.randomUUID().toString(),
                "Waitlisted.v1",
                Map.of("grantedAt", granted.minusSeconds(9).toString()))));

        assertThat(shown(request).getInt("position")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLostPlaceInTheWaitingListEndsTheRequest(Delivery delivery) {
        delivery.to(
                consumer::receive,
                reason(request, "Waitlisted.v1", Map.of()),
                reason(request, "WaitingPlaceEnded.v1", Map.of()));

        assertThat(shown(request).getString("status")).isEqualTo("ENDED");
        assertThat(shown(request).getString("position")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aWithdrawnRequestStaysSoWhateverArrives(Delivery delivery) {
        withdraw(request);

        delivery.to(consumer::receive, approvalRequested(), approved(), assigned());
        delivery.to(consumer::receive, reason(request, "SeatReleased.v1", Map.of("cause.code", "WITHDRAWN")));

        assertThat(shown(request).getString("status")).isEqualTo("WITHDRAWN");
        assertThat(typesIn(shown(request))).contains("SeatAssigned", "SeatReleased");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverLeavesLosesTheirOpenRequests(Delivery delivery) {
        delivery.to(
                consumer::receive,
                events.sample("PersonDeactivated.v1", Map.of("person.id", kevin.id(), "person.email", kevin.email())),
                personState(kevin, "Kevin Brown", false));

        assertThat(shown(request).getString("status")).isEqualTo("WITHDRAWN");
        var withdrawn = Sent.the("RequestWithdrawn.v1", "request", request);
        Contracts.assertKept(withdrawn);
        assertThat(withdrawn.actor()).isEqualTo("system");
        assertThat(withdrawn.causationId()).isNotNull();
        assertThat(people.active(kevin.email())).isEmpty();
    }

    @Test
    void aNewerStateOfAPersonCountsWhateverIsLeftOut() {
        var first = personState(kevin, "Kevin Brown", true);
        var second = personState(kevin, "Kevin B. Brown", true);
        var third = personState(kevin, "Kevin Brown-Duval", true);

        consumer.receive(Envelopes.batch(first, third, second, first));

        assertThat(people.active(kevin.email()).orElseThrow().name()).isEqualTo("Kevin Brown-Duval");
    }

    @ParameterizedTest
    @EnumSource
    void anAddressMayPassToSomebodyElse(Delivery delivery) {
        var id = Envelopes.anId();
        var successor =
                events.sample("Person.v1", Map.of("id", id, "email", kevin.email(), "name", "Kevin the Second"));

        delivery.to(consumer::receive, personState(kevin, "Kevin Brown", false), successor);

        assertThat(people.active(kevin.email()).orElseThrow().id()).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource
    void theCatalogueFollowsItsStates(Delivery delivery) {
        var sku = "NEW_" + UUID.randomUUID().toString().substring(0, 8);
        delivery.to(
                consumer::receive,
                events.sample(
                        "ProductDefined.v1",
                        Map.of(
                                "sku",
                                sku,
                                "servicePlans",
                                List.of(Map.of("name", "X", "friendlyName", "Draws flowcharts " + sku)))),
                events.sample("Product.v1", Map.of("sku", sku, "name", "Visio", "purchased", 3, "used", 1)),
                events.sample(
                        "Product.v1", Map.of("sku", sku, "name", "Visio", "purchased", 3, "used", 3, "waiting", 2)));

        var product = products.find(sku).orElseThrow();
        assertThat(product.availability()).isEqualTo("all 3 taken, 2 waiting");
        assertThat(products.search("flowch " + sku, java.util.Optional.empty(), 10))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void everythingEntersTheHistoryOnceUnknownKindsToo(Delivery delivery) {
        var routed = approvalRequested();
        var unknown = events.unknown("ApprovalRequested.v1", request);
        var approved = approved();

        delivery.to(consumer::receive, routed, unknown, approved);

        var entries = database.read(db -> db.createQuery(
                        "select type from history where aggregate_id = :id and source = 'approval-service' order by sequence")
                .bind("id", request)
                .mapTo(String.class)
                .list());
        assertThat(entries).containsExactly("ApprovalRequested", "SomethingNewHappened", "RequestApproved");
    }

    @Test
    void whatCannotBeReadHoldsUpItsOwnRequestOnly() {
        var other = requestOf(world.someone("Other"), plan);
        var routed = approvalRequested();
        var broken = new EventEnvelope(
                Envelopes.anId(),
                "RequestApproved",
                1,
                "approval-service",
                "case",
                request,
                2,
                routed.time(),
                "system",
                null,
                null,
                "license.approvals",
                request,
                "{ this is no JSON");

        consumer.receive(Envelopes.batch(routed, broken, reason(other, "Waitlisted.v1", Map.of())));

        assertThat(shown(request).getString("status")).isEqualTo("WAITING_FOR_APPROVAL");
        assertThat(shown(other).getString("status")).isEqualTo("WAITLISTED");
    }

    @Test
    void ourOwnEventsComeBackThroughTheBroker() {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(submissionsInTheHistoryOf(request)).isEqualTo(1));
    }

    private int submissionsInTheHistoryOf(String id) {
        return database.read(db -> db.createQuery(
                        "select count(*) from history where request_id = :id and type = 'RequestSubmitted'")
                .bind("id", UUID.fromString(id))
                .mapTo(Integer.class)
                .one());
    }

    private EventEnvelope approvalRequested() {
        return caseEvent("ApprovalRequested.v1", Map.of("approvers", List.of(grace.ref())));
    }

    private EventEnvelope approved() {
        return caseEvent("RequestApproved.v1", Map.of("decidedBy", grace.ref()));
    }

    private EventEnvelope assigned() {
        return reason(request, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID()));
    }

    private EventEnvelope caseEvent(String type, Map<String, ?> fields) {
        var replaced = new HashMap<String, Object>(Map.of(
                "requestId", request,
                "sku", plan.sku(),
                "requester", kevin.ref(),
                "beneficiary", kevin.ref()));
        replaced.putAll(fields);
        return events.sample(type, replaced);
    }

    private static Map<String, String> somebody(UUID id) {
        return Map.of("id", id.toString(), "email", id + "@harbour.example", "name", "Somebody");
    }

    private EventEnvelope reason(String id, String type, Map<String, ?> fields) {
        var replaced = new HashMap<String, Object>(
                Map.of("reasonId", id, "source", id, "sku", plan.sku(), "holder", kevin.ref()));
        replaced.putAll(fields);
        return events.sample(type, replaced);
    }

    private EventEnvelope personState(Person person, String name, boolean active) {
        return events.sample(
                "Person.v1", Map.of("id", person.id(), "email", person.email(), "name", name, "active", active));
    }

    private static List<String> typesIn(JsonPath shown) {
        return shown.getList("timeline.type");
    }

    private static String requestOf(Person person, Product product) {
        return Tokens.as(person.email())
                .contentType(ContentType.JSON)
                .body(Map.of("sku", product.sku(), "justification", "We need it for the migration."))
                .post("/api/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void withdraw(String id) {
        Tokens.as(kevin.email())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/requests/{id}/withdrawal", id)
                .then()
                .statusCode(200);
    }

    private static JsonPath shown(String id) {
        return Tokens.as("amara@example.org", "auditor")
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
