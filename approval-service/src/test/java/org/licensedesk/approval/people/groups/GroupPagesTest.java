package org.licensedesk.approval.people.groups;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class GroupPagesTest {

    private static final Pattern SAVE = Pattern.compile("name=\"save\" value=\"([^\"]+)\"");

    private final String id = "g" + UUID.randomUUID();
    private Company company;

    @BeforeEach
    void peopleOfOurOwn() {
        company = Company.ofFour();
    }

    @Test
    void whatChangesIsShownBeforeItIsSaved() {
        var shown = form("Design", company.email("kevin") + "\n " + company.email("grace") + ",")
                .post("/new-group")
                .then()
                .statusCode(200)
                .body(containsString("2 people join"))
                .body(containsString(company.displayName("grace")))
                .extract()
                .asString();
        page("/groups/" + id).statusCode(404);

        form("Design", company.email("kevin") + " " + company.email("grace"))
                .formParam("save", mark(shown))
                .post("/new-group")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/approvals/groups/" + id));

        page("/groups/" + id)
                .statusCode(200)
                .body(containsString("2 people belong to it"))
                .body(containsString(company.displayName("kevin")));
        page("/groups?q=" + id).statusCode(200).body(containsString("2 people chosen"));
        page("/people/" + company.id("kevin")).body(containsString("/approvals/fragments/groups?email="));
        page("/fragments/groups?email=" + company.email("kevin")).body(containsString("/approvals/groups/" + id));
    }

    @Test
    void whatWasNotShownIsNotSaved() {
        var shown = form("Design", company.email("kevin")).post("/new-group").asString();

        form("Design", company.email("kevin") + " " + company.email("ada"))
                .formParam("save", mark(shown))
                .post("/new-group")
                .then()
                .statusCode(200)
                .body(containsString("Not saved"))
                .body(containsString("2 people join"));

        page("/groups/" + id).statusCode(404);
    }

    @Test
    void theRuleIsFilledInAndChangedInTheForm() {
        define(Map.of("name", "Line", "rule", Map.of("manager", company.email("omar"), "directReportsOnly", true)));
        page("/groups/" + id + "/edit")
                .statusCode(200)
                .body(containsString("value=\"" + company.email("omar") + "\""))
                .body(containsString("value=\"direct\" checked"));

        var shown = Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .formParam("name", "Line")
                .formParam("kind", "rule")
                .formParam("manager", company.email("omar"))
                .formParam("reports", "all")
                .post("/groups/" + id + "/edit")
                .then()
                .statusCode(200)
                .body(containsString("1 person joins"))
                .body(containsString(company.displayName("kevin")))
                .body(not(containsString("leaves")))
                .extract()
                .asString();
        Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .formParam("name", "Line")
                .formParam("kind", "rule")
                .formParam("manager", company.email("omar"))
                .formParam("reports", "all")
                .formParam("save", mark(shown))
                .post("/groups/" + id + "/edit")
                .then()
                .statusCode(303);
        page("/groups/" + id).body(containsString("or somebody below"));
    }

    @Test
    void whatIsWrongStandsBesideWhatWasTyped() {
        form("", "nobody@elsewhere.example no-such-group")
                .post("/new-group")
                .then()
                .statusCode(400)
                .body(containsString("nobody@elsewhere.example no-such-group</textarea>"))
                .body(containsString("There is nobody with the email"))
                .body(containsString("There is no group with the id"))
                .body(containsString("Give the group a name"));
        define(Map.of("name", "Design", "members", List.of()));
        form("Design", "").post("/new-group").then().statusCode(400).body(containsString("already"));
        Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .formParam("name", "Design")
                .formParam("members", id)
                .post("/groups/" + id + "/edit")
                .then()
                .statusCode(409)
                .body(containsString("Design cannot be part of itself."));
    }

    @Test
    void anIdIsMadeOfTheName() {
        var tag = UUID.randomUUID().toString().substring(0, 8);

        var shown = Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .formParam("name", "Été & " + tag)
                .formParam("kind", "members")
                .post("/new-group")
                .asString();

        assertThat(shown).contains("value=\"ete-" + tag + "\"");
    }

    @Test
    void deletingAsksAndSaysWhyNot() {
        define(Map.of("name", "Inner", "members", List.of(company.email("kevin"))));
        page("/groups/" + id).body(containsString("Everybody leaves it."));
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(Map.of("name", "Outer", "members", List.of(id)))
                .put("/api/groups/outer" + id)
                .then()
                .statusCode(201);
        page("/groups/outer" + id).body(containsString("through a group in it"));

        deleting().statusCode(409).body(containsString("Inner is part of Outer"));

        Tokens.as(Company.ADMINISTRATOR, "license-admin").delete("/api/groups/outer" + id);
        deleting().statusCode(303).header("Location", endsWith("/approvals/groups"));
        page("/groups/" + id).statusCode(404);
    }

    private ValidatableResponse deleting() {
        return Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .post("/groups/" + id + "/deletion")
                .then();
    }

    private RequestSpecification form(String name, String members) {
        return Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .formParam("name", name)
                .formParam("id", id)
                .formParam("kind", "members")
                .formParam("members", members);
    }

    private void define(Map<String, ?> body) {
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(body)
                .put("/api/groups/" + id)
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse page(String path) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin").get(path).then();
    }

    private static String mark(String page) {
        var found = SAVE.matcher(page);
        assertThat(found.find()).as("a button to save").isTrue();
        return found.group(1);
    }
}
