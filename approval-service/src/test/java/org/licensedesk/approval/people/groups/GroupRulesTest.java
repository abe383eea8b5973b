package org.licensedesk.approval.people.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

@QuarkusTest
class GroupRulesTest extends GroupStory {

    @Inject
    Database database;

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
}
