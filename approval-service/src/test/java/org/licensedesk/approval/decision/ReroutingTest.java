package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ReroutingTest {

    @Inject
    EventsConsumer consumer;

    private Company company;
    private final UUID requestId = Envelopes.anId();

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
    void aCaseFollowsItsBeneficiaryToAnotherManager() {
        kevinAsks();

        company.with("kevin", "omar").imported();

        var rerouted = Sent.the("ApprovalRerouted.v1", "case", requestId);
        Contracts.assertKept(rerouted);
        assertThat(Envelopes.body(rerouted).get("cause").asText())
                .isEqualTo(company.displayName("kevin") + "'s manager is now " + company.displayName("omar"));
        var changed = Sent.of("person", company.id("kevin"));
        assertThat(rerouted.causationId())
                .isEqualTo(changed.get(changed.size() - 1).id());
        assertThat(rerouted.actor()).isEqualTo("system");
        Tokens.as(company.email("grace")).get("/api/cases").then().body("items", empty());
        Tokens.as(company.email("omar"))
                .get("/api/cases")
                .then()
                .body("items.requestId", hasItem(requestId.toString()));
        decides(company.email("omar"), requestId, "APPROVE", null).then().statusCode(200);
    }

    @Test
    void whenTheApproverIsDeactivatedTheNextUpTheLineDecides() {
        kevinAsks();

        var withoutGrace = "email,display_name,title,department,manager_email\n" + row("ada", "") + row("omar", "ada")
                + row("kevin", "grace");
        Company.importing(withoutGrace, "?mode=replace").then().statusCode(200);

        var rerouted = Sent.the("ApprovalRerouted.v1", "case", requestId);
        assertThat(Envelopes.body(rerouted).get("cause").asText())
                .isEqualTo(company.displayName("grace") + " was deactivated");
        assertThat(Envelopes.body(rerouted).get("why").asText())
                .isEqualTo(company.displayName("omar") + " is next up " + company.displayName("kevin")
                        + "'s line, since " + company.displayName("grace") + " is no longer active");
        assertThat(rerouted.causationId())
                .isEqualTo(Sent.the("PersonDeactivated.v1", "person", idOfInactive("grace"))
                        .id());
        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(404);
        Tokens.as(company.email("grace")).get("/api/cases").then().body("items", empty());
        decides(company.email("omar"), requestId, "APPROVE", null).then().statusCode(200);
    }

    @Test
    void aCaseNobodyCanDecideWaitsInTheQueueUntilAnOwnerIsNamed() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "ada", "ada")));
        Contracts.assertKept(Sent.the("ApprovalUnroutable.v1", "case", requestId));
        assertThat(administratorsSee("/unroutable"))
                .contains(requestId.toString())
                .contains(company.displayName("ada") + " has no manager, and no license owner is named");
        assertThat(administratorsSee("/fragments/attention")).contains("/approvals/unroutable");
        decides(company.email("omar"), requestId, "APPROVE", null).then().statusCode(404);

        Company.namesOwners(company.email("omar"));

        var rerouted = Sent.the("ApprovalRerouted.v1", "case", requestId);
        Contracts.assertKept(rerouted);
        assertThat(Envelopes.body(rerouted).get("cause").asText()).isEqualTo("Other license owners were named");
        assertThat(administratorsSee("/unroutable")).doesNotContain(requestId.toString());
        decides(company.email("omar"), requestId, "APPROVE", null).then().statusCode(200);
    }

    @Test
    void givingThePersonAManagerHelpsToo() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "ada", "ada")));

        company.with("boss", null).with("ada", "boss").imported();

        decides(company.email("boss"), requestId, "APPROVE", null).then().statusCode(200);
    }

    @Test
    void whenTheLastOwnerGoesTheCaseIsUnroutableAgain() {
        Company.namesOwners(company.email("omar"));
        consumer.receive(Envelopes.batch(company.submits(requestId, "ada", "ada")));

        Company.namesOwners();

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "ApprovalUnroutable.v1");
        decides(company.email("omar"), requestId, "APPROVE", null).then().statusCode(404);
        Tokens.as(company.email("omar")).get("/api/cases").then().body("items", empty());
    }

    @Test
    void aChangeThatMattersToNobodyMovesNothing() {
        kevinAsks();

        company.with("newcomer", "ada").imported();

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
    }

    @Test
    void aDecidedCaseStaysDecided() {
        kevinAsks();
        decides(company.email("grace"), requestId, "APPROVE", null);

        company.with("kevin", "omar").imported();

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestApproved.v1");
    }

    private UUID idOfInactive(String name) {
        return company.id(name);
    }

    private String administratorsSee(String path) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private String row(String name, String manager) {
        return company.email(name) + "," + company.displayName(name) + ",Title of " + name + ",Engineering,"
                + (manager.isEmpty() ? "" : company.email(manager)) + "\n";
    }

    private void kevinAsks() {
        company.id("grace"); // remembered before anybody leaves
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
    }
}
