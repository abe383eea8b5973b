package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.PoolResized;
import org.licensedesk.assignment.seat.SeatEvent.ReasonAdded;
import org.licensedesk.assignment.seat.SeatEvent.ReasonEnded;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.SeatReleased;
import org.licensedesk.assignment.seat.SeatEvent.WaitingPlaceEnded;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.Refusal;

class PoolTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-05-04");
    private static final Cause RETURNED = Cause.returned("Ada");

    @Test
    void aFreeSeatIsGivenAndCounted() {
        Pool pool = aPoolOf(2);

        OfReason outcome =
                pool.grant(aGrantTo(ada()), Holdings.none(), NOW, TODAY).orElseThrow();

        assertThat(outcome).isInstanceOfSatisfying(SeatAssigned.class, assigned -> {
            assertThat(assigned.poolSequence()).isEqualTo(1);
            assertThat(assigned.used()).isEqualTo(1);
            assertThat(assigned.purchased()).isEqualTo(2);
            assertThat(assigned.fromWaitingList()).isFalse();
        });
        assertThat(pool.numbers()).isEqualTo(new PoolNumbers("VISIO", 2, 1, 0));
        assertThat(pool.givenSeats()).hasSize(1);
    }

    @Test
    void anEmptyPoolGivesAWaitingPlaceAndKeepsItsSequence() {
        Pool pool = aPoolOf(0);

        OfReason outcome =
                pool.grant(aGrantTo(ada()), Holdings.none(), NOW, TODAY).orElseThrow();

        assertThat(outcome).isInstanceOf(Waitlisted.class);
        assertThat(pool.numbers()).isEqualTo(new PoolNumbers("VISIO", 0, 0, 1));
        assertThat(pool.sequence()).isZero();
        assertThat(pool.isChanged()).isTrue();
    }

    @Test
    void aSecondReasonTakesNoSecondSeat() {
        Pool pool = aPoolOf(5);
        Holder ada = ada();
        pool.grant(aGrantTo(ada), Holdings.none(), NOW, TODAY);

        OfReason outcome =
                pool.grant(aGrantTo(ada), Holdings.none(), NOW, TODAY).orElseThrow();

        assertThat(outcome).isInstanceOf(ReasonAdded.class);
        assertThat(pool.numbers().used()).isEqualTo(1);
        assertThat(pool.newReasons()).extracting(Reason::state).containsOnly(Reason.State.HELD);
    }

    @Test
    void theSameReasonTwiceChangesNothing() {
        Pool pool = aPoolOf(5);
        Grant grant = aGrantTo(ada());
        pool.grant(grant, Holdings.none(), NOW, TODAY);

        assertThat(pool.grant(grant, Holdings.none(), NOW, TODAY)).isEmpty();
        assertThat(pool.numbers().used()).isEqualTo(1);
    }

    @Test
    void aGrantWhoseLastDayIsOverIsRefused() {
        Pool pool = aPoolOf(5);

        OfReason outcome = pool.grant(aGrant(ada(), NOW, TODAY.minusDays(1)), Holdings.none(), NOW, TODAY)
                .orElseThrow();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AssignmentRefused.class,
                        refused -> assertThat(refused.cause())
                                .isEqualTo(new Cause(Cause.Code.ENDED, "It was wanted until 3 May 2026")));
        assertThat(pool.numbers().used()).isZero();
    }

    @Test
    void aGrantIsGoodOnItsLastDay() {
        Pool pool = aPoolOf(1);

        assertThat(pool.grant(aGrant(ada(), NOW, TODAY), Holdings.none(), NOW, TODAY))
                .containsInstanceOf(SeatAssigned.class);
    }

    @Test
    void aRevokedGrantIsRefusedWhenItComesAfterAll() {
        Pool pool = aPoolOf(1);
        Grant grant = aGrantTo(ada());
        pool.load(Reason.revoked(grant, Cause.withdrawn("no longer needed"), NOW));

        OfReason outcome = pool.grant(grant, Holdings.none(), NOW, TODAY).orElseThrow();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AssignmentRefused.class,
                        refused -> assertThat(refused.cause().code()).isEqualTo(Cause.Code.WITHDRAWN));
        assertThat(pool.numbers().used()).isZero();
        assertThat(pool.changedReasons()).extracting(Reason::state).containsExactly(Reason.State.REFUSED);
    }

    @Test
    void aSeatEndsWithItsLastReasonOnly() {
        Pool pool = aPoolOf(1);
        Holder ada = ada();
        Grant first = aGrantTo(ada);
        Grant second = aGrantTo(ada);
        pool.grant(first, Holdings.none(), NOW, TODAY);
        pool.grant(second, Holdings.none(), NOW, TODAY);

        OfReason one = pool.end(first.reasonId(), RETURNED, NOW).orElseThrow();
        OfReason other = pool.end(second.reasonId(), RETURNED, NOW).orElseThrow();

        assertThat(one).isInstanceOf(ReasonEnded.class);
        assertThat(other).isInstanceOfSatisfying(SeatReleased.class, released -> {
            assertThat(released.used()).isZero();
            assertThat(released.poolSequence()).isEqualTo(2);
        });
        assertThat(pool.end(second.reasonId(), RETURNED, NOW)).isEmpty();
    }

    @Test
    void aSeatGivenAndFreedInOneTransactionIsNeverWritten() {
        Pool pool = aPoolOf(1);
        Grant grant = aGrantTo(ada());
        pool.grant(grant, Holdings.none(), NOW, TODAY);

        pool.end(grant.reasonId(), RETURNED, NOW);

        assertThat(pool.givenSeats()).isEmpty();
        assertThat(pool.freedSeats()).isEmpty();
        assertThat(pool.sequence()).isEqualTo(2);
    }

    @Test
    void aWaitingPlaceEndsWithoutTouchingASeat() {
        Pool pool = aPoolOf(0);
        Grant grant = aGrantTo(ada());
        pool.grant(grant, Holdings.none(), NOW, TODAY);

        OfReason outcome =
                pool.end(grant.reasonId(), Cause.withdrawn(null), NOW).orElseThrow();

        assertThat(outcome).isInstanceOf(WaitingPlaceEnded.class);
        assertThat(pool.numbers()).isEqualTo(new PoolNumbers("VISIO", 0, 0, 0));
    }

    @Test
    void boughtSeatsGoToTheFirstInLine() {
        Pool pool = aFullPoolOf(1, waiting("ben", 3), waiting("ada", 1), waiting("cleo", 2));

        PoolResized resized = pool.resize(3, false).orElseThrow();
        List<OfReason> served = pool.drain(Holdings.none(), NOW, TODAY);

        assertThat(resized)
                .extracting(PoolResized::purchasedBefore, PoolResized::purchased, PoolResized::used)
                .containsExactly(1, 3, 1);
        assertThat(served).extracting(fact -> fact.holder().name()).containsExactly("ada", "cleo");
        assertThat(served)
                .allSatisfy(fact ->
                        assertThat(((SeatAssigned) fact).fromWaitingList()).isTrue());
        assertThat(pool.numbers()).isEqualTo(new PoolNumbers("VISIO", 3, 3, 1));
        assertThat(pool.sequence()).isEqualTo(3);
    }

    @Test
    void whoIsApprovedAtTheSameMomentIsOrderedById() {
        UUID low = new UUID(1, 1);
        UUID high = new UUID(-1, 1); // compares as negative in Java, as the greater one in PostgreSQL
        Pool pool = aFullPoolOf(0, waitingAs(high, "second", 1), waitingAs(low, "first", 1));

        pool.resize(1, false);

        assertThat(pool.drain(Holdings.none(), NOW, TODAY))
                .extracting(fact -> fact.holder().name())
                .containsExactly("first");
    }

    @Test
    void whoWaitsTwiceGetsOneSeatForBothReasons() {
        Holder ada = new Holder(UUID.randomUUID(), "ada@example.org", "ada");
        Pool pool = aFullPoolOf(
                0,
                waiting(ada, UUID.randomUUID(), 1, null),
                waiting("ben", 2),
                waiting(ada, UUID.randomUUID(), 3, null));

        pool.resize(2, false);
        List<OfReason> served = pool.drain(Holdings.none(), NOW, TODAY);

        assertThat(served).extracting(fact -> fact.holder().name()).containsExactly("ada", "ada", "ben");
        assertThat(served.get(1)).isInstanceOf(ReasonAdded.class);
        assertThat(pool.numbers()).isEqualTo(new PoolNumbers("VISIO", 2, 2, 0));
    }

    @Test
    void whoWaitedTooLongIsPassedOver() {
        Pool pool = aFullPoolOf(
                0,
                waiting(
                        new Holder(UUID.randomUUID(), "ada@example.org", "ada"),
                        UUID.randomUUID(),
                        1,
                        TODAY.minusDays(1)),
                waiting("ben", 2));

        pool.resize(1, false);
        List<OfReason> facts = pool.drain(Holdings.none(), NOW, TODAY);

        assertThat(facts.get(0)).isInstanceOf(WaitingPlaceEnded.class);
        assertThat(facts.get(1)).isInstanceOf(SeatAssigned.class);
        assertThat(pool.numbers()).isEqualTo(new PoolNumbers("VISIO", 1, 1, 0));
    }

    @Test
    void aPoolAsksForMoreOfTheLineUntilItIsFullOrNobodyWaits() {
        Pool pool = new Pool(new PoolNumbers("VISIO", 1, 1, 3), "Visio", 0, Ids::next);
        pool.resize(3, false);

        assertThat(pool.seatsForMoreOfTheLine()).isEqualTo(2);
        pool.loadNextInLine(waiting("ada", 1));
        pool.drain(Holdings.none(), NOW, TODAY);
        assertThat(pool.seatsForMoreOfTheLine()).isEqualTo(1);
        pool.loadNextInLine(waiting("ben", 2));
        pool.drain(Holdings.none(), NOW, TODAY);
        assertThat(pool.seatsForMoreOfTheLine()).isZero();
    }

    @Test
    void shrinkingBelowUseIsRefusedWithTheNumbers() {
        Pool pool = new Pool(new PoolNumbers("VISIO", 5, 4, 0), "Visio", 7, Ids::next);

        assertThatThrownBy(() -> pool.resize(3, false))
                .isInstanceOf(Refusal.class)
                .hasMessage("4 seats of Visio are in use; a pool of 3 would be too small. Remove seats first.");
        assertThat(pool.isChanged()).isFalse();
    }

    @Test
    void resizingToTheSameNumberIsNoFact() {
        Pool pool = aPoolOf(5);

        assertThat(pool.resize(5, false)).isEmpty();
        assertThat(pool.isChanged()).isFalse();
    }

    @Test
    void aReasonThatMayNotBeEndedKeepsAllOfThem() {
        Pool pool = aPoolOf(1);
        Holder ada = ada();
        Grant requested = aGrantTo(ada);
        pool.grant(requested, Holdings.none(), NOW, TODAY);
        pool.grant(aGrant(ada, ReasonType.GROUP, "engineering"), Holdings.none(), NOW, TODAY);
        UUID seat = pool.givenSeats().iterator().next().id();

        assertThatThrownBy(() -> pool.release(seat, ReasonType::endsByRemoval, Cause.removed("Lena"), NOW))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("through a group. Nothing was changed");
        assertThat(pool.newReasons()).allMatch(Reason::isLive);
    }

    @Test
    void aReleaseEndsEveryReasonAndTheSeatWithTheLast() {
        Pool pool = aPoolOf(1);
        Holder ada = ada();
        pool.grant(aGrantTo(ada), Holdings.none(), NOW, TODAY);
        pool.grant(aGrant(ada, ReasonType.MANUAL, "lena"), Holdings.none(), NOW, TODAY);
        UUID seat = pool.givenSeats().iterator().next().id();

        List<OfReason> facts = pool.release(seat, ReasonType::endsByRemoval, Cause.removed("Lena"), NOW);

        assertThat(facts.get(0)).isInstanceOf(ReasonEnded.class);
        assertThat(facts.get(1)).isInstanceOf(SeatReleased.class);
        assertThat(facts).hasSize(2);
    }

    @Test
    void aHundredGrantsForFortySeatsGiveExactlyFortySeats() {
        Pool pool = aPoolOf(40);
        List<OfReason> outcomes = new ArrayList<>();

        IntStream.range(0, 100)
                .forEach(i ->
                        pool.grant(aGrantTo(ada()), Holdings.none(), NOW, TODAY).ifPresent(outcomes::add));

        assertThat(outcomes).filteredOn(SeatAssigned.class::isInstance).hasSize(40);
        assertThat(outcomes).filteredOn(Waitlisted.class::isInstance).hasSize(60);
        assertThat(new HashSet<>(outcomes.stream()
                        .filter(SeatAssigned.class::isInstance)
                        .map(fact -> ((SeatAssigned) fact).poolSequence())
                        .toList()))
                .hasSize(40);
    }

    private static Pool aPoolOf(int purchased) {
        return new Pool(new PoolNumbers("VISIO", purchased, 0, 0), "Visio", 0, Ids::next);
    }

    private static Pool aFullPoolOf(int purchased, Reason... line) {
        Pool pool = new Pool(
                new PoolNumbers("VISIO", purchased, purchased, (int)
                        Stream.of(line).map(Reason::holder).distinct().count()),
                "Visio",
                0,
                Ids::next);
        List.of(line).forEach(pool::loadNextInLine);
        return pool;
    }

    private static Reason waiting(String name, int approvedAtMinute) {
        return waitingAs(UUID.randomUUID(), name, approvedAtMinute);
    }

    private static Reason waitingAs(UUID id, String name, int approvedAtMinute) {
        return waiting(new Holder(UUID.randomUUID(), name + "@example.org", name), id, approvedAtMinute, null);
    }

    private static Reason waiting(Holder holder, UUID id, int approvedAtMinute, LocalDate endsOn) {
        return Reason.waiting(new Grant(
                id,
                ReasonType.REQUEST,
                id.toString(),
                "VISIO",
                "Visio",
                holder,
                NOW.plusSeconds(60L * approvedAtMinute),
                endsOn,
                WhenFull.WAIT,
                Origin.system()));
    }

    private static Holder ada() {
        UUID id = UUID.randomUUID();
        return new Holder(id, id + "@example.org", "Ada");
    }

    private static Grant aGrantTo(Holder holder) {
        return aGrant(holder, NOW, null);
    }

    private static Grant aGrant(Holder holder, Instant at, LocalDate endsOn) {
        UUID id = Ids.next();
        return new Grant(
                id,
                ReasonType.REQUEST,
                id.toString(),
                "VISIO",
                "Visio",
                holder,
                at,
                endsOn,
                WhenFull.WAIT,
                Origin.system());
    }

    private static Grant aGrant(Holder holder, ReasonType type, String source) {
        return new Grant(Ids.next(), type, source, "VISIO", "Visio", holder, NOW, null, WhenFull.WAIT, Origin.system());
    }
}
