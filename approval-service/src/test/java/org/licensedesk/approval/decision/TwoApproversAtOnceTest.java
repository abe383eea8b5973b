package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

/** Many who may decide the same case press at the same moment, while it is withdrawn and the directory changes. */
@QuarkusTest
class TwoApproversAtOnceTest {

    private static final int OWNERS = 8;

    @Inject
    EventsConsumer consumer;

    @AfterEach
    void nobodyOwnsLicenses() {
        Company.namesOwners();
    }

    @Test
    void exactlyOneDecisionStands() throws Exception {
        var company = aCompanyOfOwners();
        for (var round = 0; round < 10; round++) {
            var requestId = Envelopes.anId();
            consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
            var attempts = new ArrayList<Callable<Integer>>();
            for (var owner = 0; owner < OWNERS; owner++) {
                var email = company.email("owner" + owner);
                var decision = owner % 2 == 0 ? "APPROVE" : "REJECT";
                attempts.add(
                        () -> decides(email, requestId, decision, "at once").statusCode());
            }

            var statuses = atOnce(attempts);

            assertThat(statuses).as("round " + round).containsOnly(200, 409);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
            assertThat(Sent.typesOf("case", requestId)).hasSize(2);
        }
    }

    @Test
    void aDoubleClickDecidesOnce() throws Exception {
        var company = aCompanyOfOwners();
        var requestId = Envelopes.anId();
        consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
        var attempts = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < OWNERS; i++) {
            attempts.add(() ->
                    decides(company.email("owner1"), requestId, "APPROVE", null).statusCode());
        }

        assertThat(atOnce(attempts)).containsOnly(200);
        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestApproved.v1");
    }

    @Test
    void decidingWithdrawingAndReroutingAtOnceLeaveOneStory() throws Exception {
        var company = aCompanyOfOwners();
        for (var round = 0; round < 8; round++) {
            var requestId = Envelopes.anId();
            consumer.receive(Envelopes.batch(company.submits(requestId, "kevin", "kevin")));
            var withdrawn = company.withdraws(requestId, "kevin");
            var fewer = round % 2 == 0;
            List<Callable<Integer>> attempts = List.of(
                    () -> decides(company.email("owner0"), requestId, "APPROVE", null)
                            .statusCode(),
                    () -> decides(company.email("owner1"), requestId, "REJECT", "no")
                            .statusCode(),
                    () -> {
                        consumer.receive(Envelopes.batch(withdrawn));
                        return 200;
                    },
                    () -> {
                        Company.namesOwners(company.email(fewer ? "owner2" : "owner0"), company.email("owner1"));
                        return 200;
                    });

            var statuses = atOnce(attempts);

            var story = Sent.typesOf("case", requestId);
            assertThat(statuses).as("no attempt broke: " + story).doesNotContain(500, 503);
            assertThat(story.stream()
                            .filter(type -> type.equals("RequestApproved.v1") || type.equals("RequestRejected.v1")))
                    .as(story.toString())
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(story.stream().filter("ApprovalWithdrawn.v1"::equals).count())
                    .as(story.toString())
                    .isEqualTo(story.contains("RequestRejected.v1") ? 0 : 1);
            assertThat(story.indexOf("ApprovalRerouted.v1"))
                    .as("nothing moves after the decision: " + story)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static Company aCompanyOfOwners() {
        var company = new Company().with("kevin", null);
        var owners = new String[OWNERS];
        for (var owner = 0; owner < OWNERS; owner++) {
            company.with("owner" + owner, null);
            owners[owner] = company.email("owner" + owner);
        }
        company.imported();
        Company.namesOwners(owners);
        return company;
    }

    private static List<Integer> atOnce(List<Callable<Integer>> attempts) throws Exception {
        var pool = Executors.newFixedThreadPool(attempts.size());
        try {
            var ready = new CountDownLatch(attempts.size());
            var running = attempts.stream()
                    .map(attempt -> pool.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return attempt.call();
                    }))
                    .toList();
            var results = new ArrayList<Integer>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
