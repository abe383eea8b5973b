package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.ReasonAdded;
import org.licensedesk.assignment.seat.SeatEvent.ReasonBlocked;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.SeatReleased;
import org.licensedesk.assignment.seat.SeatEvent.WaitingPlaceEnded;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;

/** Products that need or exclude each other, pools that give nothing, and pools that shrink as seats become free. */
@QuarkusTest
class LedgerConflictsTest {

    @Inject
    LedgerStory story;

    private final Holder ada = LedgerStory.somebody();

    @Test
    void whoHoldsAnExcludedProductIsRefusedWhicheverSideNamesTheOther() {
        String one = story.aProduct(5);
        String other = story.aProduct(5);
        story.rule(one, excluding(other));
        Holder ben = LedgerStory.somebody();
        story.grant(story.aGrant(one, ada), story.aGrant(other, ben));

        OfReason ofAda = story.grant(story.aGrant(other, ada)).get(0);
        OfReason ofBen = story.grant(story.aGrant(one, ben)).get(0);

        assertThat(List.of(ofAda, ofBen))
                .allSatisfy(outcome -> assertThat(causeOf(outcome)).isEqualTo(Cause.Code.EXCLUDED));
        assertThat(story.pool(one).used()).isEqualTo(1);
        assertThat(story.pool(other).used()).isEqualTo(1);
    }

    @Test
    void twoThatExcludeEachOtherInOneCallGiveTheFirst() {
        String one = story.aProduct(5);
        String other = story.aProduct(5);
        story.rule(one, excluding(other));
        Grant first = story.aGrant(other, ada, story.now().minusSeconds(1), null);

        List<OfReason> outcomes = story.grant(story.aGrant(one, ada), first);

        assertThat(outcomes.get(0)).isInstanceOf(SeatAssigned.class);
        assertThat(causeOf(outcomes.get(1))).isEqualTo(Cause.Code.EXCLUDED);
    }

    @Test
    void aRuleThatIsLiftedNoLongerRefuses() {
        String one = story.aProduct(5);
        String other = story.aProduct(5);
        story.rule(one, excluding(other));
        story.rule(one, ProductRules.none());
        story.grant(story.aGrant(one, ada));

        assertThat(story.grant(story.aGrant(other, ada))).hasOnlyElementsOfType(SeatAssigned.class);
    }

    @Test
    void whoLacksAPrerequisiteIsRefusedAndWhoIsGivenBothAtOnceIsNot() {
        String base = story.aProduct(5);
        String extra = story.aProduct(5);
        story.rule(extra, new ProductRules(List.of(), List.of(base), List.of()));
        Holder ben = LedgerStory.somebody();

        OfReason alone = story.grant(story.aGrant(extra, ada)).get(0);
        List<OfReason> both =
                story.grant(story.aGrant(base, ben, story.now().minusSeconds(1), null), story.aGrant(extra, ben));

        assertThat(causeOf(alone)).isEqualTo(Cause.Code.MISSING_PREREQUISITE);
        assertThat(both).hasOnlyElementsOfType(SeatAssigned.class);
    }

    @Test
    void aGroupsReasonIsBlockedByAConflictAndHealsWhenItIsGone() {
        String one = story.aProduct(5);
        String other = story.aProduct(5);
        story.rule(one, excluding(other));
        Grant held = story.aGrant(one, ada);
        story.grant(held);
        Grant ofGroup = story.aGrant(other, ada, ReasonType.GROUP, story.now(), null);

        List<OfReason> blocked = story.grant(ofGroup);
        List<OfReason> again = story.grant(ofGroup);
        story.end(held);
        story.heal();

        assertThat(blocked).hasOnlyElementsOfType(ReasonBlocked.class);
        assertThat(again).isEmpty();
        assertThat(story.liveReasons(ada)).singleElement().satisfies(reason -> {
            assertThat(reason.id()).isEqualTo(ofGroup.reasonId());
            assertThat(reason.state()).isEqualTo(LiveReason.State.HELD);
        });
        assertThat(story.pool(other).used()).isEqualTo(1);
    }

