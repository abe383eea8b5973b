package org.licensedesk.assignment.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ReclaimTest {

    private static final String LENA = "lena.fischer@example.org";

    @Inject
    LedgerStory story;

    @Inject
    CampaignEnds ends;

    @Inject
    Database database;

    @Inject
    DatabaseClock clock;

    private final Holder ada = LedgerStory.somebody();
    private final Holder ben = LedgerStory.somebody();
    private final Holder eve = LedgerStory.somebody();

    @AfterEach
    void backToThePresent() {
        clock.reset();
    }

    @Test
    void aReportSaysWhichRowsItCouldNotTake() {
        String sku = held(ada);

        usage("""
                email,sku,last_used_on
                %s,%s,%s
                nobody@nowhere.example,%s,%s
                %s,NONE,%s
                %s,%s,%s
                """.formatted(
                                ada.email(),
                                sku,
                                today(),
                                sku,
                                today(),
                                ada.email(),
                                today(),
                                ada.email(),
                                sku,
                                today().plusDays(1)))
                .statusCode(200)
                .body("taken", equalTo(1))
                .body("rejected.line", contains(3, 4, 5))
                .body("rejected[0].cause", equalTo("Nobody with this address is known."))
                .body("rejected[1].cause", equalTo("There is no product NONE."))
                .body("rejected[2].cause", equalTo("That day is yet to come."));
        asAdministrator()
                .contentType("application/json")
                .body("[{\"email\": \"%s\", \"sku\": \"%s\", \"last_used_on\": \"%s\"}]"
                        .formatted(ada.email(), sku, today()))
                .post("/api/usage")
                .then()
                .statusCode(200)
                .body("taken", equalTo(1))
                .body("rejected", empty());
        usage("nonsense").statusCode(400).body("line", equalTo(1));
    }

    @Test
    void aSeatIsUnusedWhenItIsHeldAndNotUsedForSoLong() {
        String sku = held(ada, ben, eve);
        clock.advance(Duration.ofDays(60));
        uses(sku, ada, today().minusDays(60));
        uses(sku, ben, today().minusDays(59));
        uses(sku, ben, today().minusDays(100));

        unused(sku, 60).body("items.holder.email", containsInAnyOrder(ada.email(), eve.email()));
        unused(sku, 61).body("items", empty());
        asAdministrator()
                .get("/api/usage/unused?sku={sku}&days=60&limit=1", sku)
                .then()
                .body("items", hasSize(1))
                .body("next", not(nullValue()));
        asAdministrator().get("/api/usage/unused?sku={sku}&days=0", sku).then().statusCode(400);
    }

    @Test
    void aProductWithoutAnyReportIsNotCalledUnused() {
        String sku = held(ada);
        clock.advance(Duration.ofDays(100));

        unused(sku, 60).body("items", empty());
        start(sku, 60, "RELEASE").statusCode(409).body("code", equalTo("NO_USE_KNOWN"));
    }

    @Test
    void theDashboardCountsWhatIsUnusedAndLeadsToTheCampaign() {
        String sku = unusedBy(ada, ben);
        uses(sku, ben, today());

        asAdministrator()
                .get("/api/dashboard")
                .then()
                .statusCode(200)
                .body("items.find { it.sku == '%s' }.unused".formatted(sku), equalTo(1));
        asAdministrator()
                .get("/reclaim?sku={sku}", sku)
                .then()
                .body(containsString("value=\"" + sku + "\""))
                .body(containsString("checked"));
    }

    @Test
    void aCampaignAsksWhoDoesNotUseItByMailAndOnTheirPage() {
        String sku = unusedBy(ada, ben);

        String id = started(sku, "RELEASE");

        campaign(id)
                .body("state", equalTo("OPEN"))
                .body("asked", equalTo(2))
                .body("open", equalTo(2))
                .body("otherwise", equalTo("RELEASE"));
        Contracts.assertKept(Sent.the("ReclaimStarted.v1", "reclaimCampaign", id));
        Contracts.assertKept(Sent.the("ReclaimAsked.v1", "reclaimQuestion", questionOf(ada)));
        assertThat(Sent.the("ReclaimAsked.v1", "reclaimQuestion", questionOf(ada))
                        .actor())
                .isEqualTo(LENA);
        assertThat(mailsTo(ada)).containsExactly("Do you still need Product " + sku + "?");
        Tokens.as(ada.email())
                .get("/fragments/reclaim?back=/requests/")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Product " + sku),
                        containsString("/assignments/reclaim-questions/" + questionOf(ada) + "/answer"),
                        containsString("value=\"/requests/\"")));
        Tokens.as(ada.email()).get("/reclaim-questions").then().body(containsString("Product " + sku));
        Tokens.as(eve.email()).get("/fragments/reclaim").then().body(not(containsString("<form")));
        start(sku, 60, "KEEP").statusCode(409).body("code", equalTo("NOBODY_TO_ASK"));
    }

    @Test
    void aReleasedSeatGoesToTheFirstInLineInTheSameTransaction() {
        String sku = unusedBy(ada);
        Grant waiting = story.aGrant(sku, eve);
        story.grant(waiting);
        String id = started(sku, "KEEP");
        UUID question = questionOf(ada);

        answer(ada, question, "RELEASE").statusCode(200).body("state", equalTo("RELEASED"));
        answer(ada, question, "RELEASE").statusCode(200);

        assertThat(story.holders(sku)).containsExactly(eve.id());
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        var answered = Sent.the("ReclaimAnswered.v1", "reclaimQuestion", question);
        Contracts.assertKept(answered);
        assertThat(answered.actor()).isEqualTo(ada.email());
        campaign(id).body("released", equalTo(1)).body("open", equalTo(0));
        answer(ada, question, "KEEP").statusCode(409).body("code", equalTo("SEAT_GONE"));
    }

    @Test
    void keepingCanBeThoughtOverUntilTheLastDay() {
        String sku = unusedBy(ada, ben);
        String id = started(sku, "RELEASE");

        answer(ada, questionOf(ada), "KEEP").statusCode(200).body("state", equalTo("KEPT"));
        answer(ben, questionOf(ben), "KEEP").statusCode(200);
        answer(ben, questionOf(ben), "RELEASE").statusCode(200).body("state", equalTo("RELEASED"));

        assertThat(story.holders(sku)).containsExactly(ada.id());
        campaign(id).body("kept", equalTo(1)).body("released", equalTo(1));
        clock.advance(Duration.ofDays(15));
        answer(ada, questionOf(ada), "RELEASE").statusCode(409).body("code", equalTo("TOO_LATE"));
        assertThat(story.seatOf(sku, ada)).isNotNull();
    }

    @Test
    void afterTheLastDayTheChosenDefaultHappens() {
        String sku = unusedBy(ada, ben);
        Grant held = liveGrantOf(sku, ada);
        Grant waiting = story.aGrant(sku, eve);
        story.grant(waiting);
        String id = started(sku, "RELEASE");
        answer(ben, questionOf(ben), "KEEP").statusCode(200);
        UUID question = questionOf(ada);

        advanceTo(today().plusDays(15), -1);
        assertThat(story.seatOf(sku, ada)).isNotNull();
        advanceTo(LocalDate.ofInstant(clock.instant().plusSeconds(2), ZoneOffset.UTC), 1);
        ends.endWhatIsOver();

        assertThat(story.holders(sku)).containsExactlyInAnyOrder(ben.id(), eve.id());
        var unanswered = Sent.the("ReclaimUnanswered.v1", "reclaimQuestion", question);
        Contracts.assertKept(unanswered);
        assertThat(unanswered.actor()).isEqualTo("system");
        var released = Sent.the("SeatReleased.v1", "reason", held.reasonId());
        assertThat(released.causationId()).isEqualTo(unanswered.id());
        assertThat(Envelopes.body(released).at("/cause/code").asText()).isEqualTo("RECLAIMED");
        var ended = Sent.the("ReclaimEnded.v1", "reclaimCampaign", id);
        Contracts.assertKept(ended);
        campaign(id)
                .body("state", equalTo("ENDED"))
                .body("kept", equalTo(1))
                .body("released", equalTo(1))
                .body("open", equalTo(0));
    }

    @Test
    void theDefaultMayBeToKeep() {
        String sku = unusedBy(ada);
        String id = started(sku, "KEEP");

        clock.advance(Duration.ofDays(15));
        ends.endWhatIsOver();

        assertThat(story.seatOf(sku, ada)).isNotNull();
        campaign(id).body("state", equalTo("ENDED")).body("kept", equalTo(1));
    }

    @Test
    void whoUsesItAgainBeforeTheLastDayKeepsIt() {
        String sku = unusedBy(ada);
        String id = started(sku, "RELEASE");
        clock.advance(Duration.ofDays(10));
        uses(sku, ada, today());

        clock.advance(Duration.ofDays(5));
        ends.endWhatIsOver();

        assertThat(story.seatOf(sku, ada)).isNotNull();
        questions(id)
                .body("items[0].state", equalTo("KEPT"))
                .body("items[0].note", equalTo("It was used again in the meantime."));
    }

    @Test
    void aSeatOfAGroupIsListedAndNotAskedAbout() {
        String sku = story.aProduct(2);
        story.grant(story.aGrant(sku, ada, ReasonType.GROUP, story.now(), null), story.aGrant(sku, ben));
        clock.advance(Duration.ofDays(70));
        uses(sku, ben, today().minusDays(65));

        String id = started(sku, "RELEASE");

        campaign(id).body("asked", equalTo(1)).body("notAsked", equalTo(1));
        questions(id)
                .body("items.find { it.holder.email == '%s' }.note".formatted(ada.email()), containsString("group"));
        Tokens.as(ada.email()).get("/api/reclaim-questions").then().body("items", empty());
        assertThat(mailsTo(ada)).isEmpty();
    }

    @Test
    void whoJoinsAGroupMeanwhileCannotReleaseAndIsNotReleased() {
        String sku = unusedBy(ada);
        String id = started(sku, "RELEASE");
        story.grant(story.aGrant(sku, ada, ReasonType.GROUP, story.now(), null));

        answer(ada, questionOf(ada), "RELEASE").statusCode(409).body("code", equalTo("REASON_REMAINS"));
        clock.advance(Duration.ofDays(15));
        ends.endWhatIsOver();

        assertThat(story.seatOf(sku, ada)).isNotNull();
        questions(id).body("items[0].state", equalTo("KEPT")).body("items[0].note", containsString("group"));
    }

    @Test
    void aSeatThatIsGoneBeforeTheAnswerIsNobodysLoss() {
        String sku = unusedBy(ada);
        String id = started(sku, "RELEASE");
        UUID question = questionOf(ada);
        story.returnSeat(story.seatOf(sku, ada), ada);

        answer(ada, question, "KEEP").statusCode(409).body("code", equalTo("SEAT_GONE"));
        clock.advance(Duration.ofDays(15));
        ends.endWhatIsOver();

        campaign(id).body("gone", equalTo(1));
    }

    @Test
    void nobodyAnswersForSomebodyElse() {
        String sku = unusedBy(ada);
        started(sku, "RELEASE");
        UUID question = questionOf(ada);

        answer(ben, question, "RELEASE").statusCode(404);
        asAdministrator()
                .contentType("application/json")
                .body("{\"answer\": \"RELEASE\"}")
                .post("/api/reclaim-questions/{id}/answer", question)
                .then()
                .statusCode(404);
        answer(ada, question, "MAYBE").statusCode(400).body("violations.field", hasItem("answer"));
        assertThat(story.seatOf(sku, ada)).isNotNull();
    }

    @Test
    void theDefaultMustBeChosen() {
        String sku = unusedBy(ada);

        start("{\"skus\": [\"%s\"], \"days\": 60, \"answerBy\": \"%s\"}".formatted(sku, today().plusDays(14)))
                .statusCode(400)
                .body("violations.field", contains("otherwise"));
        start("{}")
                .statusCode(400)
                .body("violations.field", containsInAnyOrder("skus", "days", "answerBy", "otherwise"));
        start("{\"skus\": [\"NONE\"], \"days\": 60, \"answerBy\": \"%s\", \"otherwise\": \"KEEP\"}"
                        .formatted(today().plusDays(14)))
                .statusCode(400)
                .body("violations.field", contains("skus"));
    }

    @Test
    void twoReplicasSettleOnce() throws Exception {
        String sku = unusedBy(ada, ben, eve);
        String id = started(sku, "RELEASE");
        clock.advance(Duration.ofDays(15));

        var replicas = Executors.newFixedThreadPool(2);
        try {
            for (var one : replicas.invokeAll(Collections.nCopies(6, Executors.callable(ends::endWhatIsOver)))) {
                one.get();
            }
        } finally {
            replicas.shutdownNow();
        }
        ends.endWhatIsOver();

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 3, 0, 0));
        assertThat(Sent.typesOf("reclaimCampaign", id)).containsExactly("ReclaimStarted.v1", "ReclaimEnded.v1");
        campaign(id).body("released", equalTo(3));
    }

    @Test
    void anAdministratorDoesAllOfItByForm() {
        String sku = unusedBy(ada);
        asAdministrator().get("/reclaim/usage").then().statusCode(200);
        Tokens.as(LENA, "license-admin")
                .header("Sec-Fetch-Site", "same-origin")
                .cookie("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA")
                .multiPart("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA")
                .multiPart(
                        "file",
                        "use.csv",
                        "email,sku,last_used_on\n%s,%s,%s\nnobody@nowhere.example,%s,%s\n"
                                .formatted(ada.email(), sku, today().minusDays(61), sku, today())
                                .getBytes(),
                        "text/csv")
                .post("/reclaim/usage")
                .then()
                .statusCode(200)
                .body(allOf(containsString("1 row taken"), containsString("Nobody with this address is known.")));
        asAdministrator()
                .get("/reclaim?days=60")
                .then()
                .statusCode(200)
                .body(allOf(containsString("Product " + sku), containsString("1 seat unused")));
        form().formParam("skus", sku)
                .formParam("days", "60")
                .formParam("answerBy", today().plusDays(14).toString())
                .post("/reclaim")
                .then()
                .statusCode(400)
                .body(containsString("Choose what happens"));

        String address = form().formParam("skus", sku)
                .formParam("days", "60")
                .formParam("answerBy", today().plusDays(14).toString())
                .formParam("otherwise", "RELEASE")
                .post("/reclaim")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        String path = address.substring(address.indexOf("/reclaim/"));
        asAdministrator().get(path).then().statusCode(200).body(containsString(ada.name()));
        Tokens.postingFormAs(ada.email())
                .formParam("answer", "RELEASE")
                .formParam("back", "/requests/")
                .post("/reclaim-questions/{id}/answer", questionOf(ada))
                .then()
                .statusCode(303)
                .header("Location", "/requests/");

        assertThat(story.seatOf(sku, ada)).isNull();
        asAdministrator().get(path).then().body(containsString("released"));
        asAdministrator()
                .get(path + "/progress?version=none")
                .then()
                .statusCode(200)
                .body(not(containsString("<html")));
    }

    /** A product all of whose seats these people hold. */
    private String held(Holder... holders) {
        String sku = story.aProduct(holders.length);
        for (Holder holder : holders) {
            story.grant(story.aGrant(sku, holder));
        }
        return sku;
    }

    /** The same, 70 days ago, and nobody has used it for 65. */
    private String unusedBy(Holder... holders) {
        String sku = held(holders);
        clock.advance(Duration.ofDays(70));
        for (Holder holder : holders) {
            uses(sku, holder, today().minusDays(65));
        }
        return sku;
    }

    private Grant liveGrantOf(String sku, Holder holder) {
        UUID reason = database.read(handle -> handle.createQuery(
                        "select id from reason where sku = :sku and holder_id = :holder and state = 'HELD'")
                .bind("sku", sku)
                .bind("holder", holder.id())
                .mapTo(UUID.class)
                .one());
        Grant template = story.aGrant(sku, holder);
        return new Grant(
                reason,
                template.type(),
                template.source(),
                sku,
                template.productName(),
                holder,
                template.grantedAt(),
                null,
                template.whenFull(),
                template.origin());
    }

    private void uses(String sku, Holder holder, LocalDate day) {
        usage("email,sku,last_used_on\n%s,%s,%s\n".formatted(holder.email(), sku, day))
                .statusCode(200)
                .body("taken", equalTo(1));
    }

    private ValidatableResponse usage(String csv) {
        return asAdministrator()
                .contentType("text/csv")
                .body(csv.getBytes())
                .post("/api/usage")
                .then();
    }

    private ValidatableResponse unused(String sku, int days) {
        return asAdministrator()
                .get("/api/usage/unused?sku={sku}&days={days}", sku, days)
                .then()
                .statusCode(200);
    }

    private String started(String sku, String otherwise) {
        return start(sku, 60, otherwise).statusCode(201).extract().path("id");
    }

    private ValidatableResponse start(String sku, int days, String otherwise) {
        return start("{\"skus\": [\"%s\"], \"days\": %d, \"answerBy\": \"%s\", \"otherwise\": \"%s\"}"
                .formatted(sku, days, today().plusDays(14), otherwise));
    }

    private ValidatableResponse start(String body) {
        return asAdministrator()
                .contentType("application/json")
                .body(body)
                .post("/api/reclaim-campaigns")
                .then();
    }

    private ValidatableResponse campaign(String id) {
        return asAdministrator().get("/api/reclaim-campaigns/{id}", id).then().statusCode(200);
    }

    private ValidatableResponse questions(String id) {
        return asAdministrator()
                .get("/api/reclaim-campaigns/{id}/questions", id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse answer(Holder who, UUID question, String answer) {
        return Tokens.as(who.email())
                .contentType("application/json")
                .body("{\"answer\": \"" + answer + "\"}")
                .post("/api/reclaim-questions/{id}/answer", question)
                .then();
    }

    private UUID questionOf(Holder holder) {
        return database.read(handle -> handle.createQuery("select id from reclaim_question where holder_id = :holder")
                .bind("holder", holder.id())
                .mapTo(UUID.class)
                .one());
    }

    private List<String> mailsTo(Holder holder) {
        return database.read(
                handle -> handle.createQuery("select subject from mail where recipient = :to order by written_at")
                        .bind("to", holder.email())
                        .mapTo(String.class)
                        .list());
    }

    private void advanceTo(LocalDate day, int seconds) {
        clock.advance(Duration.between(
                clock.instant(), day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(seconds)));
        ends.endWhatIsOver();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static RequestSpecification form() {
        return Tokens.postingFormAs(LENA, "license-admin");
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as(LENA, "license-admin");
    }
}
