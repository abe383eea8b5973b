package org.licensedesk.assignment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.assignment.claim.ClaimStory.LENA;
import static org.licensedesk.assignment.claim.ClaimStory.PORTAL;
import static org.licensedesk.assignment.claim.ClaimStory.allow;
import static org.licensedesk.assignment.claim.ClaimStory.claim;
import static org.licensedesk.assignment.claim.ClaimStory.claimFor;
import static org.licensedesk.assignment.claim.ClaimStory.set;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ClaimApiTest {

    @Inject
    LedgerStory ledger;

    @Inject
    ClaimStory story;

    @Inject
    DatabaseClock clock;

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void aClaimGivesASeatInTheSameCall() {
        String sku = ledger.aProduct(2);
        allow(sku, "");
        Holder ada = story.person();

        String seat = assigned(claim(ada, sku), sku);

        assertThat(ledger.seatOf(sku, ada)).hasToString(seat);
        EventEnvelope told = seatAssigned(sku);
        Contracts.assertKept(told);
        assertThat(told.actor()).isEqualTo(ada.email());
        assertThat(Envelopes.body(told).path("reasonType").asText()).isEqualTo("CLAIM");
    }

    @Test
    void claimingAgainGivesNoSecondSeat() {
        String sku = ledger.aProduct(2);
        allow(sku, "");
        Holder ada = story.person();
        String seat = assigned(claim(ada, sku), sku);

        claim(ada, sku)
                .statusCode(200)
                .body("outcome", equalTo("ALREADY_HELD"))
                .body("sku", equalTo(sku))
                .body("seat", equalTo(seat));

        assertThat(ledger.pool(sku).used()).isEqualTo(1);
        assertThat(story.counted(sku)).isEqualTo(1);
    }

    @Test
    void whoHoldsItForAnotherReasonNeedsNoClaim() {
        String sku = ledger.aProduct(1);
        Holder ada = story.person();
        ledger.grant(ledger.aGrant(sku, ada));

        claim(ada, sku).statusCode(200).body("outcome", equalTo("ALREADY_HELD"));

        assertThat(story.counted(sku)).isZero();
    }

    @Test
    void whoHoldsABackupHoldsEnough() {
        String sku = ledger.aProduct(1);
        String backup = ledger.aProduct(1);
        allow(sku, "\"backups\": [\"" + backup + "\"]");
        Holder ada = story.person();
        ledger.grant(ledger.aGrant(backup, ada));

        claim(ada, sku)
                .statusCode(200)
                .body("outcome", equalTo("ALREADY_HELD"))
                .body("sku", equalTo(backup))
                .body("seat", equalTo(ledger.seatOf(backup, ada).toString()));
    }

    @Test
    void theFirstBackupWithAFreeSeatStandsIn() {
        String sku = ledger.aProduct(0);
        String empty = ledger.aProduct(0);
        String free = ledger.aProduct(1);
        String last = ledger.aProduct(1);
        allow(sku, "\"backups\": [\"%s\", \"%s\", \"%s\"]".formatted(empty, free, last));
        Holder ada = story.person();

        assigned(claim(ada, sku), free);

        assertThat(ledger.seatOf(free, ada)).isNotNull();
        EventEnvelope served = served(sku);
        Contracts.assertKept(served);
        assertThat(Envelopes.body(served).at("/given/sku").asText()).isEqualTo(free);
        assertThat(Envelopes.body(served).at("/seatId").asText())
                .isEqualTo(ledger.seatOf(free, ada).toString());
        assertThat(Envelopes.body(seatAssigned(free)).path("source").asText()).isEqualTo(served.aggregateId());
        assertThat(ledger.pool(last).used()).isZero();
        assertThat(story.counted(sku)).isEqualTo(1);
    }

    @Test
    void aProductThatIsOffIsRefusedAndTheRefusalIsInTheHistory() {
        String sku = ledger.aProduct(1);
        Holder ada = story.person();

        refused(claim(ada, sku), "CLAIMS_OFF").body("detail", containsString("not given on demand"));

        var told = Sent.the("ClaimRefused.v1", "claim", story.claimIdRefused(sku, ada));
        Contracts.assertKept(told);
        assertThat(told.actor()).isEqualTo(ada.email());
        assertThat(Envelopes.body(told).at("/person/name").asText()).isEqualTo(ada.name());
        assertThat(Envelopes.body(told).at("/cause/code").asText()).isEqualTo("CLAIMS_OFF");
        assertThat(ledger.pool(sku).used()).isZero();
    }

    @Test
    void whoeverAsksAgainAndAgainIsAnsweredEveryTimeAndWrittenDownOnce() {
        String sku = ledger.aProduct(1);
        Holder ada = story.person();

        for (int time = 0; time < 5; time++) {
            refused(claim(ada, sku), "CLAIMS_OFF");
        }
        assertThat(told(sku, "ClaimRefused.v1")).hasSize(1);
        refused(claim(story.person(), sku), "CLAIMS_OFF");
        allow(sku, "\"perDay\": 0");
        refused(claim(ada, sku), "LIMIT_REACHED");
        assertThat(told(sku, "ClaimRefused.v1")).hasSize(3);
        clock.advance(Duration.ofMinutes(11));
        refused(claim(ada, sku), "LIMIT_REACHED");

        assertThat(told(sku, "ClaimRefused.v1")).hasSize(4);
    }

    @Test
    void aRefusalIsNewsAgainOnceTheClaimWasServed() {
        String sku = ledger.aProduct(0);
        allow(sku, "");
        Holder ada = story.person();
        refused(claim(ada, sku), "NO_FREE_SEAT");
        ledger.resize(sku, 1);
        String seat = assigned(claim(ada, sku), sku);
        Tokens.as(ada.email()).delete("/api/seats/{id}", seat).then().statusCode(204);
        ledger.grant(ledger.aGrant(sku, LedgerStory.somebody()));

        refused(claim(ada, sku), "NO_FREE_SEAT");

        assertThat(told(sku, "ClaimRefused.v1")).hasSize(2);
    }

    @Test
    void switchingOffTakesNoSeatBack() {
        String sku = ledger.aProduct(2);
        allow(sku, "");
        Holder ada = story.person();
        assigned(claim(ada, sku), sku);

        set(sku, "{\"enabled\": false}").statusCode(200);

        assertThat(ledger.seatOf(sku, ada)).isNotNull();
        claim(ada, sku).statusCode(200).body("outcome", equalTo("ALREADY_HELD"));
        refused(claim(story.person(), sku), "CLAIMS_OFF");
    }

    @Test
    void whatIsForAGroupIsForItsMembersOnly() {
        String sku = ledger.aProduct(5);
        Holder member = story.person();
        Holder other = story.person();
        String group = story.groupOf(member);
        allow(sku, "\"group\": \"" + group + "\"");

        assigned(claim(member, sku), sku);
        refused(claim(other, sku), "NOT_IN_GROUP")
                .body("detail", containsString("the members of Members of " + group + " only"));

        Contracts.assertKept(Sent.the("ClaimPolicyChanged.v1", "claimPolicy", sku));
        Tokens.as(other.email()).get("/fragments/claim?sku={sku}", sku).then().statusCode(204);
        story.deleteGroup(group);
        refused(claim(story.person(), sku), "NOT_IN_GROUP").body("detail", containsString("a group that is gone"));
        Tokens.as(LENA, "license-admin")
                .get("/api/claim-policies/{sku}", sku)
                .then()
                .body("note", containsString("is gone, so nobody can claim it"));
        Tokens.as(LENA, "license-admin")
                .get("/products/{sku}/claims", sku)
                .then()
                .body(containsString("is gone, so nobody can claim it"));
    }

    @Test
    void theDaysLimitIsReachedUntilTheNextDay() {
        String sku = ledger.aProduct(5);
        allow(sku, "\"perDay\": 1");
        assigned(claim(story.personOf("Sales"), sku), sku);
        Holder ada = story.person();
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);

        refused(claim(ada, sku), "LIMIT_REACHED")
                .body("until", equalTo(tomorrow + "T00:00:00Z"))
                .body("detail", containsString("1 seat of Product " + sku + " may be given on demand in a day"));

        Contracts.assertKept(Sent.the("ClaimRefused.v1", "claim", story.claimIdRefused(sku, ada)));
        clock.advance(Duration.between(
                        clock.instant(), tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant())
                .plusSeconds(1));
        assigned(claim(ada, sku), sku);
    }

    @Test
    void eachDepartmentHasALimitOfItsOwn() {
        String sku = ledger.aProduct(9);
        allow(sku, "\"perDepartmentPerDay\": 1");
        assigned(claim(story.personOf("Sales"), sku), sku);

        refused(claim(story.personOf("Sales"), sku), "LIMIT_REACHED")
                .body("detail", containsString("to Sales in a day"));
        assigned(claim(story.personOf("Finance"), sku), sku);
        assigned(claim(story.personOf(null), sku), sku);
        refused(claim(story.personOf(null), sku), "LIMIT_REACHED")
                .body("detail", containsString("people without a department"));
    }

    @Test
    void aLimitOfNoneGivesNone() {
        String sku = ledger.aProduct(1);
        allow(sku, "\"perDay\": 0");

        refused(claim(story.person(), sku), "LIMIT_REACHED")
                .body("until", nullValue())
                .body("detail", equalTo("No seat of Product " + sku + " is given on demand: the limit is none a day."));
    }

    @Test
    void withoutAFreeSeatAnywhereNothingIsGivenAndNobodyWaits() {
        String sku = ledger.aProduct(0);
        String backup = ledger.aProduct(0);
        allow(sku, "\"perDay\": 1, \"backups\": [\"" + backup + "\"]");

        refused(claim(story.person(), sku), "NO_FREE_SEAT")
                .body("detail", containsString("Product " + backup + " has no free seat either"))
                .body("until", nullValue());

        assertThat(ledger.pool(sku)).isEqualTo(new PoolNumbers(sku, 0, 0, 0));
        assertThat(story.counted(sku)).isZero();
    }

    @Test
    void aServiceClaimsForAPersonAndIsNamedAsTheActor() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        Holder ada = story.person();

        assigned(claimFor(ada, sku), sku);

        assertThat(ledger.seatOf(sku, ada)).isNotNull();
        assertThat(seatAssigned(sku).actor()).isEqualTo(PORTAL);
    }

    @Test
    void nobodyElseNamesAnotherPerson() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        Holder ada = story.person();

        for (String[] roles : new String[][] {{}, {"license-admin"}, {"auditor"}}) {
            Tokens.as(story.person().email(), roles)
                    .contentType("application/json")
                    .body(Map.of("sku", sku, "person", ada.email()))
                    .post("/api/claims")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("detail", containsString("claim-agent"));
        }
        assertThat(ledger.pool(sku).used()).isZero();
    }

    @Test
    void namingOneselfIsClaimingForOneself() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        Holder ada = story.person();

        assigned(
                Tokens.as(ada.email())
                        .contentType("application/json")
                        .body(Map.of("sku", sku, "person", ada.email().toUpperCase()))
                        .post("/api/claims")
                        .then(),
                sku);
    }

    @Test
    void aServiceHoldsNothingItself() {
        String sku = ledger.aProduct(1);
        allow(sku, "");

        refused(
                Tokens.as(PORTAL, "claim-agent")
                        .contentType("application/json")
                        .body(Map.of("sku", sku))
                        .post("/api/claims")
                        .then(),
                "UNKNOWN_PERSON");
    }

    @Test
    void aPersonNobodyKnowsIsRefusedAsIsOneWhoLeft() {
        String sku = ledger.aProduct(1);
        allow(sku, "");

        Holder stranger = LedgerStory.somebody();
        refused(claimFor(stranger, sku), "UNKNOWN_PERSON").body("detail", containsString(stranger.email()));
        refused(claimFor(story.personWhoLeft(), sku), "DEACTIVATED");

        assertThat(ledger.pool(sku).used()).isZero();
    }

    @Test
    void aClaimOfNothingOrOfNoProductIsAMistake() {
        Holder ada = story.person();

        claim(ada, " ").statusCode(400).body("violations[0].field", equalTo("sku"));
        claim(ada, "NONE-" + UUID.randomUUID()).statusCode(404).contentType("application/problem+json");
        Tokens.as(ada.email())
                .contentType("application/json")
                .body("{\"sku\": \"X\", \"force\": true}")
                .post("/api/claims")
                .then()
                .statusCode(400);
    }

    @Test
    void aClaimedSeatIsReturnedByItsHolderAndClaimedAgain() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        Holder ada = story.person();
        String seat = assigned(claim(ada, sku), sku);

        Tokens.as(ada.email()).delete("/api/seats/{id}", seat).then().statusCode(204);
        assigned(claim(ada, sku), sku);

        assertThat(story.counted(sku)).isEqualTo(2);
    }

    @Test
    void whatCannotBeHeldTogetherIsRefusedWithItsCauseAndABackupIsTriedBeforeThat() {
        String held = ledger.aProduct(1);
        String sku = ledger.aProduct(1);
        String backup = ledger.aProduct(1);
        define(sku, "\"excludes\": [\"" + held + "\"]");
        Holder ada = story.person();
        ledger.grant(ledger.aGrant(held, ada));
        allow(sku, "");

        refused(claim(ada, sku), "EXCLUDED").body("cause.sentence", containsString("cannot be held together"));
        allow(sku, "\"backups\": [\"" + backup + "\"]");
        assigned(claim(ada, sku), backup);

        assertThat(ledger.pool(sku).used()).isZero();
        assertThat(story.counted(sku)).isEqualTo(1);
    }

    @Test
    void whatNeedsSomethingElseFirstIsRefused() {
        String needed = ledger.aProduct(1);
        String sku = ledger.aProduct(1);
        define(sku, "\"requires\": [\"" + needed + "\"]");
        allow(sku, "");

        refused(claim(story.person(), sku), "MISSING_PREREQUISITE");
    }

    private static void define(String sku, String further) {
        Tokens.as(LENA, "license-admin")
                .contentType("application/json")
                .body("{\"name\": \"Product " + sku + "\", " + further + "}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);
    }

    private static String assigned(ValidatableResponse answer, String sku) {
        return answer.statusCode(200)
                .body("outcome", equalTo("ASSIGNED"))
                .body("sku", equalTo(sku))
                .extract()
                .path("seat");
    }

    private static ValidatableResponse refused(ValidatableResponse answer, String code) {
        return answer.statusCode(409)
                .contentType("application/problem+json")
                .body("outcome", equalTo("REFUSED"))
                .body("code", equalTo(code))
                .body("cause.code", equalTo(code));
    }

    private static EventEnvelope seatAssigned(String sku) {
        return told(sku, "SeatAssigned.v1").get(0);
    }

    private static EventEnvelope served(String sku) {
        return told(sku, "ClaimServed.v1").get(0);
    }

    private static List<EventEnvelope> told(String sku, String type) {
        return Sent.ofType(type).stream()
                .filter(event -> Envelopes.body(event).path("sku").asText().equals(sku))
                .toList();
    }
}
