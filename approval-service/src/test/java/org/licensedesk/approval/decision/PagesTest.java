package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class PagesTest {

    private static final Pattern VERSION = Pattern.compile("outcome\\?version=([^\"&]+)");

    @Inject
    EventsConsumer consumer;

    // one for all tests: the state of the product counts on
    private static final Envelopes assignment = new Envelopes();
    private final UUID requestId = Envelopes.anId();
    private Company company;

    @BeforeEach
    void aCompany() {
        company = Company.ofFour();
    }

    @Test
    void theDeskShowsWhatOneDecidesBy() {
        productKnown(12, 40, 0);
        kevinAsks();

        assertThat(page("grace", "/"))
                .contains("/approvals/" + requestId)
                .contains("Project Plan 3")
                .contains("€28.10")
                .contains("28 free")
                .contains("We take over the migration plan")
                .contains("The oldest comes first.");
        assertThat(page("kevin", "/")).contains("Nothing waits for you").doesNotContain(requestId.toString());
    }

    @Test
    void theFormShowsAllTheEvidence() {
        productKnown(12, 40, 0);
        consumer.receive(Envelopes.batch(assignment.sample(
                "SeatAssigned.v1",
                Map.of(
                        "reasonId", UUID.randomUUID().toString(),
                        "seatId", UUID.randomUUID().toString(),
                        "sku", "VISIO_" + requestId,
                        "productName", "Visio Plan 2",
                        "holder.email", company.email("kevin")))));
        kevinAsks();

        assertThat(page("grace", "/" + requestId))
                .contains(company.displayName("kevin") + " asks for Project Plan 3")
                .contains("Title of kevin, Engineering")
                .contains("€28.10 a month")
                .contains("28 of 40 seats free, 0 waiting")
                .contains("Visio Plan 2")
                .contains("in Engineering have it")
                .contains("You decide because you are " + company.displayName("kevin") + "&#39;s manager.")
                .contains("With a yes, Kevin has a seat at once.")
                .contains("data-key=\"a\"")
                .contains("data-key=\"r\"");
    }

    @Test
    void seatsThatAreNotGivenAtPresentAreNotCalledFree() {
        termOfTheProduct("SUSPENDED");
        kevinAsks();

        assertThat(page("grace", "/")).contains("none given at present").doesNotContain("28 free");
        assertThat(page("grace", "/" + requestId))
                .contains("No seats are given at present, 0 waiting")
                .contains("With a yes, Kevin is 1st in the waiting list: no seats are given at present.")
                .doesNotContain("seats free");

        termOfTheProduct("ENDED");
        assertThat(page("grace", "/")).contains("subscription ended");
        assertThat(page("grace", "/" + requestId))
                .contains("No seats are given: the subscription has ended")
                .contains("Even with a yes, Kevin gets no seat: the subscription has ended.");

        termOfTheProduct("ACTIVE");
        assertThat(page("grace", "/" + requestId)).contains("28 of 40 seats free, 0 waiting");
    }

    @Test
    void theFormSaysWhatWouldKeepTheSeatFromBeingGiven() {
        var lite = "LITE_" + requestId;
        var base = "BASE_" + requestId;
        consumer.receive(Envelopes.batch(
                assignment.sample("Product.v1", Map.of("sku", lite, "name", "Project Lite", "excludes", List.of())),
                assignment.sample("Product.v1", Map.of("sku", base, "name", "Project Base")),
                assignment.sample("Product.v1", Map.of("requires", List.of(base), "excludes", List.of(lite))),
                assignment.sample(
                        "SeatAssigned.v1",
                        Map.of(
                                "reasonId", UUID.randomUUID().toString(),
                                "seatId", UUID.randomUUID().toString(),
                                "sku", lite,
                                "productName", "Project Lite",
                                "holder.email", company.email("kevin")))));
        kevinAsks();

        assertThat(page("grace", "/" + requestId))
                .contains("<dt>Needs</dt><dd>Project Base</dd>")
                .contains("<dt>Not with</dt><dd>Project Lite</dd>")
                .contains("does not hold Project Base, which Project Plan 3 needs")
                .contains("holds Project Lite, which cannot be held together with Project Plan 3")
                .contains("Even with a yes, Kevin gets no seat as things stand.")
                .doesNotContain("has a seat at once");

        consumer.receive(
                Envelopes.batch(assignment.sample("Product.v1", Map.of("requires", List.of(), "excludes", List.of()))));
        assertThat(page("grace", "/" + requestId))
                .doesNotContain("as things stand")
                .contains("With a yes, Kevin has a seat at once.");
    }

    @Test
    void theRequesterSeesWhereItIsButNeitherButtonsNorEvidence() {
        kevinAsks();

        assertThat(page("kevin", "/" + requestId))
                .contains("Waiting for " + company.displayName("grace"))
                .doesNotContain("data-key=\"a\"")
                .doesNotContain("in Engineering have it")
                .doesNotContain("/decision\"");
        Tokens.as(company.email("omar")).get("/" + requestId).then().statusCode(404);
        Tokens.as(company.email("omar"))
                .get("/" + requestId + "/outcome")
                .then()
                .statusCode(404);
        Tokens.as(company.email("omar")).get("/" + requestId + "/news").then().statusCode(404);
    }

    @Test
    void decidingWithoutJavaScriptLeadsBackToThePage() {
        kevinAsks();

        form("grace", "APPROVE", "")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/approvals/" + requestId));

        assertThat(page("grace", "/" + requestId)).contains("Approved. The seat is being given out.");
    }

    @Test
    void decidingInTheRowWithoutJavaScriptLeadsBackToTheDesk() {
        kevinAsks();

        form("grace", "REJECT", "Use the team's workspace.")
                .formParam("from", "desk")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/approvals/"));

        assertThat(page("grace", "/")).contains("Rejected").contains("Use the team&#39;s workspace.");
    }

    @Test
    void decidingWithHtmxAnswersTheChangedPartOnly() {
        kevinAsks();

        var answer = form("grace", "APPROVE", "")
                .header("HX-Request", "true")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(answer).contains("Approved.").doesNotContain("<html");
    }

    @Test
    void aRowIsExchangedForWhatBecameOfIt() {
        kevinAsks();

        var answer = form("grace", "APPROVE", "")
                .formParam("from", "desk")
                .header("HX-Request", "true")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(answer.strip()).startsWith("<tr").contains("Approved.").doesNotContain("<html");
    }

    @Test
    void aRejectionWithoutAReasonStandsBesideTheField() {
        kevinAsks();

        form("grace", "REJECT", " ")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(400)
                .body(containsString("Say why you reject it"))
                .body(containsString("aria-invalid=\"true\""));
        form("grace", "MAYBE", "keep this text")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(400)
                .body(containsString("keep this text"));

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
    }

    @Test
    void whoeverIsLateLearnsItAndLosesNothing() {
        company.with("olga", null).with("peter", null).imported();
        Company.namesOwners(company.email("olga"), company.email("peter"));
        consumer.receive(Envelopes.batch(company.submits(requestId, "ada", "ada")));
        var shown = page("peter", "/" + requestId);
        decides(company.email("olga"), requestId, "APPROVE", null);

        for (var htmx : new boolean[] {true, false}) {
            var form = form("peter", "REJECT", "my long explanation");
            (htmx ? form.header("HX-Request", "true") : form)
                    .post("/" + requestId + "/decision")
                    .then()
                    .statusCode(409)
                    .body(containsString("Already approved by " + company.displayName("olga")))
                    .body(containsString("my long explanation"));
        }
        form("peter", "APPROVE", "")
                .formParam("from", "desk")
                .header("HX-Request", "true")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(409)
                .body(containsString("<tr"))
                .body(containsString("Already approved by"));
        assertThat(shown).contains("/news?version=WAITING");
        Tokens.as(company.email("peter"))
                .get("/" + requestId + "/news?version=WAITING")
                .then()
                .statusCode(200)
                .body(containsString("Approved by " + company.displayName("olga")));
        Company.namesOwners();
    }

    @Test
    void theOutcomeIsToldAsSoonAsItIsKnown() {
        kevinAsks();
        decides(company.email("grace"), requestId, "APPROVE", null);
        var version = versionOn(page("grace", "/" + requestId));
        outcome(version).then().statusCode(204);

        consumer.receive(Envelopes.batch(assignment.sample("SeatAssigned.v1", reason())));

        outcome(version).then().statusCode(200).body(containsString("Approved. Kevin has a seat."));
        assertThat(page("grace", "/" + requestId)).contains("Kevin has a seat.").doesNotContain("/outcome?");
    }

    @Test
    void aPlaceInTheWaitingListIsToldWithItsNumber() {
        kevinAsks();
        decides(company.email("grace"), requestId, "APPROVE", null);
        var fields = new LinkedHashMap<String, Object>(reason());
        fields.remove("seatId");
        fields.put("grantedAt", "2026-11-22T10:00:00Z");
        fields.put("sku", "SKU_" + requestId);

        consumer.receive(Envelopes.batch(assignment.sample("Waitlisted.v1", fields)));

        var page = page("grace", "/" + requestId);
        assertThat(page).contains("All seats are taken: Kevin is 1st in the waiting list.");
        outcome(versionOn(page)).then().statusCode(204);
    }

    @Test
    void whoWaitsWhileNoSeatsAreGivenIsNotSaidToWaitForAFreeOne() {
        kevinAsks();
        decides(company.email("grace"), requestId, "APPROVE", null);
        var fields = new LinkedHashMap<String, Object>(reason());
        fields.remove("seatId");
        fields.put("grantedAt", "2026-11-22T10:00:00Z");
        fields.put("sku", "SKU_" + requestId);

        consumer.receive(Envelopes.batch(
                assignment.sample("Product.v1", Map.of("sku", "SKU_" + requestId, "state", "GRACE")),
                assignment.sample("Waitlisted.v1", fields)));

        assertThat(page("grace", "/" + requestId))
                .contains("No seats are given at present: Kevin is 1st in the waiting list.");
    }

    @Test
    void theNextCaseIsOneKeyAway() {
        var other = Envelopes.anId();
        consumer.receive(Envelopes.batch(
                company.submits(requestId, "kevin", "kevin"), company.submits(other, "kevin", "kevin")));
        decides(company.email("grace"), requestId, "APPROVE", null);

        assertThat(page("grace", "/" + requestId)).contains("href=\"/approvals/" + other + "\" data-key=\"n\"");
        decides(company.email("grace"), other, "APPROVE", null);
        assertThat(page("grace", "/" + other)).contains("Nothing else waits for you");
    }

    @Test
    void aJustificationIsDataWhateverItSays() {
        consumer.receive(
                Envelopes.batch(company.submitsBecause(requestId, "kevin", "<img src=x onerror=alert(1)> {company}")));

        for (var path : new String[] {"/", "/" + requestId}) {
            assertThat(page("grace", path))
                    .doesNotContain("<img src=x")
                    .contains("&lt;img src=x")
                    .contains("{company}");
        }
    }

    @Test
    void theDeskSaysSoWhenSomethingNewCame() {
        kevinAsks();
        var shown = page("grace", "/");
        var address = Pattern.compile("/approvals(/fragments/desk\\?[^\"]+)\"").matcher(shown);
        assertThat(address.find()).isTrue();
        var poll = address.group(1).replace("&amp;", "&");
        Tokens.as(company.email("grace"))
                .urlEncodingEnabled(false)
                .get(poll)
                .then()
                .statusCode(204);

        consumer.receive(Envelopes.batch(company.submits(Envelopes.anId(), "kevin", "kevin")));

        Tokens.as(company.email("grace"))
                .urlEncodingEnabled(false)
                .get(poll)
                .then()
                .statusCode(200)
                .body(containsString("A new request came in."));
    }

    @Test
    void theNavigationCountsWhatWaits() {
        kevinAsks();

        assertThat(page("grace", "/fragments/nav")).contains("Approvals").contains(">1<");
        Tokens.as(company.email("kevin")).get("/fragments/nav").then().statusCode(204);
        assertThat(page("omar", "/fragments/nav")).contains("Approvals").doesNotContain("waiting for you");
    }

    @Test
    void everyDecisionOfMineCanBeFoundAgain() {
        kevinAsks();
        decides(company.email("grace"), requestId, "REJECT", "Not this year.");

        assertThat(page("grace", "/decided")).contains(requestId.toString()).contains("Not this year.");
        assertThat(page("kevin", "/decided")).contains("You have decided nothing yet");
    }

    @Test
    void aPersonsRequestsAreShownToAdministrators() {
        kevinAsks();

        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get("/fragments/requests?email=" + company.email("kevin"))
                .then()
                .statusCode(200)
                .body(containsString(requestId.toString()))
                .body(containsString("Waiting for a decision"));
    }

    private io.restassured.response.Response outcome(String version) {
        return Tokens.as(company.email("grace")).get("/" + requestId + "/outcome?version=" + version);
    }

    private static String versionOn(String page) {
        var version = VERSION.matcher(page);
        assertThat(version.find()).as("the page asks for the outcome").isTrue();
        return version.group(1);
    }

    private Map<String, Object> reason() {
        return Map.of(
                "reasonId", requestId.toString(),
                "source", requestId.toString(),
                "seatId", UUID.randomUUID().toString(),
                "holder.email", company.email("kevin"));
    }

    private void productKnown(int used, int purchased, int waiting) {
        consumer.receive(Envelopes.batch(assignment.sample(
                "Product.v1",
                Map.of("purchased", purchased, "used", used, "waiting", waiting, "requires", List.of()))));
    }

    private void termOfTheProduct(String state) {
        consumer.receive(Envelopes.batch(assignment.sample(
                "Product.v1",
                Map.of("purchased", 40, "used", 12, "waiting", 0, "state", state, "requires", List.of()))));
    }

    private void kevinAsks() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
    }

    private RequestSpecification form(String name, String decision, String reason) {
        return Tokens.postingFormAs(company.email(name))
                .formParam("decision", decision)
                .formParam("reason", reason);
    }

    private String page(String name, String path) {
        return Tokens.as(company.email(name))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
