package org.licensedesk.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.messaging.EventEnvelope;

class EnvelopesTest {
    private final Envelopes envelopes = new Envelopes();
    private final UUID request = Envelopes.anId();

    @Test
    void eventsOfOneAggregateAreNumbered() {
        EventEnvelope submitted = envelopes.sample("RequestSubmitted.v1", Map.of("requestId", request));
        EventEnvelope ofAnother = envelopes.sample("RequestSubmitted.v1", Map.of("requestId", Envelopes.anId()));
        EventEnvelope withdrawn = envelopes.sample("RequestWithdrawn.v1", Map.of("requestId", request));

        assertThat(List.of(submitted.sequence(), ofAnother.sequence(), withdrawn.sequence()))
                .containsExactly(1L, 1L, 2L);
        assertThat(withdrawn.time()).isAfter(submitted.time());
    }

    @Test
    void anEventComesWithTheHeadersOfACloudEvent() {
        EventEnvelope event = envelopes.sample("RequestSubmitted.v1", Map.of("requestId", request));

        ConsumerRecord<String, byte[]> delivered = Envelopes.record(event);

        assertThat(delivered.topic()).isEqualTo("license.requests");
        assertThat(delivered.key()).isEqualTo(request.toString());
        assertThat(header(delivered, "ce_type")).isEqualTo("org.licensedesk.RequestSubmitted.v1");
        assertThat(header(delivered, "ce_source")).isEqualTo("/request-service");
        assertThat(header(delivered, "ce_subject")).isEqualTo("request/" + request);
        assertThat(header(delivered, "ce_sequence")).isEqualTo("1");
        assertThat(new String(delivered.value(), StandardCharsets.UTF_8)).contains(request.toString());
    }

    @Test
    void theSampleHasNoFieldOfThatName() {
        assertThatThrownBy(() -> envelopes.sample("RequestSubmitted.v1", Map.of("requestID", request)))
                .hasMessageContaining("no field requestID");
    }

    @Test
    void anEventThatBreaksItsContractIsNotMade() {
        assertThatThrownBy(() -> envelopes.next("RequestSubmitted.v1", "{}"))
                .hasMessageContaining("cannot look like this");
    }

    @Test
    void everyDeliveryHandsOverEveryEvent() {
        EventEnvelope submitted = envelopes.sample("RequestSubmitted.v1", Map.of("requestId", request));
        EventEnvelope withdrawn = envelopes.sample("RequestWithdrawn.v1", Map.of("requestId", request));

        for (Delivery delivery : Delivery.values()) {
            List<String> ids = new ArrayList<>();
            delivery.to(batch -> ids.addAll(ids(batch)), submitted, withdrawn);
            assertThat(ids)
                    .as(delivery.name())
                    .contains(submitted.id().toString(), withdrawn.id().toString());
        }
    }

    @Test
    void aSwappedPairComesTheWrongWayRound() {
        EventEnvelope submitted = envelopes.sample("RequestSubmitted.v1", Map.of("requestId", request));
        EventEnvelope withdrawn = envelopes.sample("RequestWithdrawn.v1", Map.of("requestId", request));
        List<String> ids = new ArrayList<>();

        Delivery.SWAPPED.to(batch -> ids.addAll(ids(batch)), submitted, withdrawn);

        assertThat(ids)
                .containsExactly(withdrawn.id().toString(), submitted.id().toString());
    }

    private static List<String> ids(ConsumerRecords<String, byte[]> batch) {
        List<String> ids = new ArrayList<>();
        batch.forEach(delivered -> ids.add(header(delivered, "ce_id")));
        return ids;
    }

    private static String header(ConsumerRecord<String, byte[]> delivered, String name) {
        return new String(delivered.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
