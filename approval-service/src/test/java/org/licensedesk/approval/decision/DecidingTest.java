package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

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
                .body("dueAt", nullValue())
                .body("stages[0].approvers.email", contains(company.email("grace")))
                .body("decisions[0].by.email", equalTo(company.email("grace")))
                .body("decisions[0].decision", equalTo("APPROVE"));
        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestApproved.v1");
        var approved = Sent.the("RequestApproved.v1", "case", requestId);
        Contracts.assertKept(approved);
        var requested = Sent.the("ApprovalRequested.v1", "case", requestId);
        Contracts.assertKept(requested);
        assertThat(approved.actor()).isEqualTo(company.email("grace"));
        assertThat(approved.causationId()).isEqualTo(requested.id());
        assertThat(approved.time()).isAfter(requested.time());
    }

    private void kevinAsks() {
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
    }
}