    @Test
    void aGroupsReasonThatLacksAPrerequisiteHealsIntoTheWaitingListOfAFullPool() {
        String base = story.aProduct(5);
        String extra = story.aProduct(0);
        story.rule(extra, new ProductRules(List.of(), List.of(base), List.of()));
        Grant ofGroup = story.aGrant(extra, ada, ReasonType.GROUP, story.now(), null);
        story.grant(ofGroup);
        story.grant(story.aGrant(base, ada));

        story.heal();

        assertThat(story.states(extra)).containsEntry(ofGroup.reasonId(), "WAITING");
        assertThat(story.pool(extra).waiting()).isEqualTo(1);
    }

    @Test
    void aBlockedReasonCanEndAndNeverHealsAfterwards() {
        String one = story.aProduct(5);
        String other = story.aProduct(5);
        story.rule(one, excluding(other));
        Grant held = story.aGrant(one, ada);
        Grant ofGroup = story.aGrant(other, ada, ReasonType.GROUP, story.now(), null);
        story.grant(held);
        story.grant(ofGroup);

        List<OfReason> ended = story.end(ofGroup);
        story.end(held);
        story.heal();

        assertThat(ended).hasOnlyElementsOfType(WaitingPlaceEnded.class);
        assertThat(story.states(other)).containsEntry(ofGroup.reasonId(), "ENDED");
        assertThat(story.pool(other).used()).isZero();
    }

    @Test
    void whoGotAnExcludedProductWhileWaitingLosesThePlaceWhenTheirTurnComes() {
        String one = story.aProduct(0);
        String other = story.aProduct(5);
        Holder ben = LedgerStory.somebody();
        Grant ofAda = story.aGrant(one, ada, story.now().minusSeconds(2), null);
        Grant ofBen = story.aGrant(one, ben, story.now().minusSeconds(1), null);
        story.grant(ofAda, ofBen);
        story.rule(one, excluding(other));
        story.grant(story.aGrant(other, ada));

        story.resize(one, 1);

        assertThat(story.states(one)).containsEntry(ofAda.reasonId(), "ENDED").containsEntry(ofBen.reasonId(), "HELD");
    }

    @Test
    void excludingProductsAreNeverGivenBothAtTheSameTime() throws Exception {
        String one = story.aProduct(100);
        String other = story.aProduct(100);
        story.rule(one, excluding(other));
        List<Holder> holders = Stream.generate(LedgerStory::somebody).limit(30).toList();
        CountDownLatch start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);

        List<Future<List<OfReason>>> given = holders.stream()
                .flatMap(holder -> Stream.of(one, other)
                        .map(sku -> threads.submit(() -> {
                            start.await();
                            return story.grant(story.aGrant(sku, holder));
                        })))
                .toList();
        start.countDown();
        for (Future<List<OfReason>> outcome : given) {
            outcome.get();
        }
        threads.shutdown();

