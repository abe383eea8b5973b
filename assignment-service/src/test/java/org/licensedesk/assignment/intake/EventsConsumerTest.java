package org.licensedesk.assignment.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.licensedesk.assignment.intake.Told.ApprovalWithdrawn;
import org.licensedesk.assignment.intake.Told.Group;
import org.licensedesk.assignment.intake.Told.GroupMember;
import org.licensedesk.assignment.intake.Told.Person;
import org.licensedesk.assignment.intake.Told.PersonDeactivated;
import org.licensedesk.assignment.intake.Told.RequestApproved;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Delivery;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

@QuarkusTest
class EventsConsumerTest {

    @Inject
    EventsConsumer consumer;

    @Inject
    LedgerStory story;

    @Inject
    People people;

    @Inject
    Database database;

    private final Envelopes events = new Envelopes();

    @ParameterizedTest
    @EnumSource
    void approvedRequestsBecomeSeatsThenWaitingPlaces(Delivery delivery) {
        String sku = story.aProduct(1);
        EventEnvelope first = approved(sku, LedgerStory.somebody());
        EventEnvelope second = approved(sku, LedgerStory.somebody());

        delivery.to(consumer::receive, first, second);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 1));
        List<String> said = new ArrayList<>();
        said.addAll(Sent.typesOf("reason", first.aggregateId()));
        said.addAll(Sent.typesOf("reason", second.aggregateId()));
        assertThat(said).containsExactlyInAnyOrder("SeatAssigned.v1", "Waitlisted.v1");
    }

    @Test
    void whatFollowsFromAnApprovalNamesItAsItsCause() {
        String sku = story.aProduct(1);
        EventEnvelope approval = approved(sku, LedgerStory.somebody());

        consumer.receive(Envelopes.batch(approval));

        EventEnvelope assigned = Sent.the("SeatAssigned.v1", "reason", approval.aggregateId());
        assertThat(assigned.causationId()).isEqualTo(approval.id());
        assertThat(assigned.actor()).isEqualTo("system");
        assertThat(assigned.time()).isAfter(approval.time());
        assertThat(assigned.key()).isEqualTo(approval.aggregateId());
        Contracts.assertKept(assigned);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWithdrawnAfterItsApprovalGivesItsSeatBack(Delivery delivery) {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        EventEnvelope approval = approved(sku, ada);
        EventEnvelope withdrawal = withdrawn(sku, ada, approval.aggregateId(), true);

        delivery.to(consumer::receive, approval, withdrawal);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 0, 0));
        assertThat(Sent.typesOf("reason", approval.aggregateId()))
                .containsExactly("SeatAssigned.v1", "SeatReleased.v1");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWithdrawnBeforeItsApprovalNeverGetsASeat(Delivery delivery) {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        String request = UUID.randomUUID().toString();
        EventEnvelope withdrawal = withdrawn(sku, ada, request, false);
        EventEnvelope approval = approved(sku, ada, request);

        delivery.to(consumer::receive, withdrawal, approval);

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 0, 0));
        assertThat(Sent.typesOf("reason", request)).containsExactly("AssignmentRefused.v1");
    }

    @ParameterizedTest
    @EnumSource
    void whoIsDeactivatedLosesSeatsAndWaitingPlaces(Delivery delivery) {
        String visio = story.aProduct(1);
        String project = story.aProduct(0);
        Holder ada = LedgerStory.somebody();
        EventEnvelope seat = approved(visio, ada);
        EventEnvelope place = approved(project, ada);
        consumer.receive(Envelopes.batch(seat, place));
        EventEnvelope next = approved(visio, LedgerStory.somebody());

        delivery.to(consumer::receive, next, deactivated(ada));

        assertThat(Sent.typesOf("reason", seat.aggregateId())).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(Sent.typesOf("reason", place.aggregateId()))
                .containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
        assertThat(Sent.typesOf("reason", next.aggregateId())).endsWith("SeatAssigned.v1");
    }

    @ParameterizedTest
    @EnumSource
    void anApprovalForADeactivatedPersonIsRefused(Delivery delivery) {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        consumer.receive(Envelopes.batch(deactivated(ada)));
        EventEnvelope approval = approved(sku, ada);

        delivery.to(consumer::receive, approval);

        assertThat(Sent.typesOf("reason", approval.aggregateId())).containsExactly("AssignmentRefused.v1");
        assertThat(Envelopes.body(Sent.the("AssignmentRefused.v1", "reason", approval.aggregateId()))
                        .at("/cause/code")
                        .asText())
                .isEqualTo("DEACTIVATED");
        assertThat(story.pool(sku).used()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theLatestStateOfAPersonIsKept(Delivery delivery) {
        UUID id = UUID.randomUUID();
        EventEnvelope before = person(id, "before", true);
        EventEnvelope after = person(id, "after", true);

        delivery.to(consumer::receive, before, after);

        assertThat(nameOf(id)).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource
    void aStateThatIsOlderThanTheDeactivationBringsNobodyBack(Delivery delivery) {
        Holder ada = LedgerStory.somebody();
        EventEnvelope state = person(ada.id(), "Ada", true);
        EventEnvelope gone = deactivated(ada);

        delivery.to(consumer::receive, state, gone);

        assertThat(inactive(ada)).isTrue();
    }

    @Test
    void whoComesBackMayHoldASeatAgain() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        consumer.receive(Envelopes.batch(deactivated(ada)));
        consumer.receive(Envelopes.batch(person(ada.id(), "Ada", true)));
        EventEnvelope approval = approved(sku, ada);

        consumer.receive(Envelopes.batch(approval));

        assertThat(Sent.typesOf("reason", approval.aggregateId())).containsExactly("SeatAssigned.v1");
    }

    @Test
    void anUnknownEventBetweenTwoOfARequestPassesBy() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        String request = UUID.randomUUID().toString();
        EventEnvelope something = events.unknown("RequestApproved.v1", request);
        EventEnvelope approval = approved(sku, ada, request);

        consumer.receive(Envelopes.batch(approval, something));

        assertThat(story.pool(sku).used()).isEqualTo(1);
    }

    @Test
    void anApprovalComesAllTheWayThroughTheBroker() {
        String sku = story.aProduct(1);
        EventEnvelope approval = approved(sku, LedgerStory.somebody());

        Envelopes.publish(approval);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Sent.typesOf("reason", approval.aggregateId()))
                        .containsExactly("SeatAssigned.v1"));
    }

    @Test
    void ourViewsReadTheSamplesAndDemandNoMoreThanIsPromised() {
        assertThat(Contracts.sample("RequestApproved.v1", RequestApproved.class)
                        .beneficiary()
                        .name())
                .isEqualTo("Kevin Brown");
        Contracts.sample("ApprovalWithdrawn.v1", ApprovalWithdrawn.class);
        Contracts.sample("PersonDeactivated.v1", PersonDeactivated.class);
        Contracts.sample("Person.v1", Person.class);
        Contracts.sample("Group.v1", Group.class);
        Contracts.sample("GroupMember.v1", GroupMember.class);
        Contracts.everyComponentOf(Group.class).isRequiredIn("Group.v1");
        Contracts.everyComponentOf(GroupMember.class).isRequiredIn("GroupMember.v1");
        Contracts.everyComponentOf(RequestApproved.class).isRequiredIn("RequestApproved.v1");
        Contracts.everyComponentOf(ApprovalWithdrawn.class).isRequiredIn("ApprovalWithdrawn.v1");
        Contracts.everyComponentOf(PersonDeactivated.class).isRequiredIn("PersonDeactivated.v1");
        Contracts.everyComponentOf(Person.class).isRequiredIn("Person.v1");
    }

    @ParameterizedTest
    @EnumSource
    void theLatestWordOnAMembershipIsKept(Delivery delivery) {
        String group = "group-" + UUID.randomUUID();
        Holder ada = LedgerStory.somebody();
        Holder ben = LedgerStory.somebody();

        delivery.to(
                consumer::receive,
                membership(group, ada, true),
                membership(group, ben, true),
                membership(group, ada, false),
                group(group, "Renamed", false));

        assertThat(membersOf(group)).containsExactly(ben.id());
        assertThat(nameOfGroup(group)).isEqualTo("Renamed");
    }

    @ParameterizedTest
    @EnumSource
    void aMembershipThatIsHeardOfAfterTheGroupsEndBringsItNotBack(Delivery delivery) {
        String group = "group-" + UUID.randomUUID();
        Holder ada = LedgerStory.somebody();
        EventEnvelope gone = group(group, "Gone", true);
        consumer.receive(Envelopes.batch(gone));

        delivery.to(consumer::receive, membership(group, ada, true), membership(group, ada, false));

        assertThat(membersOf(group)).isEmpty();
        assertThat(nameOfGroup(group)).isEqualTo("Gone");
    }

    @Test
    void managersAreFoundUpTheLineAndNobodyElse() {
        UUID director = UUID.randomUUID();
        UUID manager = UUID.randomUUID();
        UUID engineer = UUID.randomUUID();
        consumer.receive(Envelopes.batch(
                person(director, "director", null),
                person(manager, "manager", director),
                person(engineer, "engineer", manager)));

        assertThat(isUpTheLine(director, engineer)).isTrue();
        assertThat(isUpTheLine(manager, engineer)).isTrue();
        assertThat(isUpTheLine(engineer, manager)).isFalse();
        assertThat(isUpTheLine(engineer, engineer)).isFalse();
    }

    private EventEnvelope group(String id, String name, boolean deleted) {
        return events.sample("Group.v1", Map.of("id", id, "name", name, "deleted", deleted));
    }

    private EventEnvelope membership(String group, Holder person, boolean member) {
        return events.sample("GroupMember.v1", Map.of("group.id", group, "person", person, "member", member));
    }

    private List<UUID> membersOf(String group) {
        return database.read(handle -> handle.createQuery("select person_id from group_member where group_id = :group")
                .bind("group", group)
                .mapTo(UUID.class)
                .list());
    }

    private String nameOfGroup(String group) {
        return database.read(handle -> handle.createQuery("select name from directory_group where id = :group")
                .bind("group", group)
                .mapTo(String.class)
                .one());
    }

    private boolean isUpTheLine(UUID manager, UUID person) {
        return database.read(handle -> people.isUpTheLine(handle, emailOf(manager), emailOf(person)));
    }

    private boolean inactive(Holder holder) {
        return database.read(handle -> people.inactive(handle, List.of(holder.id())))
                .contains(holder.id());
    }

    private String nameOf(UUID id) {
        return database.read(handle -> handle.createQuery("select name from person where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    private EventEnvelope approved(String sku, Holder holder) {
        return approved(sku, holder, UUID.randomUUID().toString());
    }

    private EventEnvelope approved(String sku, Holder holder, String request) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("requestId", request);
        fields.put("sku", sku);
        fields.put("beneficiary", holder);
        fields.put("endsOn", null);
        return events.sample("RequestApproved.v1", fields);
    }

    private EventEnvelope withdrawn(String sku, Holder holder, String request, boolean wasApproved) {
        return events.sample(
                "ApprovalWithdrawn.v1",
                Map.of("requestId", request, "sku", sku, "beneficiary", holder, "wasApproved", wasApproved));
    }

    private EventEnvelope deactivated(Holder holder) {
        return events.sample("PersonDeactivated.v1", Map.of("person", holder));
    }

    private EventEnvelope person(UUID id, String name, boolean active) {
        return events.sample("Person.v1", Map.of("id", id, "email", emailOf(id), "name", name, "active", active));
    }

    private EventEnvelope person(UUID id, String name, UUID manager) {
        Map<String, Object> fields =
                new HashMap<>(Map.of("id", id, "email", emailOf(id), "name", name, "active", true));
        fields.put("manager", manager == null ? null : new Holder(manager, emailOf(manager), "boss"));
        return events.sample("Person.v1", fields);
    }

    private static String emailOf(UUID id) {
        return id + "@example.org";
    }
}
