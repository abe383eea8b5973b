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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class GroupsTest extends GroupStory {

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
}