        holders.forEach(holder -> assertThat(Stream.of(one, other).filter(sku -> story.seatOf(sku, holder) != null))
                .hasSize(1));
    }

    @Test
    void whoDoesNotWantToWaitIsRefusedWhereEverySeatIsTaken() {
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        OfReason refused = story.grant(unwilling(sku)).get(0);

        assertThat(causeOf(refused)).isEqualTo(Cause.Code.NO_FREE_SEAT);
        assertThat(story.pool(sku).waiting()).isZero();
    }

    @Test
    void onlyAnActivePoolGivesSeatsAndItGivesThemAtOnceWhenItIsActiveAgain() {
        String sku = story.aProduct(3);
        story.setState(sku, PoolState.GRACE);
        Grant grant = story.aGrant(sku, ada);

        List<OfReason> waits = story.grant(grant);
        OfReason refused = story.grant(unwilling(sku)).get(0);
        PoolNumbers meanwhile = story.pool(sku);
        story.setState(sku, PoolState.ACTIVE);

        assertThat(waits).hasOnlyElementsOfType(Waitlisted.class);
        assertThat(causeOf(refused)).isEqualTo(Cause.Code.POOL_CLOSED);
        assertThat(meanwhile).isEqualTo(new PoolNumbers(sku, 3, 0, 1, PoolState.GRACE, null));
        assertThat(story.states(sku)).containsEntry(grant.reasonId(), "HELD");
    }

    @Test
    void anEndedPoolLetsNobodyWaitAndOnlyAGroupIsTriedAgainWhenItGoesOn() {
        String sku = story.aProduct(3);
        story.setState(sku, PoolState.ENDED);
        Grant ofGroup = story.aGrant(sku, LedgerStory.somebody(), ReasonType.GROUP, story.now(), null);

        List<OfReason> refused = story.grant(story.aGrant(sku, ada), unwilling(sku));
        List<OfReason> blocked = story.grant(ofGroup);
        story.heal();
        int waiting = story.pool(sku).waiting();
        story.setState(sku, PoolState.ACTIVE);
        story.heal();

        assertThat(refused).extracting(LedgerConflictsTest::causeOf).containsOnly(Cause.Code.SUBSCRIPTION_ENDED);
        assertThat(blocked).hasOnlyElementsOfType(ReasonBlocked.class);
        assertThat(waiting).isZero();
        assertThat(LedgerStory.saidOf(ofGroup)).containsExactly("ReasonBlocked.v1", "SeatAssigned.v1");
    }

    @Test
    void aScheduledReductionRetiresSeatsAsTheyBecomeFreeAndNotSooner() {
        String sku = story.aProduct(3);
        List<Grant> held = Stream.generate(LedgerStory::somebody)
                .limit(3)
                .map(holder -> story.aGrant(sku, holder))
                .toList();
        story.grant(held);
        story.grant(story.aGrant(sku, ada));

        PoolNumbers scheduled = story.resizeLater(sku, 1);
        List<OfReason> first = story.end(held.get(0));
        PoolNumbers afterOne = story.pool(sku);
        story.end(held.get(1));
        PoolNumbers afterTwo = story.pool(sku);
        story.end(held.get(2));

        assertThat(scheduled).isEqualTo(new PoolNumbers(sku, 3, 3, 1, PoolState.ACTIVE, 1));
        assertThat(first).hasOnlyElementsOfType(SeatReleased.class);
        assertThat(afterOne).isEqualTo(new PoolNumbers(sku, 2, 2, 1, PoolState.ACTIVE, 1));
        assertThat(afterTwo).isEqualTo(new PoolNumbers(sku, 1, 1, 1));
        assertThat(story.seatOf(sku, ada)).isNotNull();
        story.provenChanges(sku);
    }

    @Test
    void buyingSeatsCallsAScheduledReductionOff() {
        String sku = story.aProduct(2);
        Grant held = story.aGrant(sku, LedgerStory.somebody());
        story.grant(held, story.aGrant(sku, LedgerStory.somebody()));
        story.resizeLater(sku, 0);

        story.resize(sku, 2);
        story.end(held);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 1, 0));
    }

    @Test
    void aSeatKeepsTheRolesItCameWith() {
        String sku = story.aProduct(2);
        story.rule(sku, new ProductRules(List.of("Project Manager", "Viewer"), List.of(), List.of()));

        OfReason given = story.grant(story.aGrant(sku, ada)).get(0);

        assertThat(given)
                .isInstanceOfSatisfying(
                        SeatAssigned.class,
                        seat -> assertThat(seat.roles()).containsExactly("Project Manager", "Viewer"));
    }

    @Test
    void aDirectReasonAndAGroupsReasonShareOneSeat() {
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, ada));

        List<OfReason> added = story.grant(story.aGrant(sku, ada, ReasonType.GROUP, story.now(), null));

        assertThat(added).hasOnlyElementsOfType(ReasonAdded.class);
        assertThat(story.pool(sku).used()).isEqualTo(1);
    }

    private Grant unwilling(String sku) {
        Grant grant = story.aGrant(sku, LedgerStory.somebody());
        return new Grant(
                grant.reasonId(),
                ReasonType.MANUAL,
                grant.source(),
                sku,
                grant.productName(),
                grant.holder(),
                grant.grantedAt(),
                null,
                WhenFull.REFUSE,
                grant.origin());
    }

    private static ProductRules excluding(String sku) {
        return new ProductRules(List.of(), List.of(), List.of(sku));
    }

    private static Cause.Code causeOf(OfReason outcome) {
        assertThat(outcome).isInstanceOf(AssignmentRefused.class);
        return ((AssignmentRefused) outcome).cause().code();
    }
}
