package org.licensedesk.approval.decision;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class DecidingTest {

    @Inject
    EventsConsumer consumer;

    private Company company;
    private final UUID requestId = Envelopes.anId();

    @BeforeEach
    void aCompany() {
        company = Company.ofFour();
    }

    @Test
    void theLineManagerApproves() {
        kevinAsks();

        var answer = decides(company.email("grace"), requestId, "APPROVE", "Needed for the migration.");

        answer.then()
                .statusCode(200)
                .body("requestId", equalTo(requestId.toString()))
                .body("status", equalTo("APPROVED"))
                .body("$", hasKey("dueAt"))
                .body("dueAt", nullValue())
                .body(
                        "why",
                        equalTo(company.displayName("grace") + " is " + company.displayName("kevin") + "'s manager"))
                .body("stages.stage", contains(1))
                .body("stages[0].approvers.email", contains(company.email("grace")))
                .body("decisions[0].by.email", equalTo(company.email("grace")))
                .body("decisions[0].by.name", equalTo(company.displayName("grace")))
                .body("decisions[0].decision", equalTo("APPROVE"))
                .body("decisions[0].reason", equalTo("Needed for the migration."));
        var requested = Sent.the("ApprovalRequested.v1", "case", requestId);
        var approved = Sent.the("RequestApproved.v1", "case", requestId);
        Contracts.assertKept(requested);
        Contracts.assertKept(approved);
        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestApproved.v1");
        assertThat(requested.actor()).isEqualTo("system");
        assertThat(approved.actor()).isEqualTo(company.email("grace"));
        assertThat(approved.causationId()).isEqualTo(requested.id());
        assertThat(approved.time()).isAfter(requested.time());
    }

    @Test
    void whoWaitsAtTheirDeskHearsWhatComes() {
        var grace = company.email("grace");
        var tag = Tokens.as(grace)
                .get("/api/cases")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        Tokens.as(grace).header("If-None-Match", tag).get("/api/cases").then().statusCode(304);

        var waiting = CompletableFuture.supplyAsync(() -> Tokens.as(grace)
                .header("If-None-Match", tag)
                .header("Prefer", "wait=5")
                .get("/api/cases"));
        kevinAsks();

        waiting.join().then().statusCode(200).body("items.requestId", contains(requestId.toString()));
    }

    @Test
    void theLineManagerRejectsWithAReason() {
        kevinAsks();

        decides(company.email("grace"), requestId, "REJECT", " Use the team's workspace. ")
                .then()
                .statusCode(200)
                .body("status", equalTo("REJECTED"))
                .body("decisions[0].reason", equalTo("Use the team's workspace."));

        var rejected = Sent.the("RequestRejected.v1", "case", requestId);
        Contracts.assertKept(rejected);
        assertThat(Envelopes.body(rejected).get("reason").asText()).isEqualTo("Use the team's workspace.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void rejectingWithoutAReasonIsRefusedAndDecidesNothing(String reason) {
        kevinAsks();

        decides(company.email("grace"), requestId, "REJECT", reason)
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("violations.field", contains("reason"));

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
    }

    @Test
    void aReasonTooLongOrNoTextIsRefused() {
        kevinAsks();

        decides(company.email("grace"), requestId, "APPROVE", "x".repeat(2001))
                .then()
                .statusCode(400)
                .body("violations.field", contains("reason"));
        decides(company.email("grace"), requestId, "APPROVE", "a\u0000b")
                .then()
                .statusCode(400)
                .body("violations.field", contains("reason"));
        decides(company.email("grace"), requestId, "APPROVE", "x".repeat(2000))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"decision\": null}",
                "{\"decision\": \"MAYBE\"}",
                "{\"decision\": 1}",
                "{\"decision\": \"APPROVE\", \"approver\": \"ada@example.org\"}",
                "{\"decision\": \"APPROVE\", \"reason\": {\"deep\": true}}",
                "[]",
                "nonsense"
            })
    void aBodyThatIsNoneIsRefused(String body) {
        kevinAsks();

        Tokens.as(company.email("grace"))
                .contentType(JSON)
                .body(body)
                .post("/api/cases/" + requestId + "/decision")
                .then()
                .statusCode(400);

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
    }

    @Test
    void theSameDecisionAgainIsAnsweredLikeTheFirst() {
        kevinAsks();
        var first = decides(company.email("grace"), requestId, "APPROVE", null).asString();

        var again = decides(company.email("grace"), requestId, "APPROVE", "and now with a reason");

        again.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(first);
        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestApproved.v1");
    }

    @Test
    void theOppositeDecisionComesTooLate() {
        kevinAsks();
        decides(company.email("grace"), requestId, "APPROVE", null);

        decides(company.email("grace"), requestId, "REJECT", "changed my mind")
                .then()
                .statusCode(409)
                .body("code", equalTo("ALREADY_DECIDED"))
                .body("detail", matchesPattern("Already approved by Grace Of .* at \\d\\d:\\d\\d\\."))
                .body("decidedBy.email", equalTo(company.email("grace")))
                .body("decidedAt", notNullValue());
    }

    @Test
    void theSecondOfTwoOwnersLearnsWhoWasQuicker() {
        company.with("olga", null).with("peter", null).imported();
        Company.namesOwners(company.email("olga"), company.email("peter"));
        adaAsks();
        decides(company.email("olga"), requestId, "REJECT", "No budget this year.");

        decides(company.email("peter"), requestId, "APPROVE", null)
                .then()
                .statusCode(409)
                .body("detail", matchesPattern("Already rejected by Olga Of .* at \\d\\d:\\d\\d\\."));

        Tokens.as(company.email("peter"))
                .get("/api/cases/" + requestId)
                .then()
                .statusCode(200)
                .body("status", equalTo("REJECTED"));
        Company.namesOwners();
    }

    @Test
    void theRequesterMaySeeButNotDecide() {
        kevinAsks();

        decides(company.email("kevin"), requestId, "APPROVE", null)
                .then()
                .statusCode(403)
                .body("detail", equalTo("Nobody decides on their own request."));
        decides(company.email("kevin").toUpperCase(), requestId, "APPROVE", null)
                .then()
                .statusCode(403);
        Tokens.as(company.email("kevin")).get("/api/cases/" + requestId).then().statusCode(200);
        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
    }

    @Test
    void aManagerWhoAsksForAReportDoesNotDecide() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "grace", "kevin")));

        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(403);
        decides(company.email("kevin"), requestId, "APPROVE", null)
                .then()
                .statusCode(403)
                .body("detail", equalTo("Nobody decides on a request that is for themselves."));
        decides(company.email("omar"), requestId, "APPROVE", null).then().statusCode(200);
    }

    @Test
    void anAdministratorWhoAsksAndIsTheManagerToo() {
        var graceWithoutId = new PersonRef(null, company.email("grace"), "Grace");
        consumer.receive(Envelopes.batch(company.submits(requestId, graceWithoutId, "kevin")));

        Tokens.as(company.email("grace"), "license-admin")
                .contentType(JSON)
                .body("{\"decision\": \"APPROVE\"}")
                .post("/api/cases/" + requestId + "/decision")
                .then()
                .statusCode(403);
        assertThat(Envelopes.body(Sent.the("ApprovalRequested.v1", "case", requestId))
                        .at("/approvers/0/email")
                        .asText())
                .isEqualTo(company.email("omar"));
    }

    @Test
    void administratorsAndAuditorsReadButDoNotDecide() {
        kevinAsks();

        for (var role : List.of("license-admin", "auditor")) {
            Tokens.as("somebody@administrators.example", role)
                    .get("/api/cases/" + requestId)
                    .then()
                    .statusCode(200);
            Tokens.as("somebody@administrators.example", role)
                    .contentType(JSON)
                    .body("{\"decision\": \"APPROVE\"}")
                    .post("/api/cases/" + requestId + "/decision")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("NOT_AN_APPROVER"));
        }
    }

    @Test
    void whoeverMustNotSeeItLearnsNothing() {
        kevinAsks();
        var unknown = Envelopes.anId();

        for (var stranger : List.of(company.email("omar"), company.email("ada"), "nobody@elsewhere.example")) {
            var hidden = Tokens.as(stranger).get("/api/cases/" + requestId);
            var missing = Tokens.as(stranger).get("/api/cases/" + unknown);
            hidden.then().statusCode(404);
            missing.then().statusCode(404);
            assertThat(hidden.asString()).isEqualTo(missing.asString());
            assertThat(decides(stranger, requestId, "APPROVE", null).asString())
                    .isEqualTo(decides(stranger, unknown, "APPROVE", null).asString());
            decides(stranger, requestId, "REJECT", null).then().statusCode(404);
        }
        Tokens.as(company.email("omar")).get("/api/cases/not-an-id").then().statusCode(404);
    }

    @Test
    void aFormerManagerNeitherSeesNorDecides() {
        kevinAsks();
        company.with("kevin", "ada").imported();

        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(404);
        Tokens.as(company.email("grace")).get("/api/cases/" + requestId).then().statusCode(404);
        decides(company.email("ada"), requestId, "APPROVE", null).then().statusCode(200);
    }

    @Test
    void whoeverDecidedStillSeesItAfterTheDirectoryChanged() {
        kevinAsks();
        decides(company.email("grace"), requestId, "APPROVE", null);
        company.with("kevin", "ada").imported();

        Tokens.as(company.email("grace"))
                .get("/api/cases/" + requestId)
                .then()
                .statusCode(200)
                .body("decisions[0].by.email", equalTo(company.email("grace")));
        Tokens.as(company.email("ada")).get("/api/cases/" + requestId).then().statusCode(404);
    }

    @Test
    void aWithdrawnRequestIsNotDecided() {
        kevinAsks();
        consumer.receive(Envelopes.batch(company.withdraws(requestId, "kevin")));

        decides(company.email("grace"), requestId, "APPROVE", null)
                .then()
                .statusCode(409)
                .body("code", equalTo("WITHDRAWN"));
        waitingOf("grace").body("items.requestId", empty());
    }

    @Test
    void theDeskShowsWhatWaitsInTheOrderOfSubmission() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            var id = Envelopes.anId();
            ids.add(id.toString());
            consumer.receive(Envelopes.batch(company.submits(id, "kevin", "kevin")));
        }

        waitingOf("grace")
                .body("items.requestId", equalTo(ids))
                .body("next", nullValue())
                .body("items[0].requester.email", equalTo(company.email("kevin")))
                .body("items[0].beneficiary.name", equalTo(company.displayName("kevin")))
                .body("items[0].sku", notNullValue())
                .body("items[0].productName", notNullValue())
                .body("items[0].justification", notNullValue())
                .body("items[0].stage", equalTo(1))
                .body("items[0].dueAt", nullValue())
                .body("items[0].why", containsString("'s manager"));
        waitingOf("kevin").body("items", empty());
    }

    @Test
    void theDeskIsReadInPagesWithoutLosingAny() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            var id = Envelopes.anId();
            ids.add(id.toString());
            consumer.receive(Envelopes.batch(company.submits(id, "kevin", "kevin")));
        }

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = Tokens.as(company.email("grace"))
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor == null ? "" : cursor)
                    .get("/api/cases")
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.requestId"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void decidedCasesLeaveTheDeskAndStandAmongTheDecidedOnes() {
        var first = Envelopes.anId();
        var second = Envelopes.anId();
        consumer.receive(
                Envelopes.batch(company.submits(first, "kevin", "kevin"), company.submits(second, "kevin", "kevin")));
        decides(company.email("grace"), first, "APPROVE", null);
        decides(company.email("grace"), second, "REJECT", "Use the team's workspace.");

        waitingOf("grace").body("items", empty());
        Tokens.as(company.email("grace"))
                .queryParam("state", "decided")
                .get("/api/cases")
                .then()
                .statusCode(200)
                .body("items.requestId", contains(second.toString(), first.toString()))
                .body("items.status", contains("REJECTED", "APPROVED"))
                .body("items[0].decisions[0].reason", equalTo("Use the team's workspace."));
    }

    @Test
    void listsRefuseWhatTheyDoNotKnow() {
        for (var query : List.of("state=lost", "limit=0", "limit=201", "limit=many", "cursor=rubbish")) {
            Tokens.as(company.email("grace"))
                    .get("/api/cases?" + query)
                    .then()
                    .statusCode(400)
                    .contentType(containsString("application/problem+json"))
                    .body("violations", notNullValue());
        }
    }

    private io.restassured.response.ValidatableResponse waitingOf(String name) {
        return Tokens.as(company.email(name)).get("/api/cases").then().statusCode(200);
    }

    private void kevinAsks() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
    }

    private void adaAsks() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "ada", "ada")));
    }
}
