package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.web.Refusal;

@QuarkusTest
class LedgerTest {

    @Inject
    Seats seats;

    @Inject
    LedgerStory story;

    @Inject
    DatabaseClock clock;

    @Inject
    EndDates endDates;

    @AfterEach
    void backToThePresent() {
        clock.reset();
    }

    @Test
    void aHotProductGivesExactlyItsSeatsAndALineInOrderOfApproval() {
        String sku = story.aProduct(5_000);
        Instant start = story.now();
        List<Grant> grants = new ArrayList<>(IntStream.range(0, 10_000)
                // two at each moment, so that the ids decide between them
                .mapToObj(i -> story.aGrant(sku, LedgerStory.somebody(), start.plusMillis(i / 2), null))
                .toList());

        List<List<Grant>> batches = IntStream.range(0, 20)
                .mapToObj(i -> grants.subList(i * 500, i * 500 + 500))
                .toList();
        Random random = new Random(42);
        batches.forEach(batch -> {
            List<Grant> shuffled = new ArrayList<>(batch);
            Collections.shuffle(shuffled, random);
            story.grant(shuffled);
        });

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 5_000, 5_000, 5_000));
        assertThat(story.holders(sku)).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(story.line(sku))
                .containsExactlyElementsOf(grants.stream()
                        .sorted(Grant.IN_ORDER_OF_APPROVAL)
                        .skip(5_000)
                        .map(Grant::reasonId)
                        .toList());
        assertThat(story.provenChanges(sku)).hasSize(5_001);
        assertThat(Sent.of("productState", sku)).hasSize(22); // definition, purchase, and one for each batch
    }

    @Test
    void thousandsInLineAreServedByOnePurchase() {
        String sku = story.aProduct(0);
        List<Grant> grants = IntStream.range(0, 3_000)
                .mapToObj(i -> story.aGrant(sku, LedgerStory.somebody()))
                .toList();
        story.grant(grants);

        PoolNumbers numbers = story.resize(sku, 2_500);

        assertThat(numbers).isEqualTo(new PoolNumbers(sku, 2_500, 2_500, 500));
        assertThat(story.line(sku))
                .containsExactlyElementsOf(grants.stream()
                        .sorted(Grant.IN_ORDER_OF_APPROVAL)
                        .skip(2_500)
                        .map(Grant::reasonId)
                        .toList());
        assertThat(story.provenChanges(sku)).hasSize(2_501);
    }

    @Test
    void oneHolderHasOneSeatWhateverTheNumberOfReasons() {
        String sku = story.aProduct(5);
        Holder ada = LedgerStory.somebody();
        Grant first = story.aGrant(sku, ada);
        Grant second = story.aGrant(sku, ada);
        Grant third = story.aGrant(sku, ada);

        story.grant(first, second);
        story.grant(third);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 5, 1, 0));
        assertThat(LedgerStory.saidOf(first)).containsExactly("SeatAssigned.v1");
        assertThat(LedgerStory.saidOf(second)).containsExactly("ReasonAdded.v1");
        assertThat(LedgerStory.saidOf(third)).containsExactly("ReasonAdded.v1");
    }

    @Test
    void theSeatStaysUntilTheLastReasonEnds() {
        String sku = story.aProduct(5);
        Holder ada = LedgerStory.somebody();
        Grant first = story.aGrant(sku, ada);
        Grant second = story.aGrant(sku, ada);
        story.grant(first, second);

        story.revoke(first);

        assertThat(story.pool(sku).used()).isEqualTo(1);
        assertThat(LedgerStory.saidOf(first)).containsExactly("SeatAssigned.v1", "ReasonEnded.v1");

        story.revoke(second);

        assertThat(story.pool(sku).used()).isZero();
        assertThat(LedgerStory.saidOf(second)).containsExactly("ReasonAdded.v1", "SeatReleased.v1");
        assertThat(story.seatOf(sku, ada)).isNull();
    }

    @Test
    void aReturnedSeatGoesToTheFirstInLineAndTheHistorySaysWhy() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Holder ben = LedgerStory.somebody();
        Grant hers = story.aGrant(sku, ada);
        Grant his = story.aGrant(sku, ben);
        story.grant(hers, his);

        story.returnSeat(story.seatOf(sku, ada), ada);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 0));
        assertThat(story.holders(sku)).containsExactly(ben.id());
        EventEnvelope released = Sent.the("SeatReleased.v1", "reason", hers.reasonId());
        EventEnvelope assigned = Sent.the("SeatAssigned.v1", "reason", his.reasonId());
        assertThat(released.actor()).isEqualTo(ada.email());
        assertThat(assigned.actor()).isEqualTo("system");
        assertThat(assigned.causationId()).isEqualTo(released.id());
        assertThat(assigned.time()).isAfter(released.time());
        assertThat(Envelopes.body(assigned).path("fromWaitingList").asBoolean()).isTrue();
        story.provenChanges(sku);
    }

    @Test
    void aGrantKnownAlreadyChangesNothing() {
        String sku = story.aProduct(1);
        Grant assigned = story.aGrant(sku, LedgerStory.somebody());
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(assigned, waiting);

        assertThat(story.grant(assigned, waiting)).isEmpty();

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 1));
        assertThat(LedgerStory.saidOf(assigned)).containsExactly("SeatAssigned.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1");
    }

    @Test
    void aWithdrawalBeforeTheGrantRefusesItWithItsCause() {
        String sku = story.aProduct(1);
        Grant grant = story.aGrant(sku, LedgerStory.somebody());

        story.revoke(grant);
        story.grant(grant);

        assertThat(story.pool(sku).used()).isZero();
        assertThat(LedgerStory.saidOf(grant)).containsExactly("AssignmentRefused.v1");
        EventEnvelope refused = Sent.the("AssignmentRefused.v1", "reason", grant.reasonId());
        Contracts.assertKept(refused);
        assertThat(Envelopes.body(refused).at("/cause/code").asText()).isEqualTo("WITHDRAWN");
        assertThat(story.grant(grant)).isEmpty();
    }

    @Test
    void whoWaitsForSeveralReasonsHasOnePlaceAndItIsThatOfTheFirstThatIsLeft() {
        Holder ada = LedgerStory.somebody();
        Holder ben = LedgerStory.somebody();
        String sku = story.aProduct(0);
        Instant now = story.now();
        Grant first = story.aGrant(sku, ada, now.minusSeconds(3), null);
        Grant ofBen = story.aGrant(sku, ben, now.minusSeconds(2), null);
        Grant second = story.aGrant(sku, ada, now.minusSeconds(1), null);

        story.grant(second, ofBen);
        story.grant(first);
        int withAll = story.pool(sku).waiting();
        List<UUID> inOrder = story.waiting(sku);
        story.end(first);

        assertThat(withAll).isEqualTo(2);
        assertThat(inOrder).containsExactly(ada.id(), ben.id());
        assertThat(story.pool(sku).waiting()).isEqualTo(2);
        assertThat(story.waiting(sku)).containsExactly(ben.id(), ada.id());
        assertThat(told("Waitlisted.v1", second, "further")).isFalse();
        assertThat(told("Waitlisted.v1", first, "further")).isTrue();
        assertThat(told("WaitingPlaceEnded.v1", first, "placeStays")).isTrue();
        story.end(second);
        assertThat(story.pool(sku).waiting()).isEqualTo(1);
        assertThat(told("WaitingPlaceEnded.v1", second, "placeStays")).isFalse();
        Contracts.assertKept(Sent.the("Waitlisted.v1", "reason", first.reasonId()));
        Contracts.assertKept(Sent.the("WaitingPlaceEnded.v1", "reason", first.reasonId()));
    }

    @Test
    void whoWaitsForSeveralReasonsIsShownOnceWithAllOfThem() {
        Holder ada = LedgerStory.somebody();
        String sku = story.aProduct(0);
        story.grant(
                story.aGrant(sku, ada),
                story.aGrant(sku, ada, ReasonType.BULK, story.now(), null),
                story.aGrant(sku, LedgerStory.somebody()));

        assertThat(seats.waitingFor(sku, 10)).extracting(WaitingRow::position).containsExactly(1, 2);
        assertThat(seats.waitingOf(ada.email()))
                .singleElement()
                .satisfies(place -> assertThat(place.reasons())
                        .extracting(ReasonRow::type)
                        .containsExactly(ReasonType.REQUEST, ReasonType.BULK));
    }

    private static boolean told(String type, Grant grant, String field) {
        return Envelopes.body(Sent.the(type, "reason", grant.reasonId()))
                .path(field)
                .asBoolean();
    }

    @Test
    void aWithdrawalAfterTheGrantFreesTheSeatOrTheWaitingPlace() {
        String sku = story.aProduct(1);
        Grant assigned = story.aGrant(sku, LedgerStory.somebody());
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        Grant next = story.aGrant(sku, LedgerStory.somebody());
        story.grant(assigned, waiting, next);

        story.revoke(waiting);
        story.revoke(assigned);
        story.revoke(assigned);

        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
        assertThat(LedgerStory.saidOf(assigned)).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(next)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 0));
    }

    @Test
    void anUnknownProductIsRefusedOnceWithItsCause() {
        Grant grant = story.aGrant("NOBODY-SELLS-" + UUID.randomUUID(), LedgerStory.somebody());

        story.grant(grant);
        story.grant(grant);

        assertThat(LedgerStory.saidOf(grant)).containsExactly("AssignmentRefused.v1");
        assertThat(Envelopes.body(Sent.the("AssignmentRefused.v1", "reason", grant.reasonId()))
                        .at("/cause/code")
                        .asText())
                .isEqualTo("UNKNOWN_PRODUCT");
    }

    @Test
    void whoDepartsLosesEverythingAndWhoWaitsGetsIt() {
        String visio = story.aProduct(1);
        String project = story.aProduct(0);
        Holder ada = LedgerStory.somebody();
        Holder ben = LedgerStory.somebody();
        Grant herVisio = story.aGrant(visio, ada);
        Grant herProject = story.aGrant(project, ada);
        Grant hisVisio = story.aGrant(visio, ben);
        story.grant(herVisio, herProject, hisVisio);

        story.depart(ada);

        assertThat(LedgerStory.saidOf(herVisio)).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(herProject)).containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
        assertThat(LedgerStory.saidOf(hisVisio)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        assertThat(story.pool(project)).isEqualTo(new PoolNumbers(project, 0, 0, 0));
    }

    @Test
    void shrinkingBelowUseIsRefusedAndChangesNothing() {
        String sku = story.aProduct(2);
        story.grant(story.aGrant(sku, LedgerStory.somebody()), story.aGrant(sku, LedgerStory.somebody()));

        assertThatThrownBy(() -> story.resize(sku, 1)).isInstanceOf(Refusal.class);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 2, 0));
        assertThat(story.provenChanges(sku)).hasSize(3);
    }

    @Test
    void aSeatEndsWhenItsLastDayIsOverAndNotBefore() {
        String sku = story.aProduct(1);
        LocalDate today = LocalDate.ofInstant(story.now(), ZoneOffset.UTC);
        Grant untilToday = story.aGrant(sku, LedgerStory.somebody(), story.now(), today);
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(untilToday, waiting);

        clock.advance(
                Duration.between(story.now(), today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                        .minusSeconds(1));
        story.endOverdue();
        assertThat(LedgerStory.saidOf(untilToday)).containsExactly("SeatAssigned.v1");

        clock.advance(Duration.ofSeconds(2));
        story.endOverdue();
        story.endOverdue();

        assertThat(LedgerStory.saidOf(untilToday)).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        EventEnvelope released = Sent.the("SeatReleased.v1", "reason", untilToday.reasonId());
        assertThat(released.actor()).isEqualTo("system");
        assertThat(Envelopes.body(released).at("/cause/code").asText()).isEqualTo("ENDED");
    }

    @Test
    void anExtensionKeepsTheVerySeatWithoutAGap() {
        String sku = story.aProduct(1);
        LocalDate today = LocalDate.ofInstant(story.now(), ZoneOffset.UTC);
        Holder ada = LedgerStory.somebody();
        Grant untilToday = story.aGrant(sku, ada, story.now(), today);
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        story.grant(untilToday, waiting);
        UUID seat = story.seatOf(sku, ada);
        Grant extension = story.aGrant(sku, ada, story.now(), today.plusDays(30));
        story.grant(extension);

        clock.advance(Duration.ofDays(1));
        story.endOverdue();

        assertThat(story.seatOf(sku, ada)).isEqualTo(seat);
        assertThat(LedgerStory.saidOf(untilToday)).containsExactly("SeatAssigned.v1", "ReasonEnded.v1");
        assertThat(LedgerStory.saidOf(extension)).containsExactly("ReasonAdded.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1");

        clock.advance(Duration.ofDays(30));
        story.endOverdue();

        assertThat(LedgerStory.saidOf(extension)).containsExactly("ReasonAdded.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
    }

    @Test
    void twoReplicasEndASeatOnce() throws Exception {
        String sku = story.aProduct(3);
        LocalDate today = LocalDate.ofInstant(story.now(), ZoneOffset.UTC);
        List<Grant> grants = IntStream.range(0, 3)
                .mapToObj(i -> story.aGrant(sku, LedgerStory.somebody(), story.now(), today))
                .toList();
        story.grant(grants);
        clock.advance(Duration.ofDays(1));

        var replicas = java.util.concurrent.Executors.newFixedThreadPool(2);
        try {
            var done = replicas.invokeAll(java.util.Collections.nCopies(6, () -> story.endOverdue()));
            for (var one : done) {
                one.get();
            }
        } finally {
            replicas.shutdownNow();
        }

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 3, 0, 0));
        assertThat(grants)
                .allSatisfy(grant ->
                        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatReleased.v1"));
    }

    @Test
    void theClockAndNotTheScheduleEndsSeats() {
        String sku = story.aProduct(1);
        LocalDate today = LocalDate.ofInstant(story.now(), ZoneOffset.UTC);
        Grant grant = story.aGrant(sku, LedgerStory.somebody(), story.now(), today.plusDays(3));
        story.grant(grant);

        endDates.endWhatIsOver();
        clock.advance(Duration.ofDays(4));
        endDates.endWhatIsOver();

        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
    }

    @Test
    void whoseLastDayIsOverInLineIsPassedOver() {
        String sku = story.aProduct(1);
        LocalDate today = LocalDate.ofInstant(story.now(), ZoneOffset.UTC);
        Holder ada = LedgerStory.somebody();
        Grant held = story.aGrant(sku, ada);
        Grant short1 = story.aGrant(sku, LedgerStory.somebody(), story.now(), today);
        Grant patient = story.aGrant(sku, LedgerStory.somebody(), story.now(), null);
        story.grant(held, short1, patient);
        clock.advance(Duration.ofDays(1));

        story.returnSeat(story.seatOf(sku, ada), ada);

        assertThat(LedgerStory.saidOf(short1)).containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
        assertThat(LedgerStory.saidOf(patient)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 0));
    }

    @Test
    void everyFactKeepsItsContract() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Grant first = story.aGrant(sku, ada, story.now(), LocalDate.parse("2099-06-30"));
        Grant second = story.aGrant(sku, ada);
        Grant waiting = story.aGrant(sku, LedgerStory.somebody());
        Grant leaving = story.aGrant(sku, LedgerStory.somebody());
        story.grant(first, second, waiting, leaving);
        story.revoke(first);
        story.revoke(leaving);
        story.revoke(second);

        for (Grant grant : List.of(first, second, waiting, leaving)) {
            Sent.of("reason", grant.reasonId()).forEach(Contracts::assertKept);
        }
        Sent.of("productState", sku).forEach(Contracts::assertKept);
        assertThat(LedgerStory.saidOf(first)).containsExactly("SeatAssigned.v1", "ReasonEnded.v1");
        assertThat(LedgerStory.saidOf(second)).containsExactly("ReasonAdded.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1");
        assertThat(LedgerStory.saidOf(leaving)).containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
    }

    @Test
    void whatHappensTwiceInOneTransactionLeavesOneStateOfTheProduct() {
        String sku = story.aProduct(2);
        Holder ada = LedgerStory.somebody();

        var outcomes = story.inOneTransaction(
                tx -> story.ledger().grant(tx, List.of(story.aGrant(sku, ada))),
                tx -> story.ledger().grant(tx, List.of(story.aGrant(sku, LedgerStory.somebody()))),
                tx -> story.ledger().grant(tx, List.of(story.aGrant(sku, LedgerStory.somebody()))));

        assertThat(outcomes).hasExactlyElementsOfTypes(SeatAssigned.class, SeatAssigned.class, Waitlisted.class);
        List<EventEnvelope> states = Sent.of("productState", sku);
        assertThat(states).hasSize(3); // definition, purchase, and this one
        assertThat(Envelopes.body(states.get(2)).path("used").asInt()).isEqualTo(2);
        assertThat(Envelopes.body(states.get(2)).path("waiting").asInt()).isEqualTo(1);
    }
}
