package org.licensedesk.approval;

import static io.restassured.http.ContentType.JSON;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.testing.AuthorizationTable;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Tokens;

/** Who may do what: every endpoint, every kind of person, every state of a case that makes a difference. */
@QuarkusTest
class AuthorizationTest {

    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    EventsConsumer consumer;

    private final Company company = new Company();

    @Test
    void everyEndpointAdmitsWhomItShould() {
        company.with("omar", null)
                .with("grace", "omar")
                .with("mona", "grace")
                .with("kevin", "grace")
                .imported();
        company.id("kevin");
        Company.namesOwners();

        var table = AuthorizationTable.ofService("/approvals")
                .actor("nobody", AuthorizationTable::nobody)
                .actor("requester", () -> Tokens.as(company.email("mona")))
                .actor("beneficiary", () -> Tokens.as(company.email("kevin")))
                .actor("approver", () -> Tokens.as(company.email("grace")))
                .actor("stranger", () -> Tokens.as(company.email("omar")))
                .actor("administrator", () -> Tokens.as("lena@administrators.example", "license-admin"))
                .actor("auditor", () -> Tokens.as("amara@administrators.example", "auditor"));

        forEverybody(table, "GET /approvals/api/cases");
        forEverybody(table, "GET /approvals/api/people");
        forEverybody(table, "GET /approvals/decided");
        forEverybody(table, "GET /approvals/");
        table.row("GET /approvals/fragments/desk", "nothing new")
                .with(request -> request.queryParam("version", "0-0"))
                .answers(answers(302, 204, 204, 204, 204, 204, 204));
        table.row("GET /approvals/fragments/nav", "the approver and the stranger manage somebody")
                .answers(answers(302, 204, 204, 200, 200, 204, 204));
        table.row("GET /approvals/fragments/route", "for the beneficiary")
                .with(request -> request.queryParam("beneficiary", company.email("kevin")))
                .answers(everybodySignedIn());

        for (var path : new String[] {"/approvals/api/cases/{requestId}", "/approvals/{requestId}"}) {
            table.row("GET " + path, "waiting")
                    .path("requestId", this::aWaitingCase)
                    .answers(answers(path.contains("/api/") ? 401 : 302, 200, 200, 200, 404, 200, 200));
            table.row("GET " + path, "unroutable")
                    .path("requestId", this::anUnroutableCase)
                    .answers(answers(path.contains("/api/") ? 401 : 302, 404, 404, 404, 200, 200, 200));
            table.row("GET " + path, "unknown")
                    .path("requestId", Envelopes::anId)
                    .answers(answers(path.contains("/api/") ? 401 : 302, 404, 404, 404, 404, 404, 404));
        }
        table.row("GET /approvals/{requestId}/outcome", "waiting: nothing to tell")
                .path("requestId", this::aWaitingCase)
                .answers(answers(302, 204, 204, 204, 404, 204, 204));
        table.row("GET /approvals/{requestId}/news", "waiting")
                .path("requestId", this::aWaitingCase)
                .answers(answers(302, 200, 200, 200, 404, 200, 200));

        table.row("POST /approvals/api/cases/{requestId}/decision", "waiting")
                .path("requestId", this::aWaitingCase)
                .with(request -> request.contentType(JSON).body("{\"decision\": \"APPROVE\"}"))
                .answers(answers(401, 403, 403, 200, 404, 403, 403));
        table.row("POST /approvals/api/cases/{requestId}/decision", "waiting, to be rejected without a reason")
                .path("requestId", this::aWaitingCase)
                .with(request -> request.contentType(JSON).body("{\"decision\": \"REJECT\"}"))
                .answers(answers(401, 403, 403, 400, 404, 403, 403));
        table.row("POST /approvals/api/cases/{requestId}/decision", "rejected")
                .path("requestId", this::aRejectedCase)
                .with(request -> request.contentType(JSON).body("{\"decision\": \"APPROVE\"}"))
                .answers(answers(401, 403, 403, 409, 404, 403, 403));
        table.row("POST /approvals/api/cases/{requestId}/decision", "withdrawn")
                .path("requestId", this::aWithdrawnCase)
                .with(request -> request.contentType(JSON).body("{\"decision\": \"APPROVE\"}"))
                .answers(answers(401, 404, 403, 409, 404, 403, 403));
        table.row("POST /approvals/api/cases/{requestId}/decision", "unroutable; the stranger asked for it")
                .path("requestId", this::anUnroutableCase)
                .with(request -> request.contentType(JSON).body("{\"decision\": \"APPROVE\"}"))
                .answers(answers(401, 404, 404, 404, 403, 403, 403));
        table.row("POST /approvals/{requestId}/decision", "waiting")
                .path("requestId", this::aWaitingCase)
                .with(form("decision", "APPROVE"))
                .answers(answers(401, 403, 403, 303, 404, 403, 403));

        table.row("PUT /approvals/api/people", "one person")
                .with(request -> request.contentType("text/csv")
                        .body("email,display_name\nnew@" + UUID.randomUUID() + ".example,New\n"))
                .answers(administratorsOnly(401, 200));
        table.row("PUT /approvals/api/license-owners", "nobody")
                .with(request -> request.contentType(JSON).body("{\"emails\": []}"))
                .answers(administratorsOnly(401, 200));
        table.row("GET /approvals/api/groups", "").answers(administratorsOnly(401, 200));
        table.row("GET /approvals/api/groups/{id}", "there")
                .path("id", this::aGroup)
                .answers(administratorsOnly(401, 200));
        table.row("GET /approvals/api/groups/{id}/members", "there")
                .path("id", this::aGroup)
                .answers(administratorsOnly(401, 200));
        table.row("PUT /approvals/api/groups/{id}", "new")
                .path("id", Envelopes::anId)
                .with(request -> request.contentType(JSON).body("{\"name\": \"New\", \"members\": []}"))
                .answers(administratorsOnly(401, 201));
        table.row("DELETE /approvals/api/groups/{id}", "there")
                .path("id", this::aGroup)
                .answers(administratorsOnly(401, 204));
        table.row("GET /approvals/groups/{id}", "there")
                .path("id", this::aGroup)
                .answers(administratorsOnly(302, 200));
        table.row("GET /approvals/groups/{id}/edit", "there")
                .path("id", this::aGroup)
                .answers(administratorsOnly(302, 200));
        table.row("POST /approvals/groups/{id}/edit", "shows it first")
                .path("id", this::aGroup)
                .with(form("name", "Another name"))
                .answers(administratorsOnly(401, 200));
        table.row("POST /approvals/groups/{id}/deletion", "there")
                .path("id", this::aGroup)
                .with(form("x", "y"))
                .answers(administratorsOnly(401, 303));
        table.row("POST /approvals/new-group", "without a name")
                .with(form("name", ""))
                .answers(administratorsOnly(401, 400));
        for (var page : new String[] {
            "/approvals/groups",
            "/approvals/new-group",
            "/approvals/fragments/groups",
            "/approvals/people",
            "/approvals/people/options",
            "/approvals/people/import",
            "/approvals/license-owners",
            "/approvals/unroutable",
            "/approvals/fragments/attention",
            "/approvals/fragments/requests"
        }) {
            table.row("GET " + page, "").answers(administratorsOnly(302, 200));
        }
        table.row("GET /approvals/people/{id}", "somebody")
                .path("id", () -> company.id("kevin"))
                .answers(administratorsOnly(302, 200));
        table.row("GET /approvals/people/imports/{id}", "unknown")
                .path("id", Envelopes::anId)
                .answers(administratorsOnly(302, 404));
        table.row("POST /approvals/people/import", "no file")
                .with(request -> request.contentType("multipart/form-data")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF)
                        .multiPart("mode", "merge"))
                .answers(administratorsOnly(401, 400));
        table.row("POST /approvals/people/imports/{id}/acknowledgement", "unknown")
                .path("id", Envelopes::anId)
                .with(form("x", "y"))
                .answers(administratorsOnly(401, 303));
        table.row("POST /approvals/license-owners/add", "an email that nobody has")
                .with(form("email", "nobody@elsewhere.example"))
                .answers(administratorsOnly(401, 400));
        table.row("POST /approvals/license-owners/remove", "somebody who is none")
                .with(form("email", "nobody@elsewhere.example"))
                .answers(administratorsOnly(401, 303));

