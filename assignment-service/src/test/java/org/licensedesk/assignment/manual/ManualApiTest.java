package org.licensedesk.assignment.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ManualApiTest {

    @Inject
    LedgerStory story;

    @Inject
    Crowd crowd;

    @Test
    void everyHolderGetsEveryProduct() {
        Holder ada = crowd.somebody();
        Holder omar = crowd.somebody();
        String visio = story.aProduct(2);
        String project = story.aProduct(2);

        give(List.of(ada, omar), visio, project)
                .statusCode(200)
                .body("results.outcome", contains("ASSIGNED", "ASSIGNED", "ASSIGNED", "ASSIGNED"))
                .body("results.holder.email", contains(ada.email(), ada.email(), omar.email(), omar.email()))
                .body("results.holder.name", contains(ada.name(), ada.name(), omar.name(), omar.name()))
                .body("results.sku", contains(visio, project, visio, project))
                .body("results[0].cause", nullValue());

        assertThat(story.holders(visio)).containsExactly(ada.id(), omar.id());
        assertThat(Sent.ofType("SeatAssigned.v1").stream()
                        .filter(event ->
                                Envelopes.body(event).path("sku").asText().equals(visio))
                        .map(event -> event.actor() + " "
                                + Envelopes.body(event).path("reasonType").asText()))
                .containsOnly("lena.fischer@example.org MANUAL");
    }

    @Test
    void holdersAreServedInTheOrderGiven() {
        Holder first = crowd.somebody();
        Holder second = crowd.somebody();
        Holder third = crowd.somebody();
        String sku = story.aProduct(1);

        give(List.of(third, first, second), sku)
                .body("results.outcome", contains("ASSIGNED", "WAITLISTED", "WAITLISTED"));
        story.resize(sku, 2);

        assertThat(story.holders(sku)).containsExactly(third.id(), first.id());
    }

    @Test
    void withoutAFreeSeatNobodyHasToWait() {
        Holder ada = crowd.somebody();
        String sku = story.aProduct(0);

        post("""
                {"holders": ["%s"], "skus": ["%s"], "mode": "ADD", "whenFull": "REFUSE"}""".formatted(ada.email(), sku))
                .statusCode(200)
                .body("results.outcome", contains("REFUSED"))
                .body("results.code", contains("NO_FREE_SEAT"))
                .body("results[0].cause", containsString("Product " + sku));

        assertThat(story.line(sku)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GRACE", "SUSPENDED"})
    void whoWaitsWhileNoSeatsAreGivenIsToldSo(String state) {
        Holder ada = crowd.somebody();
        String sku = story.aProduct(1);
        asAdministrator()
                .body("{\"state\": \"%s\"}".formatted(state))
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(200);

        give(List.of(ada), sku)
                .body("results.outcome", contains("WAITLISTED"))
                .body("results[0].code", equalTo("POOL_CLOSED"))
                .body("results[0].cause", startsWith("No new seats of Product " + sku + " are given: it is "));

        var waitlisted = Sent.ofType("Waitlisted.v1").stream()
                .filter(event -> Envelopes.body(event).path("sku").asText().equals(sku))
                .findFirst()
                .orElseThrow();
        Contracts.assertKept(waitlisted);
        assertThat(Envelopes.body(waitlisted).path("cause").path("code").asText())
                .isEqualTo("POOL_CLOSED");
    }

    @Test
    void whoHoldsItAlreadyHoldsItForOneMoreReasonAndNotForTwo() {
        Holder ada = crowd.somebody();
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, ada));

        give(List.of(ada), sku).body("results.outcome", contains("ALREADY_HELD"));
        give(List.of(ada), sku).body("results.outcome", contains("ALREADY_HELD"));

        assertThat(crowd.reasonsByHand(sku, ada)).isEqualTo(1);
        assertThat(story.pool(sku).used()).isEqualTo(1);
    }

    @Test
    void whoWaitsByHandAlreadyKeepsTheOnePlace() {
        Holder ada = crowd.somebody();
        String sku = story.aProduct(0);
        give(List.of(ada), sku);

        give(List.of(ada), sku).body("results.outcome", contains("WAITLISTED"));

        assertThat(story.line(sku)).hasSize(1);
    }

    @Test
    void strangersLeaversAndUnknownProductsAreRefusedWithTheirCause() {
        Holder gone = LedgerStory.somebody();
        story.departForGood(gone);
        Holder ada = crowd.somebody();
        String sku = story.aProduct(3);
        String stranger = UUID.randomUUID() + "@example.org";

        post("""
                {"holders": ["%s", "%s", "%s"], "skus": ["%s", "NOTHING-LIKE-IT"]}""".formatted(stranger, gone.email(), ada.email(), sku))
                .statusCode(200)
                .body("results.outcome", contains("REFUSED", "REFUSED", "REFUSED", "REFUSED", "ASSIGNED", "REFUSED"))
                .body("results[0].code", equalTo("UNKNOWN_PERSON"))
                .body("results[0].cause", containsString(stranger))
                .body("results[0].holder.email", equalTo(stranger))
                .body("results[0].holder.name", nullValue())
                .body("results[2].code", equalTo("DEACTIVATED"))
                .body("results[5].code", equalTo("UNKNOWN_PRODUCT"))
                .body("results[5].sku", equalTo("NOTHING-LIKE-IT"));
    }

    @Test
    void whoIsNamedTwiceIsServedOnce() {
        Holder ada = crowd.somebody();
        String sku = story.aProduct(3);

        post("""
                {"holders": ["%s", " %s"], "skus": ["%s", "%s"]}""".formatted(ada.email(), ada.email().toUpperCase(), sku, sku))
                .body("results", hasSize(1))
                .body("results.outcome", contains("ASSIGNED"));
    }

    @Test
    void aDryRunSaysTheSameAndLeavesNothingBehind() {
        Holder ada = crowd.somebody();
        Holder omar = crowd.somebody();
        String held = story.aProduct(1);
        String sku = story.aProduct(1);
        story.grant(story.aGrant(held, omar));
        String order = """
                {"holders": ["%s", "%s"], "skus": ["%s"], "mode": "REPLACE", "whenFull": "WAIT", "dryRun": %s}""";

        List<String> dry = post(order.formatted(ada.email(), omar.email(), sku, true))
                .statusCode(200)
                .extract()
                .path("results.outcome");

        assertThat(dry).containsExactly("ASSIGNED", "REMOVED", "WAITLISTED");
        assertThat(story.pool(sku).used()).isZero();
        assertThat(story.states(sku)).isEmpty();
        assertThat(story.holders(held)).containsExactly(omar.id());
        assertThat(Sent.ofType("SeatAssigned.v1").stream()
                        .filter(event ->
                                Envelopes.body(event).path("sku").asText().equals(sku)))
                .isEmpty();
        assertThat(post(order.formatted(ada.email(), omar.email(), sku, false))
                        .extract()
                        .<List<String>>path("results.outcome"))
                .isEqualTo(dry);
        assertThat(story.pool(sku).used()).isEqualTo(1);
    }

    @Test
    void aReplacementTakesAllElseAwayAndGivesItToWhoWaits() {
        Holder ada = crowd.somebody();
        Holder next = crowd.somebody();
        String old = story.aProduct(1);
        String awaited = story.aProduct(0);
        String kept = story.aProduct(1);
        String wanted = story.aProduct(1);
        story.grant(
                story.aGrant(old, ada), story.aGrant(old, next), story.aGrant(awaited, ada), story.aGrant(kept, ada));

        post("""
                {"holders": ["%s"], "skus": ["%s", "%s"], "mode": "REPLACE"}""".formatted(ada.email(), wanted, kept))
                .body("results.find { it.sku == '" + old + "' }.outcome", equalTo("REMOVED"))
                .body("results.find { it.sku == '" + awaited + "' }.outcome", equalTo("REMOVED"))
                .body("results.find { it.sku == '" + wanted + "' }.outcome", equalTo("ASSIGNED"))
                .body("results.find { it.sku == '" + kept + "' }.outcome", equalTo("ALREADY_HELD"))
                .body("results", hasSize(4));

        assertThat(story.holders(old)).containsExactly(next.id());
        assertThat(story.line(awaited)).isEmpty();
        assertThat(story.holders(wanted)).containsExactly(ada.id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplacementByAProgramAddsAReasonAndSaysWhatThatMeans(boolean dryRun) {
        Holder ada = crowd.somebody();
        String timed = story.aProduct(1);
        story.grant(story.aGrant(timed, ada, story.now(), LocalDate.of(2099, 12, 3)));

        post("""
                {"holders": ["%s"], "skus": ["%s"], "mode": "REPLACE", "dryRun": %s}""".formatted(ada.email(), timed, dryRun))
                .body("results.outcome", contains("ALREADY_HELD"))
                .body("results[0].code", equalTo("REASON_ADDED"))
                .body("results[0].cause", equalTo("Held until 3 December 2099; by hand without end from now on"));

        assertThat(crowd.reasonsByHand(timed, ada)).isEqualTo(dryRun ? 0 : 1);
    }

    @Test
    void whatComesThroughAGroupStaysAndIsSaidToStay() {
        Holder ada = crowd.somebody();
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, ada), ofGroup(sku, ada));

        post("""
                {"holders": ["%s"], "skus": ["%s"], "mode": "REPLACE"}""".formatted(ada.email(), story.aProduct(1)))
                .statusCode(200)
                .body("results.outcome", contains("KEPT", "ASSIGNED"))
                .body("results[0].code", equalTo("REASON_REMAINS"))
                .body("results[0].cause", startsWith("It stays: through a group"))
                .body("results[0].cause", endsWith("What ends: asked for and approved"));

        assertThat(story.holders(sku)).containsExactly(ada.id());
        assertThat(crowd.statesOf(ada)).containsExactlyInAnyOrder("ENDED", "HELD", "HELD");
    }

    @Test
    void aProductIsTakenFromSeveralPeople() {
        Holder ada = crowd.somebody();
        Holder omar = crowd.somebody();
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, ada));

        post("""
                {"holders": ["%s", "%s"], "skus": ["%s"], "mode": "REMOVE"}""".formatted(ada.email(), omar.email(), sku))
                .body("results.outcome", contains("REMOVED", "REFUSED"))
                .body("results[1].code", equalTo("NOT_HELD"));

        assertThat(story.holders(sku)).isEmpty();
    }

    @Test
    void productsThatCannotBeHeldTogetherAreRefusedAsTheLedgerSaysIt() {
        Holder ada = crowd.somebody();
        String one = story.aProduct(1);
        String other = story.aProduct(1);
        define(one, "\"excludes\": [\"" + other + "\"]");

        give(List.of(ada), other, one)
                .body("results.outcome", contains("ASSIGNED", "REFUSED"))
                .body("results[1].code", equalTo("EXCLUDED"));
        post("""
                {"holders": ["%s"], "skus": ["%s"], "mode": "REPLACE"}""".formatted(ada.email(), one)).body("results.outcome", contains("REMOVED", "ASSIGNED"));
    }

    @Test
    void whatIsNeededIsGivenFirstHoweverTheListIsSorted() {
        Holder ada = crowd.somebody();
        String base = story.aProduct(2);
        String addOn = story.aProduct(2);
        define(addOn, "\"requires\": [\"" + base + "\"]");

        give(List.of(crowd.somebody()), addOn)
                .body("results.outcome", contains("REFUSED"))
                .body("results[0].code", equalTo("MISSING_PREREQUISITE"));
        give(List.of(ada), addOn, base)
                .body("results.outcome", contains("ASSIGNED", "ASSIGNED"))
                .body("results.sku", contains(addOn, base));
    }

    @Test
    void theSameOrderTwiceAtATimeGivesOneReason() throws Exception {
        List<Holder> holders = Stream.generate(crowd::somebody).limit(5).toList();
        String sku = story.aProduct(3);
        ExecutorService threads = Executors.newFixedThreadPool(6);

        try {
            Callable<Integer> order = () -> give(holders, sku).extract().statusCode();
            assertThat(threads.invokeAll(
                            IntStream.range(0, 6).mapToObj(i -> order).toList()))
                    .allSatisfy(answer -> assertThat(answer.get()).isEqualTo(200));
        } finally {
            threads.shutdown();
        }

        assertThat(holders)
                .allSatisfy(
                        holder -> assertThat(crowd.reasonsByHand(sku, holder)).isEqualTo(1));
        assertThat(story.pool(sku).used()).isEqualTo(3);
        story.provenChanges(sku);
    }

    @Test
    void nonsenseIsRefusedFieldByField() {
        post("{\"holders\": [], \"skus\": []}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains("holders", "skus"));
        post("{\"holders\": [\"a@example.org\"], \"skus\": [\"X\"], \"mode\": \"SWAP\"}")
                .statusCode(400)
                .body("violations[0].field", equalTo("mode"))
                .body("detail", containsString("ADD, REPLACE"));
        post("{\"holders\": \"a@example.org\", \"skus\": [\"X\"]}")
                .statusCode(400)
                .body("violations[0].field", equalTo("holders"));
        post("").statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aThousandPeopleAtOnceAreServed() {
        String sku = story.aProduct(1);
        String nobody = IntStream.range(0, 1000)
                .mapToObj(i -> "\"" + i + "@nowhere.example\"")
                .collect(Collectors.joining(","));

        post("{\"holders\": [" + nobody + "], \"skus\": [\"" + sku + "\"]}")
                .statusCode(200)
                .body("results", hasSize(1000));
        post("{\"holders\": [" + nobody + ", \"one@more.example\"], \"skus\": [\"" + sku + "\"]}")
                .statusCode(400)
                .body("detail", containsString("bulk job"));
        assertThat(story.line(sku)).isEmpty();
    }

    @Test
    void aReplacementByNothingIsRefusedAndSaysWhatToDoInstead() {
        Holder ada = crowd.somebody();
        String held = story.aProduct(1);
        story.grant(story.aGrant(held, ada));

        post("{\"holders\": [\"" + ada.email() + "\"], \"skus\": [], \"mode\": \"REPLACE\"}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains("skus"))
                .body("detail", containsString("REMOVE"));

        assertThat(story.holders(held)).containsExactly(ada.id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsRefusedAProductOfAReplacementLosesNothing(boolean dryRun) {
        Holder ada = crowd.somebody();
        Holder omar = crowd.somebody();
        String old = story.aProduct(2);
        String scarce = story.aProduct(1);
        story.grant(story.aGrant(old, ada), story.aGrant(old, omar));

        post("""
                {"holders": ["%s", "%s"], "skus": ["%s"], "mode": "REPLACE", "whenFull": "REFUSE", "dryRun": %s}""".formatted(ada.email(), omar.email(), scarce, dryRun))
                .statusCode(200)
                .body("results.outcome", contains("REMOVED", "ASSIGNED", "KEPT", "REFUSED"))
                .body("results[2].code", equalTo("REPLACEMENT_REFUSED"))
                .body("results[2].cause", containsString("Product " + scarce))
                .body("results[3].code", equalTo("NO_FREE_SEAT"));

        assertThat(story.holders(old)).isEqualTo(dryRun ? List.of(ada.id(), omar.id()) : List.of(omar.id()));
    }

    @Test
    void aMistypedProductOfAReplacementTakesNothingAway() {
        Holder ada = crowd.somebody();
        String old = story.aProduct(1);
        String wanted = story.aProduct(1);
        story.grant(story.aGrant(old, ada));

        replace(ada, wanted, "NOTHING-LIKE-IT")
                .body("results.outcome", contains("KEPT", "ASSIGNED", "REFUSED"))
                .body("results[2].code", equalTo("UNKNOWN_PRODUCT"));

        assertThat(crowd.statesOf(ada)).containsExactlyInAnyOrder("HELD", "HELD", "REFUSED");
        assertThat(Sent.ofType("AssignmentRefused.v1").stream()
                        .filter(event -> Envelopes.body(event)
                                .path("holder")
                                .path("email")
                                .asText()
                                .equals(ada.email())))
                .hasSize(1);
    }

    @Test
    void whatAReplacementWouldTakeAwayIsNoPrerequisiteOfIt() {
        Holder ada = crowd.somebody();
        String base = story.aProduct(1);
        String addOn = story.aProduct(1);
        define(addOn, "\"requires\": [\"" + base + "\"]");
        give(List.of(ada), base);

        replace(ada, addOn)
                .body("results.outcome", contains("KEPT", "REFUSED"))
                .body("results[1].code", equalTo("MISSING_PREREQUISITE"))
                .body("results[1].cause", containsString("Product " + base + ", which would be taken away"));
        replace(ada, addOn, base).body("results.outcome", contains("ASSIGNED", "ALREADY_HELD"));
    }

    @Test
    void whatAnotherProductNeedsIsTakenAwayWithAWarningBefore() {
        Holder ada = crowd.somebody();
        String base = story.aProduct(1);
        String addOn = story.aProduct(1);
        define(addOn, "\"requires\": [\"" + base + "\"]");
        give(List.of(ada), base, addOn);
        asAdministrator()
                .get("/people/{email}", ada.email())
                .then()
                .body(containsString("Product " + addOn + " needs it, and stays without it."));

        for (boolean dryRun : List.of(true, false)) {
            post("{\"holders\": [\"%s\"], \"skus\": [\"%s\"], \"mode\": \"REMOVE\", \"dryRun\": %s}"
                            .formatted(ada.email(), base, dryRun))
                    .body("results.outcome", contains("REMOVED"))
                    .body("results[0].code", equalTo("STILL_NEEDED"))
                    .body("results[0].cause", equalTo("Product " + addOn + " needs it, and stays without it"));
        }

        assertThat(story.holders(addOn)).containsExactly(ada.id());
        asAdministrator().get("/people/{email}", ada.email()).then().body(containsString("lacks Product " + base));
        asAdministrator().get("/products/{sku}", addOn).then().body(containsString("lacks Product " + base));
        post("{\"holders\": [\"%s\"], \"skus\": [\"%s\"], \"mode\": \"REMOVE\"}".formatted(ada.email(), addOn))
                .body("results[0].code", nullValue());
    }

    @Test
    void anExclusionThatComesLaterTakesNothingAwayAndIsShown() {
        Holder ada = crowd.somebody();
        String old = story.aProduct(1);
        String rival = story.aProduct(1);
        give(List.of(ada), old, rival);

        define(rival, "\"excludes\": [\"" + old + "\"]");

        assertThat(story.holders(old)).containsExactly(ada.id());
        assertThat(story.holders(rival)).containsExactly(ada.id());
        asAdministrator()
                .get("/people/{email}", ada.email())
                .then()
                .body(containsString("not together with Product " + old))
                .body(containsString("not together with Product " + rival));
        asAdministrator().get("/products/{sku}", old).then().body(containsString("not together with Product " + rival));
    }

    @Test
    void whatIsExcludedByWhatStaysIsRefusedInTheEnd() {
        Holder ada = crowd.somebody();
        String old = story.aProduct(1);
        String rival = story.aProduct(1);
        define(rival, "\"excludes\": [\"" + old + "\"]");
        give(List.of(ada), old);

        replace(ada, rival, "NOTHING-LIKE-IT")
                .body("results.outcome", contains("KEPT", "REFUSED", "REFUSED"))
                .body("results.code", contains("REPLACEMENT_REFUSED", "EXCLUDED", "UNKNOWN_PRODUCT"));

        assertThat(story.holders(old)).containsExactly(ada.id());
        assertThat(story.holders(rival)).isEmpty();
    }

    private static ValidatableResponse replace(Holder holder, String... skus) {
        return post("{\"holders\": [\"%s\"], \"skus\": [%s], \"mode\": \"REPLACE\"}"
                        .formatted(
                                holder.email(),
                                Stream.of(skus).map(sku -> "\"" + sku + "\"").collect(Collectors.joining(","))))
                .statusCode(200);
    }

    private Grant ofGroup(String sku, Holder holder) {
        return story.aGrant(sku, holder, ReasonType.GROUP, story.now(), null);
    }

    private static void define(String sku, String rules) {
        asAdministrator()
                .body("{\"name\": \"Product " + sku + "\", " + rules + "}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse give(List<Holder> holders, String... skus) {
        return post("""
                {"holders": [%s], "skus": [%s], "mode": "ADD", "whenFull": "WAIT", "dryRun": false}""".formatted(
                holders.stream().map(holder -> "\"" + holder.email() + "\"").collect(Collectors.joining(",")),
                Stream.of(skus).map(sku -> "\"" + sku + "\"").collect(Collectors.joining(","))));
    }

    private static ValidatableResponse post(String body) {
        return asAdministrator().body(body).post("/api/manual-assignments").then();
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin").contentType("application/json");
    }
}
