package org.licensedesk.assignment.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.mail.MailStory;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class InvitationTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Pattern LINK = Pattern.compile(
            "http://localhost/assignments/invitations/([0-9a-f-]{36})/acceptance\\?key=([\\w-]{43})\\s");

    @Inject
    LedgerStory story;

    @Inject
    MailStory mails;

    @Inject
    LookAfterInvitations lookAfter;

    @Inject
    Database database;

    @Inject
    DatabaseClock clock;

    private final String carla = "carla." + Ids.next() + "@studio.example";
    private final Holder guest = Guest.holder(carla);

    @AfterEach
    void backToThePresent() {
        clock.reset();
    }

    @Test
    void aGuestIsHeldASeatAndGetsAMail() {
        String sku = story.aProduct(1);

        String id = invite(carla.toUpperCase(), sku)
                .statusCode(201)
                .header("Location", containsString("/assignments/api/invitations/"))
                .body("email", equalTo(carla))
                .body("sku", equalTo(sku))
                .body("state", equalTo("OPEN"))
                .body("sentBy.email", equalTo("lena.fischer@example.org"))
                .body("holdsSeat", equalTo(true))
                .body("acceptedAt", nullValue())
                .extract()
                .path("id");

        assertThat(story.pool(sku).used()).isEqualTo(1);
        asAdministrator()
                .get("/api/seats?sku={sku}", sku)
                .then()
                .body("items", hasSize(1))
                .body("items[0].holder.email", equalTo(carla))
                .body("items[0].reasons[0].type", equalTo("INVITATION"))
                .body("items[0].reasons[0].source", equalTo(id));
        Mail mail = mails.newestTo(carla);
        assertThat(mail.getSubject()).startsWith("Your seat of Product " + sku + ": accept it until ");
        assertThat(mail.getText()).contains("Lena Fischer invites you", carla);
        assertThat(linkIn(mail).group(1)).isEqualTo(id);
        var sent = Sent.the("InvitationSent.v1", "invitation", id);
        Contracts.assertKept(sent);
        assertThat(sent.actor()).isEqualTo("lena.fischer@example.org");
    }

    @Test
    void openingTheLinkChangesNothingAndTheButtonGivesTheSeat() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String code = newestCode();

        for (int opened = 0; opened < 2; opened++) {
            open(id, code).statusCode(200).body(containsString("Accept the seat"), containsString(code));
        }
        state(id, "OPEN");
        Tokens.postingFormAs(carla)
                .redirects()
                .follow(false)
                .formParam("key", code)
                .post("/invitations/{id}/acceptance", id)
                .then()
                .statusCode(303)
                .header("Location", containsString("/assignments/seats"));

        state(id, "ACCEPTED");
        asGuest()
                .get("/seats")
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku), containsString("ask whoever invited you"))
                .body(not(containsString("/requests/new")), not(containsString("/assignments/claim")));
        open(id, code).statusCode(200).body(containsString("You have accepted this invitation"));
        var accepted = Sent.the("InvitationAccepted.v1", "invitation", id);
        Contracts.assertKept(accepted);
        assertThat(accepted.actor()).isEqualTo(carla);
    }

    @Test
    void theFormChoosesNoProductByItselfAndTakesItsName() {
        String full = story.aProduct(1);
        story.grant(story.aGrant(full, LedgerStory.somebody()));
        String sku = story.aProduct(1);

        String form = asAdministrator().get("/invitations").asString();
        post("/invitations", "Product NONE").statusCode(400).body(containsString("There is no product Product NONE."));
        post("/invitations", "").statusCode(400).body(containsString("Say which product they are to use."));
        post("/invitations", "Product " + sku).statusCode(303);

        assertThat(form).containsPattern("id=\"f-sku\" name=\"sku\" value=\"\"");
        assertThat(story.holders(sku)).containsExactly(guest.id());
    }

    @Test
    void acceptingTwiceIsAcceptingOnce() {
        String id = invited(story.aProduct(1));
        String code = newestCode();

        accept(id, code).statusCode(200).body("state", equalTo("ACCEPTED")).body("acceptedAt", notNullValue());
        accept(id, code).statusCode(200).body("state", equalTo("ACCEPTED"));

        assertThat(Sent.typesOf("invitation", id)).containsExactly("InvitationSent.v1", "InvitationAccepted.v1");
    }

    @Test
    void oneSecondBeforeTheEndItIsStillInTime() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String code = newestCode();

        leaving(ONE_SECOND, id);
        accept(id, code).statusCode(200).body("state", equalTo("ACCEPTED"));
        clock.advance(Duration.ofDays(30));
        lookAfter.look();

        state(id, "ACCEPTED");
        assertThat(story.holders(sku)).containsExactly(guest.id());
    }

    @Test
    void atFourteenDaysItIsTooLateEvenIfNobodyHasLookedYet() {
        String id = invited(story.aProduct(1));
        String code = newestCode();

        leaving(Duration.ZERO, id);

        accept(id, code).statusCode(409).body("detail", containsString("the seat has moved on"));
        state(id, "EXPIRED");
        open(id, code)
                .statusCode(200)
                .body(containsString("could be accepted until"), not(containsString("Accept the seat")));
    }

    @Test
    void theSeatMovesOnAtTheInstantAndNotBefore() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        Holder ben = LedgerStory.somebody();
        Grant waiting = story.aGrant(sku, ben);
        story.grant(waiting);

        leaving(ONE_SECOND, id);
        lookAfter.look();
        assertThat(story.holders(sku)).containsExactly(guest.id());
        leaving(Duration.ZERO, id);
        lookAfter.look();
        lookAfter.look();

        assertThat(story.holders(sku)).containsExactly(ben.id());
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        assertThat(Sent.typesOf("invitation", id))
                .containsExactly("InvitationSent.v1", "InvitationReminded.v1", "InvitationExpired.v1");
        var expired = Sent.the("InvitationExpired.v1", "invitation", id);
        Contracts.assertKept(expired);
        assertThat(expired.actor()).isEqualTo("system");
        story.provenChanges(sku);
    }

    @Test
    void oneReminderFollowsAfterSevenDaysAndBothLinksOpen() {
        String first = story.aProduct(1);
        String id = invited(first);
        String code = newestCode();

        leaving(Duration.ofDays(7).plusSeconds(5), id);
        lookAfter.look();
        assertThat(mails.to(carla)).hasSize(1);
        leaving(Duration.ofDays(7), id);
        lookAfter.look();
        lookAfter.look();

        assertThat(mails.to(carla)).hasSize(2);
        Mail reminder = mails.newestTo(carla);
        assertThat(reminder.getSubject()).startsWith("Still yours: a seat of Product " + first);
        assertThat(linkIn(reminder).group(1)).isEqualTo(id);
        assertThat(linkIn(reminder).group(2)).isNotEqualTo(code);
        Contracts.assertKept(Sent.the("InvitationReminded.v1", "invitation", id));
        accept(id, code).statusCode(200);
    }

    @Test
    void theReminderOpensTheInvitationToo() {
        String id = invited(story.aProduct(1));
        clock.advance(Duration.ofDays(8));
        lookAfter.look();

        accept(id, newestCode()).statusCode(200);
    }

    @Test
    void invitingAgainKeepsTheSeatAndBeginsANewTermUnderANewCode() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String oldCode = newestCode();
        UUID seat = story.seatOf(sku, guest);
        clock.advance(Duration.ofDays(13));
        lookAfter.look();
        String reminderCode = newestCode();

        invite(carla, sku).statusCode(201).body("id", equalTo(id));
        String newCode = newestCode();
        clock.advance(Duration.ofDays(13));
        lookAfter.look();

        assertThat(story.seatOf(sku, guest)).isEqualTo(seat);
        asAdministrator()
                .get("/api/invitations?email={carla}&sku={sku}", carla, sku)
                .then()
                .body("items", hasSize(1));
        accept(id, oldCode).statusCode(400);
        accept(id, reminderCode).statusCode(400);
        accept(id, newCode).statusCode(200);
        assertThat(Sent.typesOf("invitation", id))
                .containsExactly(
                        "InvitationSent.v1",
                        "InvitationReminded.v1",
                        "InvitationSent.v1",
                        "InvitationReminded.v1",
                        "InvitationAccepted.v1");
    }

    @Test
    void manyWhoInviteTheSameGuestAtOnceSendOneInvitation() throws Exception {
        String sku = story.aProduct(5);
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> invite(carla, sku).extract().statusCode())
                    .toList();
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(201);
            }
        } finally {
            threads.shutdown();
        }

        assertThat(story.pool(sku).used()).isEqualTo(1);
        asAdministrator()
                .get("/api/invitations?email={carla}&state=open", carla)
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void withoutAFreeSeatNobodyIsInvitedAndTheNumbersSayWhy() {
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, LedgerStory.somebody()), story.aGrant(sku, LedgerStory.somebody()));

        invite(carla, sku)
                .statusCode(409)
                .body("code", equalTo("NO_FREE_SEAT"))
                .body("detail", containsString("1 of 1 are taken, and 1 wait"))
                .body("purchased", equalTo(1))
                .body("used", equalTo(1))
                .body("free", equalTo(0))
                .body("waiting", equalTo(1));

        assertThat(mails.to(carla)).isEmpty();
        assertThat(Sent.ofType("AssignmentRefused.v1"))
                .noneMatch(event -> event.body().contains(carla));
        asAdministrator().get("/api/invitations?email={carla}", carla).then().body("items", hasSize(0));
    }

    @Test
    void whoIsInTheDirectoryIsAssignedByHandInstead() {
        Holder ada = LedgerStory.somebody();
        inTheDirectory(ada);

        invite(ada.email(), story.aProduct(1))
                .statusCode(409)
                .body("code", equalTo("IN_DIRECTORY"))
                .body("detail", containsString("assign the seat by hand"));
    }

    @Test
    void whoHoldsTheSeatAlreadyIsNotInvitedAgain() {
        String sku = story.aProduct(2);
        accept(invited(sku), newestCode()).statusCode(200);

        invite(carla, sku).statusCode(409).body("code", equalTo("ALREADY_HELD"));
    }

    @Test
    void rubbishIsRefusedWithTheField() {
        String sku = story.aProduct(1);

        for (String email : List.of(
                "", "carla", "a@b@c.example", "a b@c.example", "<a@b.example>", "a@b.example\\r\\nBcc: x@y.z")) {
            invite(email, sku).statusCode(400).body(containsString("\"email\""));
        }
        invite(carla, "").statusCode(400).body(containsString("\"sku\""));
        invite(carla, "NOBODY-SELLS-THIS").statusCode(404);
    }

    @Test
    void onlyTheInvitedAddressAcceptsAndOthersDoNotEvenLearnOfIt() {
        String id = invited(story.aProduct(1));
        String code = newestCode();
        String mallory = "mallory." + Ids.next() + "@studio.example";

        accept(Tokens.as(mallory), id, code).statusCode(404);
        accept(asAdministrator(), id, code).statusCode(404);
        Tokens.as(mallory)
                .get("/invitations/{id}/acceptance?key={code}", id, code)
                .then()
                .statusCode(404)
                .body(not(containsString(carla)));

        state(id, "OPEN");
    }

    @Test
    void afterTenWrongCodesOnlyANewInvitationHelps() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String code = newestCode();

        for (int attempt = 0; attempt < 10; attempt++) {
            accept(id, "wrong" + attempt).statusCode(400);
        }
        accept(id, code).statusCode(409).body("code", equalTo("TOO_MANY_WRONG_CODES"));
        invite(carla, sku).statusCode(201);

        accept(id, code).statusCode(400);
        accept(id, newestCode()).statusCode(200);
    }

    @Test
    void aWithdrawnInvitationFreesItsSeatAndItsLinkOpensNothing() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String code = newestCode();
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(waiting);

        withdraw(id).statusCode(204);
        withdraw(id).statusCode(204);

        accept(id, code).statusCode(409).body("code", equalTo("WITHDRAWN"));
        state(id, "WITHDRAWN");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        Contracts.assertKept(Sent.the("InvitationWithdrawn.v1", "invitation", id));
    }

    @Test
    void whatWasAcceptedOrHasExpiredIsNotWithdrawn() {
        String accepted = invited(story.aProduct(1));
        accept(accepted, newestCode()).statusCode(200);
        withdraw(accepted).statusCode(409).body("detail", containsString("Remove the seat instead"));

        String expired = invited(story.aProduct(1));
        clock.advance(Duration.ofDays(14));
        withdraw(expired).statusCode(409).body("code", equalTo("EXPIRED"));
    }

    @Test
    void aSeatTakenAwayLeavesNothingToAccept() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String code = newestCode();

        story.removeSeat(story.seatOf(sku, guest));

        accept(id, code).statusCode(409);
        lookAfter.look();
        state(id, "WITHDRAWN");
        invite(carla, sku).statusCode(201).body("id", not(equalTo(id)));
    }

    @Test
    void invitingAfterTheEndIsANewInvitationEvenIfNobodyHasLookedYet() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        clock.advance(Duration.ofDays(15));

        String next = invite(carla, sku)
                .statusCode(201)
                .body("id", not(equalTo(id)))
                .extract()
                .path("id");

        state(id, "EXPIRED");
        assertThat(story.pool(sku).used()).isEqualTo(1);
        accept(next, newestCode()).statusCode(200);
    }

    @Test
    void aGuestWhoJoinsTheCompanyKeepsTheSeatAsThatPerson() {
        String sku = story.aProduct(1);
        String id = invited(sku);
        String code = newestCode();
        Holder person = new Holder(Ids.next(), carla, "Carla Moreno");
        inTheDirectory(person);

        lookAfter.look();
        lookAfter.look();

        assertThat(story.holders(sku)).containsExactly(person.id());
        assertThat(story.pool(sku).used()).isEqualTo(1);
        accept(id, code).statusCode(200).body("holdsSeat", equalTo(true));
        story.provenChanges(sku);
    }

    @Test
    void theCodeIsNowhereButInTheMail() {
        String id = invited(story.aProduct(1));
        String code = newestCode();

        String row = database.read(
                handle -> handle.createQuery("select i::text from invitation i where id = cast(:id as uuid)")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
        assertThat(row).doesNotContain(code);
        assertThat(Sent.of("invitation", id)).noneMatch(event -> event.body().contains(code));
        asAdministrator().get("/api/invitations/{id}", id).then().body(not(containsString(code)));
        assertThat(InvitationCode.typed(code)).hasToString("code");
    }

    @Test
    void thePageShowsWhatIsOpenWithItsCostAndWhatBecameOfTheOthers() {
        String sku = story.aProduct(3);
        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"Product " + sku + "\", \"monthlyPrice\": 28.10, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);
        String open = "olga." + Ids.next() + "@studio.example";
        String gone = "gil." + Ids.next() + "@studio.example";
        invite(open, sku).statusCode(201);
        withdraw(invite(gone, sku).statusCode(201).extract().path("id")).statusCode(204);
        accept(invited(sku), newestCode()).statusCode(200);

        asAdministrator()
                .get("/invitations")
                .then()
                .statusCode(200)
                .body(containsString(open), containsString(gone), containsString(carla))
                .body(containsString("13 days 23 hours"), containsString("€28.10"), containsString("€0.00"));
    }

    @Test
    void theFormSaysWhatIsWrongAndKeepsWhatWasTyped() {
        Holder ada = LedgerStory.somebody();
        inTheDirectory(ada);

        Tokens.postingFormAs("lena.fischer@example.org", "license-admin")
                .formParam("email", ada.email())
                .formParam("sku", story.aProduct(1))
                .post("/invitations")
                .then()
                .statusCode(409)
                .body(containsString("assign the seat by hand"), containsString("value=\"" + ada.email() + "\""));
    }

    private ValidatableResponse invite(String email, String sku) {
        return asAdministrator()
                .contentType("application/json")
                .body("{\"email\": \"%s\", \"sku\": \"%s\"}".formatted(email, sku))
                .post("/api/invitations")
                .then();
    }

    private ValidatableResponse post(String path, String product) {
        return Tokens.postingFormAs("lena.fischer@example.org", "license-admin")
                .redirects()
                .follow(false)
                .formParam("email", carla)
                .formParam("sku", product)
                .post(path)
                .then();
    }

    private String invited(String sku) {
        return invite(carla, sku).statusCode(201).extract().path("id");
    }

    private ValidatableResponse open(String id, String code) {
        return asGuest()
                .get("/invitations/{id}/acceptance?key={code}", id, code)
                .then();
    }

    private ValidatableResponse accept(String id, String code) {
        return accept(asGuest(), id, code);
    }

    private static ValidatableResponse accept(RequestSpecification who, String id, String code) {
        return who.contentType("application/json")
                .body("{\"code\": \"" + code + "\"}")
                .post("/api/invitations/{id}/acceptance", id)
                .then();
    }

    private static ValidatableResponse withdraw(String id) {
        return asAdministrator().delete("/api/invitations/{id}", id).then();
    }

    private static void state(String id, String expected) {
        asAdministrator().get("/api/invitations/{id}", id).then().body("state", equalTo(expected));
    }

    /** Lets time pass until so much of the invitation's life is left. */
    private void leaving(Duration left, String id) {
        Instant end = Instant.parse(
                asAdministrator().get("/api/invitations/{id}", id).jsonPath().getString("expiresAt"));
        clock.advance(Duration.between(clock.instant(), end).minus(left));
    }

    private String newestCode() {
        return linkIn(mails.newestTo(carla)).group(2);
    }

    private static Matcher linkIn(Mail mail) {
        Matcher link = LINK.matcher(mail.getText());
        assertThat(link.find()).isTrue();
        return link;
    }

    private void inTheDirectory(Holder person) {
        database.doInTransaction(tx -> tx.createUpdate("""
                        insert into person (id, email, name, active, as_of) values (:id, :email, :name, true, now())
                        """)
                .bind("id", person.id())
                .bind("email", person.email())
                .bind("name", person.name())
                .execute());
    }

    private RequestSpecification asGuest() {
        return Tokens.as(carla);
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }
}
