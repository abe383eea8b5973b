package org.licensedesk.chassis.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.chassis.web.Asker.ada;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TryServers.class)
class ApiAnswersTest {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void aPersonIsKnownByTheEmailInLowerCase() {
        ada("license-admin")
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("email", equalTo("ada@example.org"))
                .body("name", equalTo("Ada Moreno"))
                .body("admin", equalTo(true))
                .body("auditor", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/nothing/here", "/api/orders/not-a-uuid"})
    void withoutATokenEverythingUnderApiIs401BeforeAnythingElse(String path) {
        nobody().get(path)
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("NOT_SIGNED_IN"))
                .body("detail", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "a.b.c", ""})
    void anUnreadableTokenIs401(String token) {
        nobody().header("Authorization", "Bearer " + token)
                .get("/api/me")
                .then()
                .statusCode(401)
                .contentType(PROBLEM);
    }

    @Test
    void anExpiredTokenIs401EvenWhenItWasBelievedBefore() throws InterruptedException {
        var token = "Bearer " + Asker.token("ada@example.org", Duration.ofSeconds(2));
        nobody().header("Authorization", token).get("/api/me").then().statusCode(200);

        Thread.sleep(2_500);

        nobody().header("Authorization", token).get("/api/me").then().statusCode(401);
    }

    @Test
    void aTokenForAnotherAudienceOrTamperedWithIs401() {
        var token = Asker.token("ada@example.org", Duration.ofMinutes(5));
        nobody().header("Authorization", "Bearer " + token)
                .get("/api/me")
                .then()
                .statusCode(200);

        var parts = token.split("\\.");
        var forged = parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
        nobody().header("Authorization", "Bearer " + forged)
                .get("/api/me")
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenWithoutAUsableEmailIs401() {
        var minutes = Duration.ofMinutes(5);
        nobody().header("Authorization", "Bearer " + Asker.token("ada@example.org", minutes, true))
                .get("/api/me")
                .then()
                .statusCode(200);
        nobody().header("Authorization", "Bearer " + Asker.token("ada@example.org", minutes, false))
                .get("/api/me")
                .then()
                .statusCode(401)
                .contentType(PROBLEM);
        nobody().header("Authorization", "Bearer " + Asker.token(null, minutes))
                .get("/api/me")
                .then()
                .statusCode(401)
                .contentType(PROBLEM);
    }

    @Test
    void aMissingRoleIs403() {
        ada().get("/api/office").then().statusCode(403).contentType(PROBLEM).body("code", equalTo("FORBIDDEN"));
        ada("license-admin").get("/api/office").then().statusCode(200);
    }

    @Test
    void anUnknownAddressIs404() {
        ada().get("/api/nothing/here")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("status", equalTo(404));
    }

    @Test
    void aHiddenThingAndAnUnknownAddressLookAlike() {
        ada().get("/api/orders/0190a6a4-0000-7000-8000-000000000000")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("NOT_FOUND"))
                .body("detail", equalTo("There is no such order."));
        ada().get("/api/orders/not-a-uuid")
                .then()
                .statusCode(404)
                .contentType(PROBLEM)
                .body("code", equalTo("NOT_FOUND"));
    }

    @Test
    void aWrongMethodIs405() {
        ada().contentType("application/json")
                .delete("/api/orders")
                .then()
                .statusCode(405)
                .contentType(PROBLEM);
    }

    @Test
    void aWrongContentTypeIs415() {
        ada().contentType("text/plain")
                .body("x")
                .post("/api/orders")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        ada().contentType("application/x-www-form-urlencoded")
                .body("a=b")
                .post("/api/orders")
                .then()
                .statusCode(415);
    }

