package org.licensedesk.assignment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.licensedesk.assignment.claim.ClaimStory.allow;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.claim.ClaimLicense.Claimant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Database;

/** Many claims at once: no limit is passed, nobody has two seats, and what was undone does not count. */
@QuarkusTest
class ClaimsUnderPressureTest {

    private static final int THREADS = 40;

    @Inject
    LedgerStory ledger;

    @Inject
    ClaimStory story;

    @Inject
    ClaimLicense claimLicense;

    @Inject
    Claims claims;

    @Inject
    Database database;

    @Test
    void fortyPeopleClaimingTenSeatsWithALimitOfSevenGetExactlySeven() throws Exception {
        String sku = ledger.aProduct(10);
        allow(sku, "\"perDay\": 7");

        List<ClaimOutcome> outcomes = claimAtOnce(sku, thread -> story.person());

        assertThat(assigned(outcomes)).isEqualTo(7);
        assertThat(ledger.holders(sku)).hasSize(7).doesNotHaveDuplicates();
        assertThat(ledger.pool(sku).used()).isEqualTo(7);
        assertThat(story.counted(sku)).isEqualTo(7);
        assertThat(ledger.provenChanges(sku)).hasSize(8);
    }

    @Test
    void fortyPeopleOfFourDepartmentsGetNoMoreThanTheirDepartmentMay() throws Exception {
        String sku = ledger.aProduct(30);
        allow(sku, "\"perDay\": 20, \"perDepartmentPerDay\": 3");

        List<ClaimOutcome> outcomes = claimAtOnce(sku, thread -> story.personOf("Department " + thread % 4));

        assertThat(assigned(outcomes)).isEqualTo(12);
        assertThat(ledger.pool(sku).used()).isEqualTo(12);
    }

    @Test
    void fortyPressesOfOnePersonGiveOneSeat() throws Exception {
        String sku = ledger.aProduct(10);
        allow(sku, "");
        Holder ada = story.person();

        List<ClaimOutcome> outcomes = claimAtOnce(sku, thread -> ada);

        assertThat(assigned(outcomes)).isEqualTo(1);
        assertThat(outcomes.stream().filter(ClaimOutcome.AlreadyHeld.class::isInstance))
                .hasSize(39);
        assertThat(ledger.pool(sku).used()).isEqualTo(1);
        assertThat(story.counted(sku)).isEqualTo(1);
    }

    @Test
    void productsThatBackEachOtherUpStandInNobodysWay() throws Exception {
        String one = ledger.aProduct(15);
        String other = ledger.aProduct(15);
        allow(one, "\"backups\": [\"" + other + "\"]");
        allow(other, "\"backups\": [\"" + one + "\"]");

        List<ClaimOutcome> outcomes = claimAtOnce(thread -> thread % 2 == 0 ? one : other, thread -> story.person());

        assertThat(assigned(outcomes)).isEqualTo(30);
        assertThat(ledger.pool(one).free()).isZero();
        assertThat(ledger.pool(other).free()).isZero();
    }

    @Test
    void whatCountsBeyondALimitIsRefusedByTheCounterItself() {
        String sku = ledger.aProduct(1);
        var policy = new ClaimPolicy(sku, true, null, 2, 1, List.of());
        var day = java.time.LocalDate.parse("2099-01-01");

        List<Boolean> counted = database.inTransaction(tx -> List.of(
                claims.countUp(tx, policy, day, "Sales"),
                claims.countUp(tx, policy, day, "Finance"),
                claims.countUp(tx, policy, day, "Engineering")));

        assertThat(counted).containsExactly(true, true, false);
    }

    private List<ClaimOutcome> claimAtOnce(String sku, IntFunction<Holder> who) throws Exception {
        return claimAtOnce(thread -> sku, who);
    }

    private List<ClaimOutcome> claimAtOnce(IntFunction<String> what, IntFunction<Holder> who) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        var together = new CyclicBarrier(THREADS);
        try {
            List<Callable<ClaimOutcome>> presses = IntStream.range(0, THREADS)
                    .mapToObj(thread -> {
                        Holder holder = who.apply(thread);
                        return (Callable<ClaimOutcome>) () -> {
                            var person = claimLicense.person(holder.email()).orElseThrow();
                            together.await();
                            return claimLicense.claim(what.apply(thread), new Claimant(person, holder.email()));
                        };
                    })
                    .toList();
            List<ClaimOutcome> outcomes = new ArrayList<>();
            for (Future<ClaimOutcome> done : threads.invokeAll(presses)) {
                outcomes.add(done.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long assigned(List<ClaimOutcome> outcomes) {
        return outcomes.stream().filter(ClaimOutcome.Assigned.class::isInstance).count();
    }
}
