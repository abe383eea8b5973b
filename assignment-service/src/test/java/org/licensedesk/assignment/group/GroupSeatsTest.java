package org.licensedesk.assignment.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.chassis.web.Refusal;

@QuarkusTest
class GroupSeatsTest {

    @Inject
    LedgerStory ledger;

    @Inject
    GroupStory groups;

    @Inject
    SettleSeats settleSeats;

    @Inject
    GroupRows groupRows;

    @Inject
    Database database;

    @Inject
    DatabaseClock clock;

    private final Holder ada = LedgerStory.somebody();
    private final Holder ben = LedgerStory.somebody();

    @AfterEach
    void backToThePresent() {
        groups.settle();
        clock.reset();
    }

    @Test
    void whoeverJoinsGetsASeatAndWhoeverLeavesGivesItUp() {
        String sku = ledger.aProduct(5);
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();

        groups.join(group, ben);
        groups.settle();
        assertThat(ledger.holders(sku)).containsExactlyInAnyOrder(ada.id(), ben.id());

        groups.leave(group, ada);
        groups.settle();
        assertThat(ledger.holders(sku)).containsExactly(ben.id());
        assertThat(saidOf(sku, ada)).containsExactly("SeatAssigned", "SeatReleased");
        assertThat(Envelopes.body(lastOf(sku, ada)).at("/cause/code").asText()).isEqualTo("LEFT_GROUP");
    }

