package org.licensedesk.request.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

@QuarkusTest
class SubmissionApiTest {
    private static final String WHY = "We take over the migration plan from the Rotterdam office.";

    @Inject
    World world;

    Person omar;
    Person grace;
    Person kevin;
    Product plan;

    @BeforeEach
    void aManagerAndHerReport() {
        omar = world.someone("Omar");
        grace = world.reportOf("Grace", omar);
        kevin = world.reportOf("Kevin", grace);
        plan = world.product("Project Plan 3", 5, 3);
    }

    @Test
    void aRequestIsAnsweredWithWhatBecameOfIt() {
        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY, "endsOn", "2199-06-30"))
                .statusCode(201)
                .header("Location", containsString("/requests/api/requests/"))
                .body("sku", equalTo(plan.sku()))
                .body("productName", equalTo("Project Plan 3"))
                .body("requester.email", equalTo(kevin.email()))
                .body("beneficiary.name", equalTo(kevin.name()))
                .body("justification", equalTo(WHY))
                .body("endsOn", equalTo("2199-06-30"))
                .body("status", equalTo("SUBMITTED"))
                .body("waitingOn", hasSize(0))
                .body("dueAt", nullValue())
                .body("position", nullValue())
                .body("timeline.type", contains("RequestSubmitted"));
    }

    @Test
    void aRequestSendsOneEventThatKeepsTheContract() {
        var id = submitted(kevin, Map.of("sku", plan.sku(), "justification", WHY));

        var event = Sent.the("RequestSubmitted.v1", "request", id);
        Contracts.assertKept(event);
        assertThat(event.actor()).isEqualTo(kevin.email());
        assertThat(event.sequence()).isEqualTo(1);
    }

    @Test
    void whatTheAnswerPointsToIsTheRequest() {
        var location = submit(kevin, Map.of("sku", plan.sku(), "justification", WHY))
                .extract()
                .header("Location");

        Tokens.as(kevin.email())
                .basePath("")
                .get(location.substring(location.indexOf("/requests/")))
                .then()
                .statusCode(200)
                .body("id", equalTo(location.substring(location.lastIndexOf('/') + 1)));
    }

    @Test
    void everyUnusableFieldIsNamedAtOnce() {
        submit(kevin, Map.of("sku", " ", "justification", "too short", "endsOn", "2020-01-01"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", containsInAnyOrder("sku", "justification", "endsOn"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sku\": \"X\", \"justification\": \"long enough for it\", \"status\": \"APPROVED\"}",
                "{\"sku\": 5, \"justification\": {\"a\": 1}}",
                "{\"sku\": \"X\", \"justification\": \"long enough for it\", \"endsOn\": \"tomorrow\"}",
                "{\"sku\": \"X\", \"justification\": \"long enough \\u0000 for it\"}",
                "{\"sku\": \"X\", \"justification\": \"long enough \\ud800 for it\"}",
                "[]",
                "null",
                "",
                "{"
            })
    void whatIsNoProperRequestIsRefused(String body) {
        Tokens.as(kevin.email())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/requests")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void theTextIsKeptAsTyped() {
        var typed = "  <script>alert('x')</script>\n=cmd|' /C calc'!A0 \u2028 ünï  ";

        submit(kevin, Map.of("sku", plan.sku(), "justification", typed))
                .statusCode(201)
                .body("justification", equalTo(typed));
    }

    @Test
    void anUnknownProductIsNotFound() {
        submit(kevin, Map.of("sku", "NO_SUCH_SKU", "justification", WHY)).statusCode(404);
    }

    @Test
    void nobodyAsksForWhatHasEnded() {
        var ended = world.ended("Figma");

        submit(kevin, Map.of("sku", ended.sku(), "justification", WHY))
                .statusCode(409)
                .body("code", equalTo("SUBSCRIPTION_ENDED"))
                .body("detail", equalTo("The subscription of Figma has ended: nobody gets a seat of it any more."));
    }

    @Test
    void aProductThatIsNotRequestableIsRefused() {
        var hidden = world.unrequestable("Internal tool");

        submit(kevin, Map.of("sku", hidden.sku(), "justification", WHY))
                .statusCode(409)
                .body("code", equalTo("NOT_REQUESTABLE"));
    }

    @Test
    void whoHoldsItAlreadyIsTold() {
        world.seatOf(kevin, plan);

        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY))
                .statusCode(409)
                .body("code", equalTo("ALREADY_HELD"))
                .body("detail", equalTo("You already hold Project Plan 3."));
    }

    @Test
    void aSecondOpenRequestForTheSameIsRefusedAndPointsToTheFirst() {
        var first = submitted(kevin, Map.of("sku", plan.sku(), "justification", WHY));

        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY))
                .statusCode(409)
                .body("code", equalTo("ALREADY_REQUESTED"))
                .body("request", equalTo(first));
    }

    @Test
    void whoeverAsksForAReportIsNotShownTheReportsOwnRequest() {
        submitted(kevin, Map.of("sku", plan.sku(), "justification", WHY));

        submit(grace, Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email()))
                .statusCode(409)
                .body("request", nullValue());
    }

    @Test
    void aManagerAsksForDirectAndIndirectReports() {
        submit(
                        grace,
                        Map.of(
                                "sku",
                                plan.sku(),
                                "justification",
                                WHY,
                                "beneficiary",
                                kevin.email().toUpperCase()))
                .statusCode(201)
                .body("requester.email", equalTo(grace.email()))
                .body("beneficiary.email", equalTo(kevin.email()));

        var other = world.product("Visio", 1, 0);
        submit(omar, Map.of("sku", other.sku(), "justification", WHY, "beneficiary", kevin.email()))
                .statusCode(201);
    }

    @Test
    void nobodyAsksForTheirManagerOrAStranger() {
        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", grace.email()))
                .statusCode(403)
                .body("code", equalTo("NOT_YOUR_REPORT"));
        submit(world.someone("Stranger"), Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email()))
                .statusCode(403);
    }

    @Test
    void anAdministratorAsksForAnybodyWithoutBeingInTheDirectory() {
        var administrator = "administrator-" + UUID.randomUUID() + "@licensedesk.local";

        Tokens.as(administrator, "license-admin")
                .contentType(ContentType.JSON)
                .body(Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email()))
                .post("/api/requests")
                .then()
                .statusCode(201)
                .body("requester.email", equalTo(administrator));
    }

    @Test
    void aPersonWhoLeftGetsNothing() {
        world.gone(kevin);

        submit(grace, Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email()))
                .statusCode(400)
                .body("violations.field", contains("beneficiary"));
        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY))
                .statusCode(400)
                .body("violations.field", contains("beneficiary"));
    }

    @Test
    void managersInACircleDoNotHangTheQuestion() {
        var one = world.someone("One");
        var other = world.reportOf("Other", one);
        world.manages(other, one);

        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", one.email()))
                .statusCode(403);
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndOneRequest() {
        var body = Map.of("sku", plan.sku(), "justification", WHY);
        var key = UUID.randomUUID().toString();
        var first = submitWith(key, kevin, body).statusCode(201).extract();

        submitWith(key, kevin, body)
                .statusCode(201)
                .header("Location", first.header("Location"))
                .body("id", equalTo(first.path("id")));
        assertThat(Sent.typesOf("request", first.path("id"))).containsExactly("RequestSubmitted.v1");
    }

    @Test
    void aKeyIsBoundToItsContentAndItsPerson() {
        var key = UUID.randomUUID().toString();
        submitWith(key, kevin, Map.of("sku", plan.sku(), "justification", WHY)).statusCode(201);

        submitWith(key, kevin, Map.of("sku", plan.sku(), "justification", WHY + " And more."))
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_KEY_USED"));
        submitWith(key, grace, Map.of("sku", plan.sku(), "justification", WHY)).statusCode(201);
    }

    @Test
    void anUnusableKeyIsRefused() {
        submitWith("x".repeat(201), kevin, Map.of("sku", plan.sku(), "justification", WHY))
                .statusCode(400)
                .body("violations.field", contains("Idempotency-Key"));
    }

    @Test
    void ofManyClicksAtOnceOneRequestIsLeft() throws Exception {
        var key = UUID.randomUUID().toString();
        var body = Map.of("sku", plan.sku(), "justification", WHY);

        var answers = atOnce(12, () -> submitWith(key, kevin, body).extract());

        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(answer -> answer.path("id")).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(Sent.typesOf("request", answers.get(0).path("id"))).containsExactly("RequestSubmitted.v1");
    }

    @Test
    void ofManyRequestsAtOnceForTheSameOneIsTaken() throws Exception {
        var body = Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email());
        var turn = new java.util.concurrent.atomic.AtomicInteger();

        var answers = atOnce(
                12,
                () -> submit(turn.getAndIncrement() % 2 == 0 ? kevin : grace, body)
                        .extract());

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(11);
    }

    @Test
    void aRequestIsTakenBackOnceAndStaysSo() {
        var id = submitted(kevin, Map.of("sku", plan.sku(), "justification", WHY));

        withdraw(kevin, id, "The Rotterdam office keeps it.").statusCode(200).body("status", equalTo("WITHDRAWN"));
        withdraw(kevin, id, "again").statusCode(200).body("status", equalTo("WITHDRAWN"));

        var event = Sent.the("RequestWithdrawn.v1", "request", id);
        Contracts.assertKept(event);
        assertThat(event.sequence()).isEqualTo(2);
        assertThat(event.actor()).isEqualTo(kevin.email());
        submit(kevin, Map.of("sku", plan.sku(), "justification", WHY)).statusCode(201);
    }

    @Test
    void requesterBeneficiaryAndAdministratorMayTakeItBackAndNobodyElse() {
        var forKevin = Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email());
        var id = submitted(grace, forKevin);
        withdraw(omar, id, null).statusCode(404).body("detail", equalTo("There is no such request."));
        withdraw(kevin, id, null).statusCode(200);

        var second = submitted(grace, forKevin);
        withdraw(grace, second, null).statusCode(200);

        var third = submitted(grace, forKevin);
        Tokens.as("lena@example.org", "license-admin")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/requests/{id}/withdrawal", third)
                .then()
                .statusCode(200);
    }

    @Test
    void aStrangerLearnsNothing() {
        var id = submitted(kevin, Map.of("sku", plan.sku(), "justification", WHY));
        var stranger = world.someone("Stranger");

        var ofAnother = Tokens.as(stranger.email())
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(404)
                .extract();
        var ofNobody = Tokens.as(stranger.email())
                .get("/api/requests/{id}", UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract();

        assertThat(ofAnother.body().asString()).isEqualTo(ofNobody.body().asString());
    }

    @Test
    void ofManyWithdrawalsAtOnceOneIsSent() throws Exception {
        var id = submitted(grace, Map.of("sku", plan.sku(), "justification", WHY, "beneficiary", kevin.email()));

        var answers = atOnce(12, () -> withdraw(kevin, id, null).extract());

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(Sent.typesOf("request", id)).containsExactly("RequestSubmitted.v1", "RequestWithdrawn.v1");
    }

    @Test
    void whatIsNoIdNamesNoRequest() {
        withdraw(kevin, "not-an-id", null).statusCode(404).body("detail", endsWith("no such request."));
    }

    private static <T> java.util.List<T> atOnce(int times, Callable<T> call) throws Exception {
        var threads = Executors.newFixedThreadPool(times);
        try {
            var answers = new java.util.ArrayList<T>();
            for (var answer : threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList())) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String submitted(Person person, Map<String, String> body) {
        return submit(person, body).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse submit(Person person, Map<String, String> body) {
        return Tokens.as(person.email())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/requests")
                .then();
    }

    private static ValidatableResponse submitWith(String key, Person person, Map<String, String> body) {
        return Tokens.as(person.email())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/requests")
                .then();
    }

    private static ValidatableResponse withdraw(Person person, String id, String reason) {
        var body = new HashMap<String, String>();
        body.put("reason", reason);
        return Tokens.as(person.email())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/requests/{id}/withdrawal", id)
                .then();
    }
}
