package org.licensedesk.assignment.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.ProductRules;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Delivery;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

/** Several products approved as one: a reason for each, all or none of them, whatever Kafka does. */
@QuarkusTest
class ApprovedPackagesTest {

    @Inject
    EventsConsumer consumer;

    @Inject
    LedgerStory story;

    private final Envelopes events = new Envelopes();
    private final String request = UUID.randomUUID().toString();
    private final Holder ada = LedgerStory.somebody();

    @ParameterizedTest
    @EnumSource
    void eachPartIsASeatOrAWaitingPlace(Delivery delivery) {
        String visio = story.aProduct(1);
        String project = story.aProduct(0);
        EventEnvelope approval = approved(null, null, visio, project);

        delivery.to(consumer::receive, approval);

        EventEnvelope seat = Sent.the("SeatAssigned.v1", "reason", reasonOf(visio));
        EventEnvelope place = Sent.the("Waitlisted.v1", "reason", reasonOf(project));
        Contracts.assertKept(seat);
        Contracts.assertKept(place);
        for (EventEnvelope fact : List.of(seat, place)) {
            assertThat(Envelopes.body(fact).get("reasonType").asText()).isEqualTo("PACKAGE");
            assertThat(Envelopes.body(fact).get("source").asText()).isEqualTo(request);
            assertThat(fact.causationId()).isEqualTo(approval.id());
        }
        assertThat(story.pool(visio).used()).isEqualTo(1);
        assertThat(story.pool(project).waiting()).isEqualTo(1);
        assertThat(Sent.typesOf("reason", request)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aWithdrawalTakesAllPartsBack(Delivery delivery) {
        String visio = story.aProduct(1);
        String project = story.aProduct(0);

        delivery.to(consumer::receive, approved(null, null, visio, project), withdrawn(true, visio, project));

        assertThat(Sent.typesOf("reason", reasonOf(visio))).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(Sent.typesOf("reason", reasonOf(project))).containsExactly("Waitlisted.v1", "WaitingPlaceEnded.v1");
        assertThat(story.pool(visio).used()).isZero();
        assertThat(story.pool(project).waiting()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withdrawnBeforeItsApprovalItGetsNothing(Delivery delivery) {
        String visio = story.aProduct(1);
        String project = story.aProduct(1);

        delivery.to(consumer::receive, withdrawn(false, visio, project), approved(null, null, visio, project));

        assertThat(Sent.typesOf("reason", reasonOf(visio))).containsExactly("AssignmentRefused.v1");
        assertThat(Sent.typesOf("reason", reasonOf(project))).containsExactly("AssignmentRefused.v1");
    }

    @Test
    void aPartThatIsHeldAlreadyIsOneMoreReason() {
        String visio = story.aProduct(1);
        story.grant(story.aGrant(visio, ada));

        consumer.receive(Envelopes.batch(approved(null, null, visio)));

        assertThat(Sent.typesOf("reason", reasonOf(visio))).containsExactly("ReasonAdded.v1");
        assertThat(story.pool(visio).used()).isEqualTo(1);
    }

    @Test
    void itLastsSoManyDaysFromTheApprovalOnUnlessTheRequestSaysUntilWhen() {
        String counted = story.aProduct(1);
        String asked = story.aProduct(1);
        EventEnvelope approval = approved(90, null, counted);
        LocalDate day = LocalDate.ofInstant(approval.time(), ZoneOffset.UTC);
        consumer.receive(Envelopes.batch(approval));
        assertThat(endOf(counted)).isEqualTo(day.plusDays(90).toString());

        EventEnvelope until = events.sample("RequestApproved.v1", fields(90, day.plusDays(7), asked));
        consumer.receive(Envelopes.batch(until));

        assertThat(endOf(asked)).isEqualTo(day.plusDays(7).toString());
    }

    @Test
    void whatAnotherPartNeedsIsGivenBeforeIt() {
        String office = story.aProduct(1);
        String visio = story.aProduct(1);
        story.rule(visio, new ProductRules(List.of(), List.of(office), List.of()));

        consumer.receive(Envelopes.batch(approved(null, null, office, visio)));

        assertThat(Sent.typesOf("reason", reasonOf(office))).containsExactly("SeatAssigned.v1");
        assertThat(Sent.typesOf("reason", reasonOf(visio))).containsExactly("SeatAssigned.v1");
    }

    @Test
    void aPartThatCannotBeGivenIsRefusedByItself() {
        String visio = story.aProduct(1);
        String nothing = "NO_SUCH_" + UUID.randomUUID();

        consumer.receive(Envelopes.batch(approved(null, null, nothing, visio)));

        assertThat(Sent.typesOf("reason", reasonOf(nothing))).containsExactly("AssignmentRefused.v1");
        assertThat(Sent.typesOf("reason", reasonOf(visio))).containsExactly("SeatAssigned.v1");
    }

    private String endOf(String sku) {
        return Envelopes.body(Sent.the("SeatAssigned.v1", "reason", reasonOf(sku)))
                .get("endsOn")
                .asText();
    }

    private EventEnvelope approved(Integer validDays, LocalDate endsOn, String... skus) {
        return events.sample("RequestApproved.v1", fields(validDays, endsOn, skus));
    }

    private EventEnvelope withdrawn(boolean wasApproved, String... skus) {
        Map<String, Object> fields = fields(null, null, skus);
        fields.remove("endsOn");
        fields.put("wasApproved", wasApproved);
        return events.sample("ApprovalWithdrawn.v1", fields);
    }

    private Map<String, Object> fields(Integer validDays, LocalDate endsOn, String... skus) {
        Map<String, Object> aPackage = new HashMap<>();
        aPackage.put("id", "KIT");
        aPackage.put("name", "Starter kit");
        aPackage.put("validDays", validDays);
        aPackage.put(
                "parts",
                Arrays.stream(skus)
                        .map(sku -> Map.of("sku", sku, "productName", "Product " + sku))
                        .toList());
        Map<String, Object> fields = new HashMap<>();
        fields.put("requestId", request);
        fields.put("sku", "KIT");
        fields.put("productName", "Starter kit");
        fields.put("beneficiary", ada);
        fields.put("endsOn", endsOn);
        fields.put("package", aPackage);
        return fields;
    }

    /** As the contract promises. */
    private UUID reasonOf(String sku) {
        return UUID.nameUUIDFromBytes((request + "/" + sku).getBytes(StandardCharsets.UTF_8));
    }
}