        chassis(table);
        table.walk();
    }

    /** What chassis-web brings along. */
    private static void chassis(AuthorizationTable table) {
        table.row("GET /approvals/signed-in", "").answers(answers(302, 303, 303, 303, 303, 303, 303));
        table.row("GET /approvals/signed-out", "").answers(answers(200, 200, 200, 200, 200, 200, 200));
        table.row("GET /approvals/sign-in-failed", "").answers(answers(403, 403, 403, 403, 403, 403, 403));
        table.row("GET /approvals/attention/parked", "").answers(administratorsOnly(302, 200));
        table.row("POST /approvals/attention/parked/{id}/retry", "unknown")
                .path("id", () -> 0)
                .with(form("x", "y"))
                .answers(administratorsOnly(401, 303));
    }

    private static void forEverybody(AuthorizationTable table, String endpoint) {
        table.row(endpoint, "").answers(endpoint.contains("/api/") ? everybody() : everybodySignedIn());
    }

    private static Map<String, Integer> everybody() {
        return answers(401, 200, 200, 200, 200, 200, 200);
    }

    private static Map<String, Integer> everybodySignedIn() {
        return answers(302, 200, 200, 200, 200, 200, 200);
    }

    private static Map<String, Integer> administratorsOnly(int nobody, int administrator) {
        return answers(nobody, 403, 403, 403, 403, administrator, 403);
    }

    private static Map<String, Integer> answers(
            int nobody, int requester, int beneficiary, int approver, int stranger, int administrator, int auditor) {
        var answers = new LinkedHashMap<String, Integer>();
        answers.put("nobody", nobody);
        answers.put("requester", requester);
        answers.put("beneficiary", beneficiary);
        answers.put("approver", approver);
        answers.put("stranger", stranger);
        answers.put("administrator", administrator);
        answers.put("auditor", auditor);
        return answers;
    }

    private static UnaryOperator<RequestSpecification> form(String name, String value) {
        return request -> request.contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .cookie("csrf-token", CSRF)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("csrf-token", CSRF)
                .formParam(name, value);
    }

    /** Mona asks for Kevin; Grace, who manages both, decides. */
    private UUID aWaitingCase() {
        var id = Envelopes.anId();
        consumer.receive(Envelopes.batch(company.submits(id, "mona", "kevin")));
        return id;
    }

    private UUID aGroup() {
        var id = Envelopes.anId();
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body("{\"name\": \"A group\", \"members\": []}")
                .put("/api/groups/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    private UUID aRejectedCase() {
        var id = aWaitingCase();
        Company.decides(company.email("grace"), id, "REJECT", "No.").then().statusCode(200);
        return id;
    }

    /** Kevin asked for himself and thought better of it. */
    private UUID aWithdrawnCase() {
        var id = Envelopes.anId();
        consumer.receive(Envelopes.batch(company.submits(id, "kevin", "kevin"), company.withdraws(id, "kevin")));
        return id;
    }

    /** Omar has no manager, and nobody owns licenses. */
    private UUID anUnroutableCase() {
        var id = Envelopes.anId();
        consumer.receive(Envelopes.batch(company.submits(id, "omar", "omar")));
        return id;
    }
}