    @Test
    void nothingHappensBeforeTheGroupsHaveStoodStillForAWindow() {
        String sku = ledger.aProduct(5);
        String group = groups.aGroup();
        groups.put(group, sku);
        groups.join(group, ada);

        clock.advance(Duration.ofMillis(1_900));
        groups.look();
        assertThat(ledger.holders(sku)).isEmpty();

        clock.advance(Duration.ofMillis(1_000));
        groups.look();
        assertThat(ledger.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void movingBetweenTwoGroupsWithTheSameProductKeepsTheSeatWithoutAGap() {
        String sku = ledger.aProduct(1);
        String design = groups.aGroup(ada);
        String sales = groups.aGroup();
        groups.put(design, sku);
        groups.put(sales, sku);
        groups.settle();
        UUID seat = ledger.seatOf(sku, ada);
        ledger.grant(ledger.aGrant(sku, ben));

        groups.leave(design, ada);
        clock.advance(Duration.ofMillis(1_500));
        groups.look();
        groups.join(sales, ada);
        groups.settle();

        assertThat(ledger.seatOf(sku, ada)).isEqualTo(seat).isNotNull();
        assertThat(saidOf(sku, ada)).containsExactly("SeatAssigned", "ReasonAdded", "ReasonEnded");
        assertThat(ledger.pool(sku).waiting()).isEqualTo(1);
    }

    @Test
    void movingKeepsThePlaceInLineToo() {
        String sku = ledger.aProduct(0);
        String design = groups.aGroup(ada);
        String sales = groups.aGroup();
        groups.put(design, sku);
        groups.put(sales, sku);
        groups.settle();
        ledger.grant(ledger.aGrant(sku, ben));

        groups.leave(design, ada);
        groups.join(sales, ada);
        groups.settle();
        ledger.resize(sku, 1);

        assertThat(ledger.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void movingBetweenGroupsWhoseProductsExcludeEachOtherSwapsThem() {
        String visio = ledger.aProduct(1);
        String project = ledger.aProduct(1);
        exclude(visio, project);
        String design = groups.aGroup(ada);
        String sales = groups.aGroup();
        groups.put(design, visio);
        groups.put(sales, project);
        groups.settle();

        groups.leave(design, ada);
        groups.join(sales, ada);
        groups.settle();

        assertThat(ledger.holders(visio)).isEmpty();
        assertThat(ledger.holders(project)).containsExactly(ada.id());
    }

    @Test
    void aLeaveAndAJoinWithinTheWindowChangeNothing() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();

        groups.leave(group, ada);
        groups.join(group, ada);
        groups.settle();

        assertThat(saidOf(sku, ada)).containsExactly("SeatAssigned");
    }

    @Test
    void aGroupThatNeverStandsStillIsFollowedAllTheSame() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup();
        groups.put(group, sku);

        for (int second = 0; second < 15; second++) {
            groups.leave(group, ada);
            groups.join(group, ada);
            clock.advance(Duration.ofSeconds(1));
            groups.look();
        }

        assertThat(ledger.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void beingToldTwiceGivesOneReason() {
        String sku = ledger.aProduct(3);
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();

        groups.join(group, ada);
        groups.put(group, sku);
        groups.settle();
        groups.settle();

        assertThat(saidOf(sku, ada)).containsExactly("SeatAssigned");
        assertThat(Sent.typesOf("productsOnGroup", group)).containsExactly("ProductPutOnGroup.v1");
    }

    @Test
    void aDirectReasonAndOneOfAGroupCoexist() {
        String sku = ledger.aProduct(1);
        ledger.grant(ledger.aGrant(sku, ada));
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();
        assertThat(groups.states(group, sku)).containsEntry(ada.id(), MemberState.ACTIVE);

        groups.leave(group, ada);
        groups.settle();

        assertThat(ledger.holders(sku)).containsExactly(ada.id());
        assertThat(saidOf(sku, ada)).containsExactly("SeatAssigned", "ReasonAdded", "ReasonEnded");
    }

    @Test
    void whoFindsNoSeatIsInErrorUntilOneIsBought() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada, ben);
        groups.put(group, sku);
        groups.settle();
        assertThat(groups.states(group, sku).values()).containsExactlyInAnyOrder(MemberState.ACTIVE, MemberState.COUNT);

        ledger.resize(sku, 2);

        assertThat(groups.states(group, sku).values()).containsOnly(MemberState.ACTIVE);
    }

    @Test
    void anExcludedProductIsAnErrorThatHealsAndHoldsUpNoOther() {
        String visio = ledger.aProduct(1);
        String project = ledger.aProduct(1);
        String planner = ledger.aProduct(1);
        exclude(visio, project);
        ledger.grant(ledger.aGrant(visio, ada));
        String group = groups.aGroup(ada);
        groups.put(group, project, planner);
        groups.settle();
        assertThat(groups.states(group, project)).containsEntry(ada.id(), MemberState.MUTUALLY_EXCLUSIVE);
        assertThat(groups.states(group, planner)).containsEntry(ada.id(), MemberState.ACTIVE);

        ledger.removeSeat(ledger.seatOf(visio, ada));
        heal();

        assertThat(groups.states(group, project)).containsEntry(ada.id(), MemberState.ACTIVE);
    }

    @Test
    void aMissingPrerequisiteIsAnErrorThatHeals() {
        String office = ledger.aProduct(2);
        String copilot = ledger.aProduct(2);
        require(copilot, office);
        String group = groups.aGroup(ada);
        groups.put(group, copilot);
        groups.settle();
        assertThat(groups.states(group, copilot)).containsEntry(ada.id(), MemberState.DEPENDENCY);

        groups.put(group, office);
        groups.settle();
        heal();

        assertThat(groups.states(group, copilot)).containsEntry(ada.id(), MemberState.ACTIVE);
    }

    @Test
    void aPrerequisiteTakenAwayLaterTakesNoSeatAndIsWarnedOf() {
        String base = ledger.aProduct(1);
        String extra = ledger.aProduct(1);
        require(extra, base);
        Grant needed = ledger.aGrant(base, ada);
        ledger.grant(needed);
        String group = groups.aGroup(ada);
        groups.put(group, extra);
        groups.settle();

        ledger.end(needed);

        assertThat(ledger.holders(extra)).containsExactly(ada.id());
        assertThat(groups.states(group, extra)).containsEntry(ada.id(), MemberState.WARNED);
        asLena().get("/api/groups/{id}?state=ACTIVE", group)
                .then()
                .body("states[0].state", equalTo("ACTIVE"))
                .body("states[0].cause", nullValue())
                .body("states[0].warning", containsString("needs Product " + base));
        asLena().get("/api/groups/{id}?state=DependencyViolation", group).then().body("states", empty());
        asLena().get("/groups/{id}?state=warned", group)
                .then()
                .body(containsString("has a seat, lacks a prerequisite"))
                .body(containsString("needs Product " + base));
        ledger.grant(ledger.aGrant(base, ada));
        assertThat(groups.states(group, extra)).containsEntry(ada.id(), MemberState.ACTIVE);
    }

    @Test
    void aSeatWithoutItsPrerequisiteIsCountedAndCosts() {
        String base = ledger.aProduct(1);
        String extra = ledger.aProduct(1);
        require(extra, base);
        price(extra, "12.50");
        Grant needed = ledger.aGrant(base, ada);
        ledger.grant(needed);
        String group = groups.aGroup(ada, ben);
        groups.put(group, extra);
        groups.settle();

        ledger.end(needed);

        OnGroupRow row = groupRows.productsOn(group).get(0);
        assertThat(row.active()).isEqualTo(1);
        assertThat(row.lacking()).isEqualTo(1);
        assertThat(row.errors()).isEqualTo(1);
        assertThat(row.monthlyCost()).isEqualByComparingTo("12.50");
        assertThat(groupRows.of(group).orElseThrow().errors()).isEqualTo(1);
        asLena().get("/groups/{id}", group)
                .then()
                .body(containsString("€12.50"))
                .body(containsString("1 without its prerequisite"));
    }

    @Test
    void theCauseShownIsTheOneOfNowAndIsToldOnce() {
        String rival = ledger.aProduct(1);
        String base = ledger.aProduct(1);
        String other = ledger.aProduct(1);
        String wanted = ledger.aProduct(1);
        exclude(wanted, rival);
        requireAll(wanted, base, other);
        ledger.grant(ledger.aGrant(rival, ada));
        String group = groups.aGroup(ada);
        groups.put(group, wanted);
        groups.settle();
        assertThat(groups.states(group, wanted)).containsEntry(ada.id(), MemberState.MUTUALLY_EXCLUSIVE);

        ledger.removeSeat(ledger.seatOf(rival, ada));
        heal();
        heal();

        assertThat(groups.states(group, wanted)).containsEntry(ada.id(), MemberState.DEPENDENCY);
        assertThat(causeOf(group, wanted)).contains("needs Product " + base + " and Product " + other + ", which");
        assertThat(saidOf(wanted, ada)).containsExactly("ReasonBlocked", "ReasonBlocked");

        ledger.grant(ledger.aGrant(base, ada));
        heal();
        heal();

        assertThat(causeOf(group, wanted)).contains("needs Product " + other + ", which");
        assertThat(saidOf(wanted, ada)).hasSize(3).containsOnly("ReasonBlocked");

        ledger.grant(ledger.aGrant(other, ada));
        heal();

        assertThat(groups.states(group, wanted)).containsEntry(ada.id(), MemberState.ACTIVE);
    }

    @Test
    void whoIsBlockedAndLeavesIsNotBlockedAnyMore() {
        String office = ledger.aProduct(2);
        String copilot = ledger.aProduct(2);
        require(copilot, office);
        String group = groups.aGroup(ada);
        groups.put(group, copilot);
        groups.settle();

        groups.leave(group, ada);
        groups.settle();

        assertThat(groups.states(group, copilot)).isEmpty();
    }

    @Test
    void whenAGroupIsDeletedEverybodyLeavesAndNothingStaysOnIt() {
        String sku = ledger.aProduct(2);
        String group = groups.aGroup(ada, ben);
        groups.put(group, sku);
        groups.settle();

        groups.delete(group);
        groups.settle();

        assertThat(ledger.holders(sku)).isEmpty();
        assertThat(Envelopes.body(lastOf(sku, ada)).at("/cause/code").asText()).isEqualTo("GROUP_DELETED");
        assertThat(Sent.typesOf("productsOnGroup", group))
                .containsExactly("ProductPutOnGroup.v1", "ProductTakenOffGroup.v1");
        assertThatThrownBy(() -> groups.put(group, sku)).isInstanceOf(Refusal.class);
    }

    @Test
    void aProductTakenOffIsTakenFromAllMembers() {
        String sku = ledger.aProduct(2);
        String group = groups.aGroup(ada, ben);
        groups.put(group, sku);
        groups.settle();

        groups.takeOff(group, sku);
        groups.settle();

        assertThat(ledger.holders(sku)).isEmpty();
        EventEnvelope taken = Sent.the("ProductTakenOffGroup.v1", "productsOnGroup", group);
        assertThat(lastOf(sku, ada).causationId()).isEqualTo(taken.id());
        assertThat(Envelopes.body(lastOf(sku, ada)).at("/cause/code").asText()).isEqualTo("TAKEN_OFF_GROUP");
    }

    @Test
    void whoIsDeactivatedLosesTheSeatAndWhoComesBackHasItAgain() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();

        ledger.departForGood(ada);
        groups.settle();
        assertThat(ledger.holders(sku)).isEmpty();

        groups.comeBack(ada);
        groups.settle();
        assertThat(ledger.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void whoIsInactiveGetsNothingAndIsNotEvenRefused() {
        String sku = ledger.aProduct(1);
        ledger.departForGood(ada);
        String group = groups.aGroup(ada);

        groups.put(group, sku);
        groups.settle();

        assertThat(saidOf(sku, ada)).isEmpty();
    }

    @Test
    void whatIsSaidKeepsTheContract() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.takeOff(group, sku);

        EventEnvelope put = Sent.the("ProductPutOnGroup.v1", "productsOnGroup", group);
        assertThat(put.actor()).isEqualTo(GroupStory.LENA);
        Contracts.assertKept(put);
        Contracts.assertKept(Sent.the("ProductTakenOffGroup.v1", "productsOnGroup", group));
        List<EventEnvelope> states = Sent.of("groupProductsState", group);
        states.forEach(Contracts::assertKept);
        assertThat(states.stream()
                        .map(state -> Envelopes.body(state).at("/skus").size()))
                .containsExactly(1, 0);
    }

    @Test
    void whatFollowsNamesTheFactItFollowsFrom() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();

        EventEnvelope put = Sent.the("ProductPutOnGroup.v1", "productsOnGroup", group);
        assertThat(lastOf(sku, ada).causationId()).isEqualTo(put.id());
        assertThat(lastOf(sku, ada).actor()).isEqualTo("system");
        assertThat(lastOf(sku, ada).time()).isAfter(put.time());
    }

    @Test
    void aCrashInTheMiddleLosesNothing() {
        String sku = ledger.aProduct(2);
        String group = groups.aGroup(ada, ben);
        groups.put(group, sku);
        clock.advance(Duration.ofSeconds(3));

        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    settleSeats.settle(tx, 1000);
                    throw new IllegalStateException("the power fails");
                }))
                .hasMessage("the power fails");
        assertThat(ledger.holders(sku)).isEmpty();

        groups.look();
        assertThat(ledger.holders(sku)).containsExactlyInAnyOrder(ada.id(), ben.id());
    }

    @Test
    void onePersonsTroubleHoldsUpNobodyElse() {
        String sku = ledger.aProduct(3);
        String group = groups.aGroup(ada);
        Holder carol = LedgerStory.somebody();
        database.doInTransaction(tx -> tx.createUpdate(
                        "insert into group_member (group_id, person_id, person_email, person_name) values (:g, :p, 'x', '')")
                .bind("g", group)
                .bind("p", carol.id())
                .execute());
        groups.join(group, ben);
        groups.put(group, sku);

        groups.settle();
        assertThat(ledger.holders(sku)).containsExactlyInAnyOrder(ada.id(), ben.id());

        groups.join(group, carol); // now with a name
        clock.advance(Duration.ofMinutes(2));
        groups.look();
        assertThat(ledger.holders(sku)).contains(carol.id());
    }

    @Test
    void thousandsFollowInChunks() {
        String sku = ledger.aProduct(2_000);
        String group = groups.aGroup();
        groups.put(group, sku);
        Holder[] people =
                IntStream.range(0, 2_300).mapToObj(i -> LedgerStory.somebody()).toArray(Holder[]::new);

        groups.join(group, people);
        groups.settle();

        assertThat(ledger.pool(sku).used()).isEqualTo(2_000);
        assertThat(ledger.pool(sku).waiting()).isEqualTo(300);
        assertThat(groups.states(group, sku)).hasSize(2_300);
        assertThat(ledger.provenChanges(sku)).hasSize(2_001);
        assertThat(Sent.of("productState", sku).size()).isBetween(5, 6); // definition, purchase, and one for each chunk
    }

    @Test
    void whoJoinsWhileAProductIsPutOnTheGroupIsNotForgotten() {
        String sku = ledger.aProduct(200);
        String group = groups.aGroup();
        List<Holder> people = Stream.generate(LedgerStory::somebody).limit(100).toList();

        CompletableFuture<?> joining =
                CompletableFuture.runAsync(() -> people.forEach(person -> groups.join(group, person)));
        groups.put(group, sku);
        groups.takeOff(group, sku);
        groups.put(group, sku);
        joining.join();
        groups.settle();

        assertThat(ledger.pool(sku).used()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensEverybodyEndsWithWhatTheirGroupsBring(long seed) {
        Random random = new Random(seed);
        List<String> skus = IntStream.range(0, 4)
                .mapToObj(i -> ledger.aProduct(random.nextInt(12)))
                .toList();
        List<String> ids = IntStream.range(0, 4).mapToObj(i -> groups.aGroup()).toList();
        List<Holder> people = Stream.generate(LedgerStory::somebody).limit(10).toList();
        Map<String, Set<Holder>> members = new HashMap<>();
        Map<String, Set<String>> brings = new HashMap<>();

        for (int move = 0; move < 150; move++) {
            String group = ids.get(random.nextInt(ids.size()));
            Holder person = people.get(random.nextInt(people.size()));
            String sku = skus.get(random.nextInt(skus.size()));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    groups.join(group, person);
                    members.computeIfAbsent(group, any -> new HashSet<>()).add(person);
                }
                case 4, 5 -> {
                    groups.leave(group, person);
                    members.computeIfAbsent(group, any -> new HashSet<>()).remove(person);
                }
                case 6, 7 -> {
                    groups.put(group, sku);
                    brings.computeIfAbsent(group, any -> new HashSet<>()).add(sku);
                }
                case 8 -> {
                    groups.takeOff(group, sku);
                    brings.computeIfAbsent(group, any -> new HashSet<>()).remove(sku);
                }
                default -> ledger.resize(sku, ledger.pool(sku).purchased() + random.nextInt(3));
            }
            if (random.nextInt(4) == 0) {
                groups.settle();
            }
        }
        groups.settle();

        for (String sku : skus) {
            Set<UUID> wanted = new HashSet<>();
            for (String group : ids) {
                Set<UUID> expected = new HashSet<>();
                if (brings.getOrDefault(group, Set.of()).contains(sku)) {
                    members.getOrDefault(group, Set.of()).forEach(person -> expected.add(person.id()));
                }
                wanted.addAll(expected);
                assertThat(groups.states(group, sku).keySet())
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
            PoolNumbers pool = ledger.pool(sku);
            assertThat(pool.used()).as("seed %d", seed).isEqualTo(Math.min(pool.purchased(), wanted.size()));
            ledger.provenChanges(sku);
        }
    }

    private void exclude(String sku, String other) {
        rules(sku, "excludes", other);
        rules(other, "excludes", sku);
    }

    private void require(String sku, String other) {
        rules(sku, "requires", other);
    }

    private void requireAll(String sku, String one, String other) {
        database.doInTransaction(
                tx -> tx.createUpdate("update pool set requires = array[:one, :other] where sku = :sku")
                        .bind("one", one)
                        .bind("other", other)
                        .bind("sku", sku)
                        .execute());
    }

    private void price(String sku, String amount) {
        database.doInTransaction(tx -> tx.createUpdate(
                        "update product set monthly_price = cast(:amount as numeric), currency = 'EUR' where sku = :sku")
                .bind("amount", amount)
                .bind("sku", sku)
                .execute());
    }

    private String causeOf(String group, String sku) {
        return groupRows.states(group, List.of(MemberState.values()), null, 10).stream()
                .filter(row -> row.sku().equals(sku))
                .map(StateRow::cause)
                .findFirst()
                .orElseThrow();
    }

    private static RequestSpecification asLena() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }

    private void rules(String sku, String column, String other) {
        database.doInTransaction(
                tx -> tx.createUpdate("update pool set " + column + " = array[:other] where sku = :sku")
                        .bind("other", other)
                        .bind("sku", sku)
                        .execute());
    }

    private void heal() {
        database.inTransaction(ledger.ledger()::healBlocked);
    }

    private List<String> saidOf(String sku, Holder holder) {
        return events(sku, holder).stream().map(EventEnvelope::type).toList();
    }

    private EventEnvelope lastOf(String sku, Holder holder) {
        List<EventEnvelope> events = events(sku, holder);
        return events.get(events.size() - 1);
    }

    private List<EventEnvelope> events(String sku, Holder holder) {
        List<UUID> reasons = database.read(
                handle -> handle.createQuery("select id from reason where sku = :sku and holder_id = :holder")
                        .bind("sku", sku)
                        .bind("holder", holder.id())
                        .mapTo(UUID.class)
                        .list());
        List<EventEnvelope> events = new ArrayList<>();
        reasons.forEach(reason -> events.addAll(Sent.of("reason", reason)));
        events.sort(java.util.Comparator.comparing(EventEnvelope::time).thenComparing(EventEnvelope::id));
        return events;
    }
}
