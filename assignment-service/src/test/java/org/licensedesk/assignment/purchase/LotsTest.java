package org.licensedesk.assignment.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.LiveReason;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class LotsTest {

    private static final String LENA = "lena.fischer@example.org";

    @Inject
    LedgerStory story;

    @Inject
    LotTerms terms;

    @Inject
    DatabaseClock clock;

    @AfterEach
    void backToThePresent() {
        clock.reset();
    }

    @Test
    void whatIsBoughtIsTheSumOfTheRunningLots() {
        String sku = story.aProduct(0);

        buys(sku, 5, today(), null)
                .statusCode(201)
                .header("Location", containsString("/assignments/api/products/" + sku + "/lots/"))
                .body("state", equalTo("RUNNING"))
                .body("kind", equalTo("PURCHASE"))
                .body("price", equalTo(26.5f))
                .body("recordedBy", equalTo(LENA));
        buys(sku, 3, today(), today().plusDays(30)).statusCode(201);
        buys(sku, 7, today().plusDays(10), null).statusCode(201).body("state", equalTo("PLANNED"));

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 8, 0, 0));
        asAdministrator()
                .get("/api/products/{sku}/lots", sku)
                .then()
                .statusCode(200)
                .body("items.quantity", contains(7, 3, 5))
                .body("next", nullValue());
        asAdministrator()
                .get("/api/products/{sku}/lots?limit=2", sku)
                .then()
                .body("items", hasSize(2))
                .body("next", not(nullValue()));
    }

    @Test
    void boughtSeatsGoToWhoWaitsAndTheHistorySaysByWhichOrder() {
        String sku = story.aProduct(0);
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(waiting);

        buys(sku, 1, today(), null).statusCode(201);

        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        var added = Sent.the("LotAdded.v1", "product", sku);
        var resized = Sent.the("PoolResized.v1", "product", sku);
        Contracts.assertKept(added);
        assertThat(added.actor()).isEqualTo(LENA);
        assertThat(resized.causationId()).isEqualTo(added.id());
        assertThat(resized.actor()).isEqualTo(LENA);
    }

    @Test
    void aNumberInAllWritesTheDifferenceAsALot() {
        String sku = story.aProduct(0);
        buys(sku, 5, today(), today().plusDays(30)).statusCode(201);

        pool(sku, "{\"purchased\": 8}").statusCode(200).body("purchased", equalTo(8));
        pool(sku, "{\"purchased\": 4}").statusCode(200).body("purchased", equalTo(4));
        pool(sku, "{\"purchased\": 4}").statusCode(200);

        asAdministrator()
                .get("/api/products/{sku}/lots", sku)
                .then()
                .body("items.quantity", containsInAnyOrder(5, 3, -3, -1))
                .body("items.find { it.quantity == -3 }.endsOn", nullValue())
                .body(
                        "items.find { it.quantity == -1 }.endsOn",
                        equalTo(today().plusDays(30).toString()))
                .body("items.find { it.quantity == -1 }.kind", equalTo("ADJUSTMENT"));
        Sent.of("product", sku).forEach(Contracts::assertKept);
    }

    @Test
    void whatWasDroppedOfALotIsNotMissingAfterItsEnd() {
        String sku = story.aProduct(0);
        buys(sku, 5, today(), today().plusDays(30)).statusCode(201);
        pool(sku, "{\"purchased\": 4}").statusCode(200);
        buys(sku, 4, today().plusDays(31), null).statusCode(201);

        clock.advance(Duration.ofDays(31));
        terms.beginAndEnd();

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 4, 0, 0));
    }

    @Test
    void aTermBeginsAndEndsByTheClock() {
        String sku = story.aProduct(0);
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(waiting);
        LocalDate first = today().plusDays(1);
        LocalDate last = first.plusDays(1);
        buys(sku, 2, first, last).statusCode(201);

        advanceTo(first, -1);
        assertThat(story.pool(sku).purchased()).isZero();
        advanceTo(first, 1);
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 1, 0));
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");

        advanceTo(last.plusDays(1), -1);
        assertThat(story.pool(sku).purchased()).isEqualTo(2);
        advanceTo(last.plusDays(1), 1);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 0, PoolState.ACTIVE, 0));
        for (String fact : List.of("LotBegan.v1", "LotEnded.v1")) {
            Contracts.assertKept(Sent.the(fact, "product", sku));
            assertThat(Sent.the(fact, "product", sku).actor()).isEqualTo("system");
        }
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
    }

    @Test
    void aTermThatEndsBelowUseTakesNoSeatButRetiresThoseThatBecomeFree() {
        String sku = story.aProduct(0);
        buys(sku, 1, today(), null).statusCode(201);
        buys(sku, 2, today(), today()).statusCode(201);
        Holder ada = LedgerStory.somebody();
        Grant[] held = {
            story.aGrant(sku, ada), story.aGrant(sku, LedgerStory.somebody()), story.aGrant(sku, LedgerStory.somebody())
        };
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(held);
        story.grant(waiting);

        clock.advance(Duration.ofDays(1));
        terms.beginAndEnd();
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 3, 3, 1, PoolState.ACTIVE, 1));
        story.returnSeat(story.seatOf(sku, ada), ada);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 2, 1, PoolState.ACTIVE, 1));
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1");
        asAdministrator().get("/api/products/{sku}", sku).then().body("reduceTo", equalTo(1));

        story.returnSeat(story.seatOf(sku, held[1].holder()), held[1].holder());
        story.returnSeat(story.seatOf(sku, held[2].holder()), held[2].holder());

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 0));
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
    }

    @Test
    void aRenewalLeavesNoGap() {
        String sku = story.aProduct(0);
        buys(sku, 3, today(), today()).statusCode(201);
        buys(sku, 3, today().plusDays(1), null).statusCode(201);
        int resizedBefore = resized(sku);

        clock.advance(Duration.ofDays(1));
        terms.beginAndEnd();

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 3, 0, 0));
        assertThat(resized(sku)).isEqualTo(resizedBefore);
        assertThat(Sent.typesOf("product", sku)).contains("LotBegan.v1", "LotEnded.v1");
    }

    @Test
    void twoReplicasBeginATermOnce() throws Exception {
        String sku = story.aProduct(0);
        buys(sku, 3, today().plusDays(1), null).statusCode(201);
        clock.advance(Duration.ofDays(1));

        var replicas = Executors.newFixedThreadPool(2);
        try {
            for (var one : replicas.invokeAll(Collections.nCopies(6, Executors.callable(terms::beginAndEnd)))) {
                one.get();
            }
        } finally {
            replicas.shutdownNow();
        }

        terms.beginAndEnd();
        assertThat(story.pool(sku).purchased()).isEqualTo(3);
        assertThat(Sent.typesOf("product", sku).stream().filter("LotBegan.v1"::equals))
                .hasSize(1);
    }

    @Test
    void lessThanIsInUseIsRefusedUnlessItIsScheduled() {
        String sku = story.aProduct(0);
        pool(sku, "{\"purchased\": 2}").statusCode(200);
        Holder ada = LedgerStory.somebody();
        Holder ben = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada), story.aGrant(sku, ben));

        pool(sku, "{\"purchased\": 1}")
                .statusCode(409)
                .body("purchased", equalTo(2))
                .body("used", equalTo(2));
        asAdministrator().get("/api/products/{sku}/lots", sku).then().body("items.quantity", contains(2));
        pool(sku, "{\"purchased\": 1, \"scheduled\": true}")
                .statusCode(200)
                .body("purchased", equalTo(2))
                .body("reduceTo", equalTo(1));
        assertThat(story.holders(sku)).hasSize(2);

        story.returnSeat(story.seatOf(sku, ada), ada);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 0));
        assertThat(story.holders(sku)).containsExactly(ben.id());
    }

    @Test
    void aScheduledReductionIsTakenBackByTheOldNumber() {
        String sku = story.aProduct(0);
        pool(sku, "{\"purchased\": 1}").statusCode(200);
        story.grant(story.aGrant(sku, LedgerStory.somebody()));
        pool(sku, "{\"purchased\": 0, \"scheduled\": true}").statusCode(200).body("reduceTo", equalTo(0));

        pool(sku, "{\"purchased\": 1}").statusCode(200).body("reduceTo", nullValue());

        asAdministrator().get("/api/products/{sku}/lots", sku).then().body("items.quantity.sum()", equalTo(1));
    }

    @Test
    void whatAScheduledReductionTookOffComesBackForItsTermAlone() {
        String sku = story.aProduct(0);
        LocalDate lastDay = today().plusDays(30);
        buys(sku, 3, today(), lastDay).statusCode(201);
        story.grant(story.aGrant(sku, LedgerStory.somebody()), story.aGrant(sku, LedgerStory.somebody()));
        pool(sku, "{\"purchased\": 1, \"scheduled\": true}").statusCode(200).body("reduceTo", equalTo(1));

        pool(sku, "{\"purchased\": 4}").statusCode(200).body("purchased", equalTo(4));

        asAdministrator()
                .get("/api/products/{sku}/lots", sku)
                .then()
                .body("items.quantity", containsInAnyOrder(3, -2, 2, 1))
                .body("items.find { it.quantity == 2 }.endsOn", equalTo(lastDay.toString()))
                .body("items.find { it.quantity == 1 }.endsOn", nullValue());
        advanceTo(lastDay.plusDays(1), 0);
        asAdministrator()
                .get("/api/products/{sku}/lots", sku)
                .then()
                .body("items.findAll { it.state == 'RUNNING' }.quantity", contains(1));
        assertThat(story.pool(sku).reduceTo()).isEqualTo(1);
    }

    @Test
    void goingDownAndUpAgainLeavesWhatGoingThereAtOnceWouldLeave() {
        String sku = story.aProduct(0);
        LocalDate soon = today().plusDays(30);
        LocalDate later = today().plusDays(60);
        buys(sku, 5, today(), soon).statusCode(201);
        buys(sku, 5, today(), later).statusCode(201);
        pool(sku, "{\"purchased\": 12}").statusCode(200);

        pool(sku, "{\"purchased\": 3}").statusCode(200);
        pool(sku, "{\"purchased\": 7}").statusCode(200);

        advanceTo(soon.plusDays(1), 0);
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 0, 0));
        advanceTo(later.plusDays(1), 0);
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 0, 0, 0));
    }

    @Test
    void graceAndSuspensionGiveNoNewSeatsAndTakeNone() {
        for (String state : List.of("GRACE", "SUSPENDED")) {
            String sku = story.aProduct(2);
            Holder ada = LedgerStory.somebody();
            Grant later = story.aGrant(sku, LedgerStory.somebody());
            story.grant(story.aGrant(sku, ada));

            pool(sku, "{\"state\": \"" + state + "\"}").statusCode(200).body("state", equalTo(state));
            story.grant(later);

            assertThat(story.seatOf(sku, ada)).isNotNull();
            assertThat(LedgerStory.saidOf(later)).containsExactly("Waitlisted.v1");
            pool(sku, "{\"state\": \"ACTIVE\"}").statusCode(200);
            assertThat(LedgerStory.saidOf(later)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        }
    }

    @Test
    void whoHoldsASuspendedLicenseIsTold() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada));
        pool(sku, "{\"state\": \"SUSPENDED\"}").statusCode(200);

        Tokens.as(ada.email()).get("/seats").then().body(containsString("no access: suspended"));
        Tokens.as(ada.email()).get("/api/seats").then().body("items[0].access", equalTo(false));
    }

    @Test
    void anEndedSubscriptionReleasesEverythingWithItsCause() {
        String sku = story.aProduct(1);
        Grant held = story.aGrant(sku, LedgerStory.somebody());
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(held, waiting);

        pool(sku, "{\"state\": \"ENDED\"}")
                .statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("used", equalTo(0))
                .body("waiting", equalTo(0));

        assertThat(LedgerStory.saidOf(held)).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
        var released = Sent.the("SeatReleased.v1", "reason", held.reasonId());
        assertThat(Envelopes.body(released).at("/cause/code").asText()).isEqualTo("SUBSCRIPTION_ENDED");
        Contracts.assertKept(released);
        Contracts.assertKept(Sent.the("PoolStateChanged.v1", "product", sku));
    }

    @Test
    void aProgramLearnsWhatAnEndOrAPurchaseWouldDoBeforeItDoesIt() {
        String sku = story.aProduct(1);
        Grant held = story.aGrant(sku, LedgerStory.somebody());
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(held, waiting);

        pool(sku, "{\"state\": \"ENDED\", \"dryRun\": true}")
                .statusCode(200)
                .body("seatsEnded", equalTo(1))
                .body("waitingPlacesEnded", equalTo(1));
        pool(sku, "{\"purchased\": 2, \"dryRun\": true}")
                .statusCode(200)
                .body("purchased", equalTo(2))
                .body("seatsGiven", equalTo(1));
        pool(sku, "{\"state\": \"SUSPENDED\", \"dryRun\": true}").body("seatsWithoutAccess", equalTo(1));
        pool(sku, "{\"purchased\": 0, \"dryRun\": true}").statusCode(409);

        assertThat(LedgerStory.saidOf(held)).containsExactly("SeatAssigned.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1");
    }

    @Test
    void whatAGroupBringsComesBackWithTheSubscription() {
        String sku = story.aProduct(1);
        Holder held = LedgerStory.somebody();
        Holder waits = LedgerStory.somebody();
        story.grant(
                story.aGrant(sku, held, ReasonType.GROUP, story.now(), null),
                story.aGrant(sku, waits, ReasonType.GROUP, story.now().plusSeconds(1), null));

        pool(sku, "{\"state\": \"ENDED\"}").body("used", equalTo(0)).body("waiting", equalTo(0));
        assertThat(story.liveReasons(held)).singleElement().satisfies(reason -> {
            assertThat(reason.state()).isEqualTo(LiveReason.State.BLOCKED);
            assertThat(reason.cause().code()).isEqualTo(Cause.Code.SUBSCRIPTION_ENDED);
        });
        pool(sku, "{\"state\": \"ACTIVE\"}").statusCode(200);
        story.heal();

        assertThat(story.holders(sku)).containsExactly(held.id());
        assertThat(story.waiting(sku)).containsExactly(waits.id());
    }

    @Test
    void nonsenseIsRefusedWithTheField() {
        String sku = story.aProduct(0);

        lot(sku, "{}").statusCode(400).body("violations.field", containsInAnyOrder("orderNumber", "quantity"));
        lot(
                        sku,
                        "{\"orderNumber\": \"PO\", \"quantity\": 0, \"price\": 1, \"startsOn\": \"2027-02-01\", \"endsOn\": \"2027-01-01\"}")
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("quantity", "currency", "endsOn"));
        lot(sku, "{\"orderNumber\": \"PO\", \"quantity\": 1, \"endsOn\": \"2020-01-01\", \"startsOn\": \"2019-01-01\"}")
                .statusCode(400);
        lot("NONE-" + UUID.randomUUID(), "{\"orderNumber\": \"PO\", \"quantity\": 1}")
                .statusCode(404);
        pool(sku, "{\"state\": \"LATER\"}").statusCode(400);
    }

    @Test
    void anOrderIsRecordedOnce() {
        String sku = story.aProduct(0);
        String order = "{\"orderNumber\": \"PO-1\", \"quantity\": 1}";
        lot(sku, order).statusCode(201);

        lot(sku, order).statusCode(409).body("code", equalTo("ALREADY_RECORDED"));

        assertThat(story.pool(sku).purchased()).isEqualTo(1);
    }

    @Test
    void anOrderIsRecordedByFormAndKeptWhenItIsWrong() {
        String sku = story.aProduct(0);
        asAdministrator()
                .get("/products/{sku}/lots", sku)
                .then()
                .statusCode(200)
                .body(containsString("Nothing was bought yet"));

        form().formParam("orderNumber", "PO <7>")
                .formParam("quantity", "3")
                .formParam("price", "cheap")
                .post("/products/{sku}/lots", sku)
                .then()
                .statusCode(400)
                .body(allOf(containsString("PO &lt;7&gt;"), containsString("A price is a number")));
        form().formParam("orderNumber", "PO <7>")
                .formParam("quantity", "3")
                .formParam("price", "26,50")
                .formParam("currency", "eur")
                .formParam("startsOn", "")
                .formParam("endsOn", today().plusDays(100).toString())
                .post("/products/{sku}/lots", sku)
                .then()
                .statusCode(303);

        asAdministrator()
                .get("/products/{sku}/lots", sku)
                .then()
                .body(allOf(containsString("PO &lt;7&gt;"), containsString("€26.50"), containsString("running")));
    }

    @Test
    void thePageOffersToShrinkInTimeAndToSetTheState() {
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        asAdministrator()
                .get("/products/{sku}/pool?purchased=0", sku)
                .then()
                .body(allOf(containsString("Shrink to 0 in time"), containsString("/products/" + sku + "/lots")));
        form().formParam("purchased", "0")
                .formParam("scheduled", "true")
                .post("/products/{sku}/pool", sku)
                .then()
                .statusCode(303);
        assertThat(story.pool(sku).reduceTo()).isZero();

        form().formParam("state", "GRACE")
                .post("/products/{sku}/state", sku)
                .then()
                .statusCode(303);
        asAdministrator().get("/products/{sku}", sku).then().body(containsString("in grace"));
        form().formParam("state", "LATER")
                .post("/products/{sku}/state", sku)
                .then()
                .statusCode(400);
    }

    private int resized(String sku) {
        return (int) Sent.typesOf("product", sku).stream()
                .filter("PoolResized.v1"::equals)
                .count();
    }

    private void advanceTo(LocalDate day, int seconds) {
        clock.advance(Duration.between(
                clock.instant(), day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(seconds)));
        terms.beginAndEnd();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private ValidatableResponse buys(String sku, int seats, LocalDate from, LocalDate to) {
        return lot(sku, """
                {"orderNumber": "PO-%s", "price": 26.50, "currency": "EUR", "quantity": %d, "startsOn": "%s", "endsOn": %s}""".formatted(UUID.randomUUID(), seats, from, to == null ? "null" : "\"" + to + "\""));
    }

    private static ValidatableResponse lot(String sku, String body) {
        return asAdministrator()
                .body(body)
                .post("/api/products/{sku}/lots", sku)
                .then();
    }

    private static ValidatableResponse pool(String sku, String body) {
        return asAdministrator().body(body).put("/api/products/{sku}/pool", sku).then();
    }

    private static RequestSpecification form() {
        return Tokens.postingFormAs(LENA, "license-admin");
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as(LENA, "license-admin").contentType("application/json");
    }
}