    @Test
    void anUnservedFormatIs406() {
        ada().accept("image/png").get("/api/me").then().statusCode(406).contentType(PROBLEM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"justification\":\"long enough\",\"status\":\"APPROVED\"} | status | no such field",
                "{\"justification\":\"long enough\",\"seats\":\"5\"}         | seats  | a number",
                "{\"justification\":\"long enough\",\"seats\":1.5}           | seats  | a number",
                "{\"justification\":12345678901}                             | justification | a text",
                "{\"justification\":{\"a\":1}}                               | justification | a text",
                "{\"justification\":\"long \\ud800 enough\"}                | justification | half a character",
                "{\"justification\":\"long enough\",\"inner\":[{\"name\":\"\\udc00\"}]} | inner[0].name | half a character",
                "{\"justification\":\"long enough\",\"urgent\":\"yes\"}      | urgent | true or false",
                "{\"justification\":\"long enough\",\"decision\":\"MAYBE\"}  | decision | one of APPROVE, REJECT",
                "{\"justification\":\"long enough\",\"decision\":0}          | decision | one of APPROVE, REJECT",
                "{\"justification\":\"long enough\",\"endsOn\":\"tomorrow\"} | endsOn | a date",
                "{\"justification\":\"long enough\",\"inner\":[{\"name\":\"a\"},{\"x\":1}]} | inner[1].x | no such field",
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String field, String sentence) {
        ada().contentType("application/json")
                .body(body)
                .post("/api/orders")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations.field", hasItem(field))
                .body("violations[0].message", containsString(sentence));
    }

    @Test
    void aBrokenRuleNamesItsFieldAndSentence() {
        ada().contentType("application/json")
                .body("{\"justification\":\"short\"}")
                .post("/api/orders")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations.field", hasItem("justification"))
                .body("violations.message", hasItem("Say it in 10 to 2,000 characters."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "{\"justification\":\"a\"} trailing",
                "{\"justification\":\"a\",\"justification\":\"b\"}",
                "[]",
                "null"
            })
    void whatIsNoProperJsonIs400(String body) {
        ada().contentType("application/json")
                .body(body)
                .post("/api/orders")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void badUtf8Is400() {
        var body = "{\"justification\":\"long enough X\"}".getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) 0xff;

        ada().contentType("application/json")
                .body(body)
                .post("/api/orders")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void deepNestingIs400() {
        var body = "{\"inner\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

        ada().contentType("application/json")
                .body(body)
                .post("/api/orders")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void aHugeAddressIs414() {
        ada().get("/api/orders?q=" + "x".repeat(9_000))
                .then()
                .statusCode(414)
                .contentType(PROBLEM)
                .body("code", equalTo("ADDRESS_TOO_LONG"))
                .body("detail", notNullValue());
    }

    @Test
    void hugeHeadersAre431() {
        ada().header("X-Much", "x".repeat(40_000))
                .get("/api/orders")
                .then()
                .statusCode(431)
                .contentType(PROBLEM)
                .body("code", equalTo("HEADERS_TOO_LONG"));
    }

    @Test
    void aHugeBodyIs413() {
        var body = "{\"justification\":\"" + "x".repeat(300_000) + "\"}";

        ada().contentType("application/json")
                .body(body)
                .post("/api/orders")
                .then()
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @Test
    void aQueryParameterThatNobodyReadsIsRefusedByItsName() {
        ada().get("/api/items?limit=2&owner=ada")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations[0].field", equalTo("owner"))
                .body("detail", equalTo("There is no query parameter owner here, only cursor, limit."));
        ada().get("/api/me?verbose")
                .then()
                .statusCode(400)
                .body("detail", equalTo("There is no query parameter verbose here."));
        ada().get("/?nobody=reads-this").then().statusCode(200);
    }

    @Test
    void aPageOfAListLeadsToTheNext() {
        var next = ada().get("/api/items?limit=100")
                .then()
                .statusCode(200)
                .body("items", hasSize(100))
                .extract()
                .path("next");
        ada().queryParam("cursor", next)
                .get("/api/items?limit=100")
                .then()
                .statusCode(200)
                .body("items", hasSize(20))
                .body("items[0].number", equalTo(101))
                .body("next", nullValue());
        ada().get("/api/items").then().body("items", hasSize(50)).body("size()", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=x",
                "cursor=%25%25",
                "cursor=AAAA",
                "cursor=eA",
                "cursor=____",
                "limit=99999999999"
            })
    void rubbishInAListIs400(String query) {
        ada().urlEncodingEnabled(false)
                .get("/api/items?" + query)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations", hasSize(1));
    }

    @Test
    void aConflictCarriesItsMembers() {
        ada().get("/api/conflict")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("code", equalTo("ALREADY_DECIDED"))
                .body("decidedBy.name", equalTo("Ada"));
    }

    @Test
    void textThatTheDatabaseCannotHoldIsTheAskersMistake() {
        ada().get("/api/unstorable")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("UNSTORABLE_TEXT"));
    }

    @Test
    void aFaultIs503WithATimeToComeBack() {
        ada().get("/api/away").then().statusCode(503).contentType(PROBLEM).header("Retry-After", notNullValue());
    }

    @Test
    void aMistakeOfOursIs500AndKeepsItsReasonToItself() {
        ada().get("/api/broken")
                .then()
                .statusCode(500)
                .contentType(PROBLEM)
                .body(not(containsString("secret inner reason")));
    }

    @Test
    void textsInOtherFormatsArrive() {
        ada().contentType("text/csv")
                .body("a,b\n")
                .put("/api/sheet")
                .then()
                .statusCode(200)
                .body("length", equalTo(4));
    }
}
