package org.licensedesk.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.licensedesk.chassis.messaging.EventEnvelope;

class ContractsTest {
    record Person(UUID id, String email) {}

    record Routed(UUID requestId, int stage, Person requester, List<Person> approvers, Instant dueAt) {}

    record Demanding(String requestId, long price, List<Stranger> approvers) {}

    record Stranger(String id, String shoeSize) {}

    record Careless(int dueAt) {}

    record Ended(LocalDate endsOn, Cause cause) {}

    record Cause(String code, String sentence) {}

    static List<String> events() throws Exception {
        List<String> events = new ArrayList<>();
        for (URL root : Collections.list(ContractsTest.class.getClassLoader().getResources("contract"))) {
            if (root.getProtocol().equals("file")) {
                addEvents(Path.of(root.toURI()), events);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(root.toURI(), Map.of())) {
                    addEvents(jar.getPath("contract"), events);
                }
            }
        }
        return events;
    }

    private static void addEvents(Path directory, List<String> events) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".schema.json"))
                    .map(name -> name.replace(".schema.json", ""))
                    .forEach(events::add);
        }
    }

    @Test
    void theThreeServicesPromiseTheirEvents() throws Exception {
        assertThat(events()).hasSizeGreaterThanOrEqualTo(27).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyGoldenSampleKeepsItsContract(String event) {
        assertThatCode(() -> Contracts.assertKept(event, Contracts.sample(event)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFieldOfEverySampleIsRequired(String event) {
        JsonNode sample = Contracts.tree(Contracts.sample(event));

        sample.fieldNames().forEachRemaining(field -> {
            JsonNode without = sample.deepCopy();
            ((com.fasterxml.jackson.databind.node.ObjectNode) without).remove(field);
            assertThat(Contracts.objections(event, without.toString()))
                    .as("without " + field)
                    .isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyContractSaysWhereItsEventGoes(String event) {
        Contracts.Address address = Contracts.address(event);

        assertThat(address.topic()).startsWith("license.");
        assertThat(address.source()).endsWith("-service");
        assertThat(address.aggregateType()).isNotBlank();
        assertThat(address.keyOf(Contracts.tree(Contracts.sample(event)))).isNotBlank();
    }

    @Test
    void aKeyMayBeMadeOfSeveralFields() {
        EventEnvelope event = new Envelopes().sample("GroupMember.v1", Map.of("group.id", "studio"));

        assertThat(event.key()).isEqualTo("studio/01934d2a-0000-7000-8000-000000000042");
    }

    @Test
    void anOptionalAdditionBreaksNoReader() {
        String more = Contracts.sample("RequestSubmitted.v1").replaceFirst("\\{", "{\"costCenter\": \"42\",");

        assertThat(Contracts.objections("RequestSubmitted.v1", more)).isEmpty();
    }

    @Test
    void aPublisherThatAddsAFieldHasToPromiseItFirst() {
        String more = Contracts.sample("RequestSubmitted.v1").replaceFirst("\\{", "{\"costCenter\": \"42\",");

        assertThatThrownBy(() -> Contracts.assertKept("RequestSubmitted.v1", more))
                .hasMessageContaining("/costCenter was emitted and is not in the sample");
    }

    @Test
    void aSentEventKeepsItsPlaceAsWell() {
        EventEnvelope event = new Envelopes().sample("RequestSubmitted.v1", Map.of());
        EventEnvelope elsewhere = new EventEnvelope(
                event.id(),
                event.type(),
                event.version(),
                event.source(),
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                event.time(),
                event.actor(),
                event.causationId(),
                event.traceparent(),
                "license.approvals",
                event.key(),
                event.body());

        assertThatCode(() -> Contracts.assertKept(event)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Contracts.assertKept(elsewhere)).hasMessageContaining("went to");
    }

    @Test
    void wrongFormatsAreFound() {
        String wrong = Contracts.with(
                Contracts.sample("RequestSubmitted.v1"), Map.of("requestId", "42", "endsOn", "tomorrow"));

        assertThat(Contracts.objections("RequestSubmitted.v1", wrong)).hasSize(2);
    }

    @Test
    void aConsumerReadsTheSample() {
        Routed routed = Contracts.sample("ApprovalRequested.v1", Routed.class);

        assertThat(routed.stage()).isEqualTo(1);
        assertThat(routed.approvers()).extracting(Person::email).containsExactly("grace.duval@harbour.example");
    }

    @Test
    void aConsumerMayReadWhatIsPromised() {
        assertThatCode(() -> Contracts.everyComponentOf(Routed.class).isRequiredIn("ApprovalRequested.v1"))
                .doesNotThrowAnyException();
    }

    @Test
    void aConsumerMayReadNestedPromises() {
        assertThatCode(() -> Contracts.everyComponentOf(Cause.class).isRequiredIn("SeatReleased.v1"))
                .hasMessageContaining("/code is not in the schema");
        assertThatThrownBy(() -> Contracts.everyComponentOf(Ended.class).isRequiredIn("SeatReleased.v1"))
                .hasMessageContaining("/endsOn is not in the schema")
                .hasMessageNotContaining("/cause");
    }

    @Test
    void aConsumerThatDemandsMoreIsFound() {
        assertThatThrownBy(() -> Contracts.everyComponentOf(Demanding.class).isRequiredIn("ApprovalRequested.v1"))
                .hasMessageContaining("/price is not in the schema")
                .hasMessageContaining("/approvers[]/shoeSize is not in the schema");
    }

    @Test
    void aPrimitiveCannotHoldWhatMayBeNull() {
        assertThatThrownBy(() -> Contracts.everyComponentOf(Careless.class).isRequiredIn("ApprovalRequested.v1"))
                .hasMessageContaining("/dueAt may be null");
    }

    @Test
    void aMissingContractIsSaid() {
        assertThatThrownBy(() -> Contracts.sample("NothingHappened.v1"))
                .hasMessageContaining("no contract/NothingHappened");
    }
}
