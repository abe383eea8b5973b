package org.licensedesk.chassis.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All of it together, between a real database and a real broker. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ApplicationTest {
    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    ParkedEvents parked;

    @Inject
    ManagedThings managedThings;

    @Inject
    ThingsConsumer consumer;

    @Inject
    DatabaseClock clock;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI readiness;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @BeforeAll
    static void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void anEventTravelsWithItsTraceFromTheChangeToItsListener() {
        String thing = aThing("lamp");
        String trace = "00-" + "a1".repeat(16) + "-" + "b2".repeat(8) + "-01";

        EventReceipt receipt = append(new Origin("ada@example.org", null, null, trace), thing);

        await().until(() -> consumer.heard(thing).size() == 1);
        EventEnvelope heard = consumer.heard(thing).get(0);
        assertThat(heard.id()).isEqualTo(receipt.id());
        assertThat(heard.time()).isEqualTo(receipt.time());
        assertThat(heard.source()).isEqualTo("test-service");
        assertThat(heard.traceparent())
                .startsWith("00-" + "a1".repeat(16))
                .endsWith("-01")
                .isNotEqualTo(trace);
    }

    @Test
    void manyEventsArriveInOrder() {
        List<String> things = List.of(aThing("a"), aThing("b"), aThing("c"));

        for (int i = 0; i < 100; i++) {
            things.forEach(thing -> append(Origin.by("ada@example.org"), thing));
        }

        for (String thing : things) {
            await().until(() -> consumer.heard(thing).size() == 100);
            assertThat(consumer.heard(thing))
                    .extracting(EventEnvelope::sequence)
                    .isSorted();
        }
    }

    @Test
    void aManagedTransactionSendsWhatItAppended() {
        String thing = aThing("managed");

        managedThings.happen(thing);

        await().until(() -> consumer.heard(thing).size() == 3);
        assertThat(consumer.heard(thing))
                .extracting(EventEnvelope::body)
                .satisfiesExactly(
                        body -> assertThat(body).contains("first"),
                        body -> assertThat(body).contains("second"),
                        body -> assertThat(body).contains("last"));
    }

    @Test
    void aManagedTransactionThatIsUndoneSendsNothing() {
        String thing = aThing("undone");

        assertThatThrownBy(() -> managedThings.changeMind(thing)).hasMessage("changed my mind");

        assertThat(outboxCount(thing)).isZero();
    }

    @Test
    void aTopicDeletedAtTheBrokerIsFilledAgain() throws Exception {
        String thing = aThing("lost");
        append(Origin.by("ada@example.org"), thing);
        await().until(() -> consumer.heard(thing).size() == 1);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteTopics(List.of("test.things")).all().get();
        }
        append(Origin.by("ada@example.org"), thing);

        await().until(() -> consumer.heard(thing).size() == 2);
        assertThat(consumer.heard(thing)).extracting(EventEnvelope::sequence).containsExactly(1L, 2L);
    }

    @Test
    void readinessStaysUpAndShowsWhatIsBehind() throws Exception {
        String poison = aThing("poison");
        append(Origin.by("ada@example.org"), poison);
        await().until(() -> parked.list(0, 100).stream().anyMatch(event -> poison.equals(event.aggregateId())));

        HttpResponse<String> ready = get(readiness);

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
                .contains("\"UP\"", "\"unsent events\"", "\"oldest unsent, seconds\"", "\"lag, events\"")
                .containsPattern("\"parked events\": [1-9]");
        await().untilAsserted(() -> assertThat(get(metrics).body())
                .containsPattern("inbox_parked(\\{[^}]*})? [1-9]")
                .contains("outbox_unsent_age_seconds", "outbox_unsent", "inbox_lag"));
    }

    @Test
    void theClockIsTheDatabases() {
        Instant database = this.database.read(handle ->
                handle.select("select clock_timestamp()").mapTo(Instant.class).one());

        Clock injected = clock;
        clock.advance(Duration.ofDays(3));
        Instant later = injected.instant();
        clock.reset();

        assertThat(Duration.between(database, injected.instant()).abs()).isLessThan(Duration.ofSeconds(30));
        assertThat(later).isAfter(database.plus(Duration.ofDays(2)));
        assertThat(later.getNano() % 1000).isZero();
    }

    private EventReceipt append(Origin origin, String thing) {
        return database.inTransaction(tx -> outbox.append(tx, origin, new ThingHappened(thing, "went")));
    }

    private long outboxCount(String thing) {
        return database.read(handle -> handle.select("select count(*) from outbox where aggregateid = ?", thing)
                .mapTo(Long.class)
                .one());
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String aThing(String name) {
        return name + "-" + Ids.next();
    }
}
