package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

/** Every way in by which somebody might come to decide on their own request, and that none of them is open. */
@QuarkusTest
class SelfApprovalTest {

    @Inject
    EventsConsumer consumer;

    @Inject
    Database database;

    private Company company;
    private final UUID requestId = Envelopes.anId();

    @BeforeEach
    void aCompany() {
        company = Company.ofFour();
    }

    @AfterEach
    void nobodyOwnsLicenses() {
        Company.namesOwners();
    }

    @Test
    void byBecomingALicenseOwner() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "ada", "ada")));

        Company.namesOwners(company.email("ada"));

        decides(company.email("ada"), requestId, "APPROVE", null).then().statusCode(403);
        assertThat(Sent.typesOf("case", requestId)).containsOnly("ApprovalUnroutable.v1");
    }

    @Test
    void byBecomingTheBeneficiarysManager() {
        company.with("mona", null).with("nick", null).imported();
        consumer.receive(Envelopes.batch(company.submits(requestId, "mona", "nick")));

        company.with("nick", "mona").imported();

        decides(company.email("mona"), requestId, "APPROVE", null).then().statusCode(403);
        assertThat(Sent.typesOf("case", requestId)).allMatch("ApprovalUnroutable.v1"::equals);
    }

    @Test
    void byTheForm() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));

        Tokens.postingFormAs(company.email("kevin"))
                .formParam("decision", "APPROVE")
                .post("/" + requestId + "/decision")
                .then()
                .statusCode(403);

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1");
    }

    @Test
    void byAnotherSpellingOfTheEmail() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));

        decides(company.email("kevin").toUpperCase(), requestId, "APPROVE", null)
                .then()
                .statusCode(403);
    }

    @Test
    void byWritingItIntoTheDatabase() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));

        assertThatThrownBy(() -> writes("decided_by_id = beneficiary_id, decided_by_email = beneficiary_email"))
                .hasMessageContaining("decider_was_an_approver");
        assertThatThrownBy(() -> writes("decided_by_id = approver_ids[1], decided_by_email = beneficiary_email"))
                .hasMessageContaining("nobody_decides_on_their_own_request");
        assertThatThrownBy(() -> database.doInTransaction(tx -> tx.execute(
                        "update approval_case set approver_ids = array[beneficiary_id] where request_id = ?",
                        requestId)))
                .hasMessageContaining("nobody_is_asked_about_their_own_request");
        assertThatThrownBy(() -> database.doInTransaction(tx ->
                        tx.execute("update approval_case set approver_ids = '{}' where request_id = ?", requestId)))
                .hasMessageContaining("waiting_case_names_its_approvers");
    }

    @Test
    void theDecidingStatementItselfAdmitsNobodyElse() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
        var now = java.time.Instant.now();

        for (var name : new String[] {"kevin", "omar", "ada"}) {
            var decision = new Decision.Approved(company.person(name), now, null);
            assertThat(database.<Boolean>inTransaction(
                            tx -> new ApprovalCases().decide(tx, requestId, CaseStatus.APPROVED, decision)))
                    .as(name)
                    .isFalse();
        }
    }

    private void writes(String decider) {
        database.doInTransaction(tx -> tx.execute(
                "update approval_case set status = 'APPROVED', decision = 'APPROVE', decided_by_name = 'x', decided_at = now(), "
                        + decider + " where request_id = ?",
                requestId));
    }
}
