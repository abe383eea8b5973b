package org.licensedesk.approval.people;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class PeopleTest {

    private Company company;

    @BeforeEach
    void aCompany() {
        company = Company.ofFour();
        Company.namesOwners();
    }

    @AfterEach
    void nobodyOwnsLicenses() {
        Company.namesOwners();
    }

    @Test
    void peopleAreFoundByAllTheirWords() {
        found(company.email("kevin").toUpperCase())
                .body("items", hasSize(1))
                .body("items[0].email", equalTo(company.email("kevin")))
                .body("items[0].name", equalTo(company.displayName("kevin")))
                .body("items[0].title", equalTo("Title of kevin"))
                .body("items[0].department", equalTo("Engineering"))
                .body("items[0].manager.email", equalTo(company.email("grace")))
                .body("items[0].active", equalTo(true));
        found("engineering title " + company.email("ada"))
                .body("items", hasSize(1))
                .body("items[0].manager", nullValue());
        found(company.email("kevin") + " marketing").body("items", empty());
    }

    @Test
    void whoeverIsNotInTheDirectoryFindsNobody() {
        Tokens.as("guest@elsewhere.example")
                .queryParam("q", company.email("kevin"))
                .get("/api/people")
                .then()
                .statusCode(200)
                .body("items", empty());
        Tokens.as(company.email("kevin"))
                .queryParam("q", company.email("kevin"))
                .get("/api/people")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void wildcardsAreOrdinaryCharacters() {
        found("%" + company.email("kevin").substring(5)).body("items", empty());
        found("_evin" + company.email("kevin").substring(5)).body("items", empty());
        found("'; drop table person; --").body("items", empty());
    }

    @Test
    void pagesOfPeopleLoseNobody() {
        var domain = company.email("").substring(1);
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = Tokens.as("somebody@elsewhere.example", "auditor")
                    .queryParam("q", domain)
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor == null ? "" : cursor)
                    .get("/api/people")
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.email"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen)
                .containsExactly(
                        company.email("ada"), company.email("grace"), company.email("kevin"), company.email("omar"));
    }

    @Test
    void ownersAreNamedAndPublished() {
        naming(company.email("omar").toUpperCase(), company.email("ada"), company.email("omar"))
                .then()
                .statusCode(200)
                .body("items.email", contains(company.email("omar"), company.email("ada")))
                .body("items[0].name", equalTo(company.displayName("omar")));

        var named = Sent.of("owners", "license-owners");
        var last = named.get(named.size() - 1);
        Contracts.assertKept(last);
        assertThat(last.actor()).isEqualTo(Company.ADMINISTRATOR);
        assertThat(Envelopes.body(last).get("owners")).hasSize(2);
    }

    @Test
    void namingTheSameAgainSaysNothingNew() {
        naming(company.email("omar"));
        var before = Sent.of("owners", "license-owners").size();

        naming(company.email("omar")).then().statusCode(200);

        assertThat(Sent.of("owners", "license-owners")).hasSize(before);
    }

    @Test
    void whoeverIsUnknownIsNotNamedAndNothingChanges() {
        naming(company.email("omar"));

        naming(company.email("ada"), "nobody@elsewhere.example", "")
                .then()
                .statusCode(400)
                .body("violations.field", contains("emails[1]", "emails[2]"));

        assertThat(page("/license-owners"))
                .contains(company.displayName("omar"))
                .doesNotContain(company.displayName("ada"));
    }

    @Test
    void aBodyThatIsNoneIsRefused() {
        for (var body : List.of(
                "{}", "{\"emails\": null}", "{\"emails\": \"ada@x.example\"}", "[]", "{\"emails\": [], \"x\": 1}")) {
            Tokens.as(Company.ADMINISTRATOR, "license-admin")
                    .contentType(JSON)
                    .body(body)
                    .put("/api/license-owners")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void ownersAreNamedAndLetGoOnThePage() {
        form("email", company.email("omar")).post("/license-owners/add").then().statusCode(303);
        assertThat(page("/license-owners")).contains(company.displayName("omar"));

        form("email", company.email("omar"))
                .post("/license-owners/remove")
                .then()
                .statusCode(303);
        assertThat(page("/license-owners"))
                .doesNotContain(company.displayName("omar"))
                .contains("No license owner is named");

        form("email", "nobody@elsewhere.example")
                .post("/license-owners/add")
                .then()
                .statusCode(400)
                .body(containsString("There is nobody with the email"))
                .body(containsString("value=\"nobody@elsewhere.example\""));
    }

    @Test
    void thePagesShowWhoManagesWhom() {
        assertThat(page("/people?q=" + company.email("kevin")))
                .contains(company.displayName("kevin"))
                .contains("/approvals/people/" + company.id("grace"));
        assertThat(page("/people/" + company.id("grace")))
                .contains(company.displayName("kevin"))
                .contains("/approvals/people/" + company.id("omar"))
                .contains("/assignments/fragments/person?email=");
        assertThat(page("/people?q=nobody-has-this-name")).contains("Nobody has all these words");
        assertThat(page("/people/options?email=" + company.email("kevin")))
                .contains("value=\"" + company.email("kevin"));
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get("/people/" + Envelopes.anId())
                .then()
                .statusCode(404);
    }

    @Test
    void theRequestFormLearnsWhoWouldDecide() {
        assertThat(route("kevin", "kevin")).contains("Goes to " + company.displayName("grace") + ", your manager.");
        assertThat(route("omar", "kevin"))
                .contains("Goes to " + company.displayName("grace") + ", " + company.displayName("kevin")
                        + "&#39;s manager.");
        assertThat(route("grace", "kevin"))
                .contains("Goes to " + company.displayName("omar") + ", next up the line: "
                        + company.displayName("grace") + " made the request.");
        assertThat(route("ada", "ada"))
                .contains("Nobody can decide on it yet: " + company.displayName("ada") + " has no manager");
        naming(company.email("omar"), company.email("grace"));
        assertThat(route("ada", "ada"))
                .contains("Goes to the license owners (" + company.displayName("grace") + ", "
                        + company.displayName("omar") + "): " + company.displayName("ada") + " has no manager.");
        Tokens.as(company.email("kevin"))
                .get("/fragments/route?beneficiary=nobody@elsewhere.example")
                .then()
                .statusCode(204);
    }

    private String route(String requester, String beneficiary) {
        return Tokens.as(company.email(requester))
                .queryParam("beneficiary", company.email(beneficiary))
                .get("/fragments/route")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static io.restassured.response.Response naming(String... emails) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(Map.of("emails", Arrays.asList(emails)))
                .put("/api/license-owners");
    }

    private static io.restassured.specification.RequestSpecification form(String name, String value) {
        return Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin").formParam(name, value);
    }

    private static String page(String path) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static io.restassured.response.ValidatableResponse found(String words) {
        return Tokens.as("somebody@elsewhere.example", "auditor")
                .queryParam("q", words)
                .get("/api/people")
                .then()
                .statusCode(200);
    }
}
