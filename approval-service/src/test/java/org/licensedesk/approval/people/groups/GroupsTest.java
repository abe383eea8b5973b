package org.licensedesk.approval.people.groups;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class GroupsTest {

    @Inject
    Database database;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private Company company;

    @BeforeEach
    void peopleOfOurOwn() {
        company = Company.ofFour();
    }

    @Test
    void aGroupChosenByHandIsPublished() {
        defining("design", chosen("Design", company.email("kevin"), company.email("grace")))
                .then()
                .statusCode(201)
                .body("size", equalTo(2))
                .body("gains.total", equalTo(2))
                .body("gains.people.name", contains(company.displayName("grace"), company.displayName("kevin")))
                .body("loses.total", equalTo(0))
                .body("rule", nullValue())
                .body("dryRun", equalTo(false));

        var defined = Sent.the("GroupDefined.v1", "group", id("design"));
        var changed = Sent.the("GroupMembersChanged.v1", "group", id("design"));
        var state = Sent.the("Group.v1", "groupState", id("design"));
        var member = Sent.the("GroupMember.v1", "groupMember", id("design") + "/" + company.id("kevin"));
        List.of(defined, changed, state, member).forEach(Contracts::assertKept);
        assertThat(defined.actor()).isEqualTo(Company.ADMINISTRATOR);
        assertThat(changed.causationId()).isEqualTo(defined.id());
        assertThat(Envelopes.body(changed).get("members").asInt()).isEqualTo(2);
        assertThat(Envelopes.body(member).get("member").asBoolean()).isTrue();
        asking("/" + id("design"))
                .then()
                .statusCode(200)
                .body("members", containsInAnyOrder(company.email("kevin"), company.email("grace")))
                .body("products", empty());
        members("design").body("items.email", contains(company.email("grace"), company.email("kevin")));
    }

    @Test
    void theSameDefinitionAgainSaysNothing() {
        defining("design", chosen("Design", company.email("kevin")));

        defining("design", chosen("Design", company.email("kevin").toUpperCase()))
                .then()
                .statusCode(200)
                .body("gains.total", equalTo(0));

        assertThat(Sent.typesOf("group", id("design"))).containsExactly("GroupDefined.v1", "GroupMembersChanged.v1");
    }

    @Test
    void choosingAnewLetsPeopleJoinAndLeave() {
        defining("design", chosen("Design", company.email("kevin"), company.email("grace")));

        defining("design", chosen("Designers", company.email("kevin"), company.email("ada")))
                .then()
                .statusCode(200)
                .body("gains.people.email", contains(company.email("ada")))
                .body("loses.people.email", contains(company.email("grace")));

        assertThat(isMember("design", "grace")).isFalse();
        assertThat(isMember("design", "ada")).isTrue();
        assertThat(Sent.of("groupMember", id("design") + "/" + company.id("kevin")))
                .hasSize(1);
        assertThat(Sent.of("groupState", id("design"))).hasSize(2);
        var defined = Sent.of("group", id("design")).get(2);
        assertThat(Envelopes.body(defined).get("changed").toString()).isEqualTo("[\"name\",\"members\"]");
    }

    @Test
    void nestedGroupsAreFollowedHoweverDeep() {
        defining("inner", chosen("Inner", company.email("kevin")));
        defining("middle", chosen("Middle", id("inner"), company.email("grace")));
        defining("outer", chosen("Outer", "group:" + id("middle")))
                .then()
                .statusCode(201)
                .body("size", equalTo(2));

        defining("inner", chosen("Inner", company.email("kevin"), company.email("omar")))
                .then()
                .statusCode(200)
                .body("gains.total", equalTo(1))
                .body("elsewhere.group.name", containsInAnyOrder("Middle", "Outer"))
                .body("elsewhere.gains.total", contains(1, 1));

        members("outer")
                .body(
                        "items.email",
                        containsInAnyOrder(company.email("grace"), company.email("kevin"), company.email("omar")));
        var changed = lastOf(Sent.of("group", id("outer")));
        assertThat(Envelopes.body(changed).get("cause").asText()).isEqualTo("Inner, which is part of it, changed");
    }

    @Test
    void whoeverIsInTwoPartsLeavesWithTheLastOfThem() {
        defining("one", chosen("One", company.email("kevin")));
        defining("two", chosen("Two", company.email("kevin")));
        defining("both", chosen("Both", id("one"), id("two")));

        defining("one", chosen("One")).then().statusCode(200).body("elsewhere", empty());
        assertThat(isMember("both", "kevin")).isTrue();

        defining("two", chosen("Two")).then().body("elsewhere.loses.total", contains(1));
        assertThat(isMember("both", "kevin")).isFalse();
    }

    @Test
    void aCircleIsRefusedWithItsNames() {
        defining("a", chosen("Alpha"));
        defining("b", chosen("Beta", id("a")));
        defining("c", chosen("Gamma", id("b")));

        defining("a", chosen("Alpha", id("c")))
                .then()
                .statusCode(409)
                .body("detail", containsString("Alpha → Gamma → Beta → Alpha"))
                .body("circle", contains("Alpha", "Gamma", "Beta", "Alpha"));
        defining("a", chosen("Alpha", id("a")))
                .then()
                .statusCode(409)
                .body("detail", equalTo("Alpha cannot be part of itself."));
        defining("new", chosen("New", id("new"))).then().statusCode(409);
    }

    @Test
    void everyUnknownMemberIsNamed() {
        defining("design", chosen("Design", "nobody@elsewhere.example", company.email("kevin"), "no-group", ""))
                .then()
                .statusCode(400)
                .body(
                        "violations.find { it.field == 'members[0]' }.message",
                        containsString("nobody@elsewhere.example"))
                .body("violations.find { it.field == 'members[2]' }.message", containsString("no-group"))
                .body("violations.find { it.field == 'members[3]' }", notNullValue())
                .body("violations", hasSize(3));

        asking("/" + id("design")).then().statusCode(404);
    }

    @Test
    void whatIsNoGroupIsRefused() {
        defining("design", Map.of("name", " ", "members", List.of())).then().statusCode(400);
        defining("design", Map.of("name", "Design")).then().statusCode(400);
        defining("design", Map.of("name", "Design", "rule", Map.of())).then().statusCode(400);
        defining("design", Map.of("name", "Design", "rule", Map.of("shoeSize", "42")))
                .then()
                .statusCode(400);
        defining("design", Map.of("name", "Design", "members", List.of("x"), "rule", Map.of("title", "y")))
                .then()
                .statusCode(400);
        defining("design", ruled("Design", "manager", "nobody@elsewhere.example"))
                .then()
                .statusCode(400)
                .body("violations.field", contains("rule.manager"));
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(chosen("Design"))
                .put("/api/groups/a b")
                .then()
                .statusCode(400);
    }

    @Test
    void aRuleTakesInWhoeverMeetsAllItsConditions() {
        company.with("mona", "kevin", "Engineering " + tag)
                .with("zoe", "kevin", "ENGINEERING " + tag)
                .with("noah", "ada", "Engineering % " + tag)
                .imported();

        defining("all", ruled("All", "department", "engineering*" + tag)).then().body("size", equalTo(3));
        defining("exact", ruled("Exact", "department", "engineering " + tag))
                .then()
                .body("size", equalTo(2));
        defining("percent", ruled("Percent", "department", "*% " + tag)).then().body("size", equalTo(1));
        defining("both", ruled("Both", "department", "engineering*" + tag, "title", "*ZOE"))
                .then()
                .body("gains.people.email", contains(company.email("zoe")));
        assertThat(Envelopes.body(Sent.the("GroupDefined.v1", "group", id("both")))
                        .get("rule")
                        .asText())
                .isEqualTo("department is like engineering*" + tag + " and title is like *ZOE");
    }

    @Test
    void aRuleAboutAManagerMeansTheWholeLineOrOnlyTheDirectReports() {
        defining("line", ruled("Line", "manager", company.email("omar")))
                .then()
                .body("gains.people.email", containsInAnyOrder(company.email("grace"), company.email("kevin")));

        defining(
                        "direct",
                        Map.of(
                                "name",
                                "Direct",
                                "rule",
                                Map.of("manager", company.email("omar"), "directReportsOnly", true)))
                .then()
                .body("gains.people.email", contains(company.email("grace")));
        asking("/" + id("direct"))
                .then()
                .body("rule.manager", equalTo(company.email("omar")))
                .body("rule.directReportsOnly", equalTo(true))
                .body("members", empty());
    }

    @Test
    void aDryRunShowsWhoGainsAndWhoLosesAndChangesNothing() {
        defining("design", chosen("Design", company.email("kevin")));
        var wanted = new LinkedHashMap<>(ruled("Design", "manager", company.email("ada")));
        wanted.put("dryRun", true);

        defining("design", wanted)
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("size", equalTo(3))
                .body("gains.people.email", containsInAnyOrder(company.email("omar"), company.email("grace")))
                .body("loses.total", equalTo(0));

        members("design").body("items", hasSize(1));
        assertThat(Sent.typesOf("group", id("design"))).hasSize(2);
        wanted.put("dryRun", true);
        defining("never", wanted).then().statusCode(200);
        asking("/" + id("never")).then().statusCode(404);
    }

    @Test
    void aChangeOfTheDirectoryMovesPeopleByTheRules() {
        defining("team", ruled("Team", "department", "Sales " + tag));
        defining("line", ruled("Line", "manager", company.email("omar")));

        company.with("kevin", "grace", "Sales " + tag).imported();
        assertThat(isMember("team", "kevin")).isTrue();
        var joined = lastOf(Sent.of("group", id("team")));
        assertThat(joined.actor()).isEqualTo("system");
        assertThat(Envelopes.body(joined).get("cause").asText())
                .isEqualTo(company.displayName("kevin") + "'s details changed");

        company.with("grace", "ada").imported(); // Kevin leaves Omar's line with his manager
        assertThat(isMember("line", "grace")).isFalse();
        assertThat(isMember("line", "kevin")).isFalse();
        assertThat(isMember("team", "kevin")).isTrue();
    }

    @Test
    void inactivePeopleMayBeNamedAndBelongOnceTheyAreActive() {
        defining("design", chosen("Design", company.email("kevin")));
        company.id("kevin");
        deactivate("kevin");
        members("design").body("items", empty());
        assertThat(isMember("design", "kevin")).isFalse();

        defining("design", chosen("Design", company.email("kevin"), company.email("grace")))
                .then()
                .statusCode(200)
                .body("size", equalTo(1));

        company.imported();
        assertThat(isMember("design", "kevin")).isTrue();
    }

    @Test
    void deletingLetsEverybodyLeave() {
        defining("design", chosen("Design", company.email("kevin"), company.email("grace")));

        deleting("design").then().statusCode(204);

        assertThat(Sent.typesOf("group", id("design")))
                .containsExactly(
                        "GroupDefined.v1", "GroupMembersChanged.v1", "GroupMembersChanged.v1", "GroupDeleted.v1");
        Contracts.assertKept(Sent.the("GroupDeleted.v1", "group", id("design")));
        assertThat(isMember("design", "kevin")).isFalse();
        var state = lastOf(Sent.of("groupState", id("design")));
        assertThat(Envelopes.body(state).get("deleted").asBoolean()).isTrue();
        asking("/" + id("design")).then().statusCode(404);
        deleting("design").then().statusCode(404);
        defining("design", chosen("Design again", company.email("kevin")))
                .then()
                .statusCode(201);
        assertThat(isMember("design", "kevin")).isTrue();
    }

    @Test
    void aGroupThatIsPartOfAnotherIsNotDeleted() {
        defining("inner", chosen("Inner", company.email("kevin")));
        defining("outer", chosen("Outer", id("inner")));

        deleting("inner").then().statusCode(409).body("detail", containsString("Outer"));

        deleting("outer").then().statusCode(204);
        deleting("inner").then().statusCode(204);
    }

    @Test
    void theListFindsGroupsByWordsPageByPage() {
        for (var name : List.of("Bravo", "Alpha", "Charlie")) {
            defining(name.toLowerCase(), chosen(name + " " + tag, company.email("kevin")));
        }

        var first = Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .queryParam("q", "A " + tag)
                .queryParam("limit", 2)
                .get("/api/groups")
                .then()
                .statusCode(200)
                .body("items.name", contains("Alpha " + tag, "Bravo " + tag))
                .body("items.size", not(nullValue()))
                .body("items[0].size", equalTo(1))
                .extract();
        Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .queryParam("q", "A " + tag)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/groups")
                .then()
                .statusCode(200)
                .body("items.name", contains("Charlie " + tag))
                .body("next", nullValue());
    }

    @Test
    void tenThousandPeopleJoinInOneGo() {
        var people = 10_000;
        var file = new StringBuilder("email,display_name,title,department,manager_email\n");
        IntStream.range(0, people)
                .forEach(i -> file.append("p%d@%s.example,Person %d,Engineer,Crowd %s,%s%n"
                        .formatted(i, tag, i, tag, i == 0 ? "" : "p0@" + tag + ".example")));
        Company.importing(file.toString(), "").then().statusCode(200);
        var emails = IntStream.range(0, people)
                .mapToObj(i -> "p" + i + "@" + tag + ".example")
                .toList();

        var byHand = took(() -> defining("hand", Map.of("name", "Hand", "members", emails))
                .then()
                .statusCode(201)
                .body("size", equalTo(people))
                .body("gains.people", hasSize(200)));
        var byRule = took(() -> defining("rule", ruled("Rule", "department", "Crowd " + tag))
                .then()
                .statusCode(201)
                .body("size", equalTo(people)));
        var byLine = took(() -> defining("line", ruled("Line", "manager", "p0@" + tag + ".example"))
                .then()
                .statusCode(201)
                .body("size", equalTo(people - 1)));
        var nested = took(() -> defining("nest", chosen("Nest", id("hand"), id("rule")))
                .then()
                .statusCode(201)
                .body("size", equalTo(people)));
        var changed = took(() -> Company.importing(
                        "email,display_name,title,department,manager_email\np7@" + tag
                                + ".example,Person 7,Engineer,Else,p0@" + tag + ".example\n",
                        "")
                .then()
                .statusCode(200));
        var away = took(
                () -> defining("hand", chosen("Hand")).then().statusCode(200).body("loses.total", equalTo(people)));

        var facts = Sent.of("group", id("hand"));
        assertThat(facts).hasSize(2 + people / 500 * 2);
        facts.forEach(Contracts::assertKept);
        assertThat(List.of(byHand, byRule, byLine, nested, changed, away)).allMatch(millis -> millis < 10_000);
    }

    private static long took(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void deactivate(String name) {
        database.doInTransaction(
                tx -> tx.execute("update person set active = false where email = ?", company.email(name)));
        Company.importing(
                        "email,display_name,department\n%s,Ada,Board %s\n"
                                .formatted(company.email("ada"), UUID.randomUUID()),
                        "")
                .then()
                .statusCode(200);
    }

    private boolean isMember(String group, String person) {
        var states = Sent.of("groupMember", id(group) + "/" + company.id(person));
        return !states.isEmpty() && Envelopes.body(lastOf(states)).get("member").asBoolean();
    }

    private static EventEnvelope lastOf(List<EventEnvelope> events) {
        return events.get(events.size() - 1);
    }

    private String id(String group) {
        return tag + "." + group;
    }

    private Response defining(String group, Map<String, ?> body) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(body)
                .put("/api/groups/" + id(group));
    }

    private Response deleting(String group) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin").delete("/api/groups/" + id(group));
    }

    private static Response asking(String path) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin").get("/api/groups" + path);
    }

    private ValidatableResponse members(String group) {
        return asking("/" + id(group) + "/members").then().statusCode(200);
    }

    private static Map<String, Object> chosen(String name, String... members) {
        return Map.of("name", name, "members", List.of(members));
    }

    private static Map<String, Object> ruled(String name, String... conditions) {
        var rule = new LinkedHashMap<String, String>();
        for (var i = 0; i < conditions.length; i += 2) {
            rule.put(conditions[i], conditions[i + 1]);
        }
        return Map.of("name", name, "rule", rule);
    }
}
