package org.licensedesk.chassis.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final Origin ADA = new Origin("ada@example.org", null, null, null);
    private static final String RELAY_SESSION = "set enable_seqscan=off;set plan_cache_mode=force_custom_plan;"
            + "set idle_in_transaction_session_timeout='1s'";

    private final MemoryBroker broker = new MemoryBroker();
    private final List<Relay> relays = new ArrayList<>();
    private TestDatabase database;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
    }

    @AfterEach
    void end() throws Exception {
        for (Relay relay : relays) {
            relay.stop(null);
        }
        database.close();
    }

    @Test
    void eventsAreSentInOrderAndStruckOff() throws Exception {
        RelayBell bell = startRelay(broker);
        Outbox outbox = outbox(bell);

        append(outbox, "lamp", 3);
        append(outbox, "chair", 2);

        awaitNothingPending();
        assertThat(broker.log())
                .extracting(event -> event.aggregateId() + " " + event.sequence())
                .containsExactly("lamp 1", "lamp 2", "lamp 3", "chair 1", "chair 2");
        assertThat(broker.log().get(0))
                .extracting(
                        EventEnvelope::typeAndVersion,
                        EventEnvelope::source,
                        EventEnvelope::topic,
                        EventEnvelope::key,
                        EventEnvelope::actor)
                .containsExactly("ThingHappened.v1", "test-service", "test.things", "lamp", "ada@example.org");
    }

    @Test
    void topicsAreCreatedAsPromised() throws Exception {
        startRelay(broker);

        await().until(() -> broker.created().size() == 2);
        assertThat(broker.created()).allMatch(topic -> topic.numPartitions() == 6);
        assertThat(broker.created())
                .extracting(NewTopic::name, NewTopic::configs)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("test.things", Map.of("retention.ms", "-1")),
                        org.assertj.core.groups.Tuple.tuple("test.states", Map.of("cleanup.policy", "compact")));
    }

    @Test
    void nothingIsLostUnderConcurrentAppends() throws Exception {
        long seed = System.nanoTime();
        RelayBell bell = startRelay(broker);
        Outbox outbox = outbox(bell);
        ExecutorService people = Executors.newFixedThreadPool(6);
        List<Future<?>> work = new ArrayList<>();

        for (int person = 0; person < 6; person++) {
            Random random = new Random(seed + person);
            work.add(people.submit(() -> {
                for (int i = 0; i < 80; i++) {
                    append(outbox, "thing " + random.nextInt(10), 1 + random.nextInt(3));
                }
            }));
        }
        for (Future<?> one : work) {
            one.get();
        }
        people.shutdown();

        awaitNothingPending();
        assertThat(broker.log()).as("seed %d", seed).hasSize((int) database.count("select count(*) from outbox"));
        assertEachAggregateInOrder(broker.log());
    }

    @Test
    void aBrokerThatRefusesNowAndThenGetsEverythingAndEndsInOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        broker.refuse(place -> place < 300 && random.nextInt(4) == 0);
        Outbox outbox = outbox(new RelayBell());
        for (int i = 0; i < 40; i++) {
            append(outbox, "thing " + random.nextInt(6), 1 + random.nextInt(3));
        }

        startRelay(broker);

        awaitNothingPending();
        assertAllArrived(seed);
        assertEachLogEndsWithTheNewest(seed);
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() throws Exception {
        broker.goAway();
        RelayBell bell = startRelay(broker);
        append(outbox(bell), "lamp", 2);
        await().during(Duration.ofMillis(300)).until(() -> pending() == 2);

        broker.comeBack();

        awaitNothingPending();
        assertThat(broker.log()).hasSize(2);
    }

    @Test
    void aTopicThatWasLostIsFilledAgainFromTheBeginning() throws Exception {
        RelayBell bell = startRelay(broker);
        Outbox outbox = outbox(bell);
        append(outbox, "lamp", 4);
        awaitNothingPending();

        broker.wipe();
        append(outbox, "lamp", 1);

        await().until(() -> broker.log().size() == 5 && pending() == 0);
        assertThat(broker.log()).extracting(EventEnvelope::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aLostTopicIsNoticedThoughNobodySendsAnything() throws Exception {
        RelayBell bell = startRelay(broker);
        append(outbox(bell), "lamp", 4);
        awaitNothingPending();

        broker.wipe();

        await().until(() -> broker.log().size() == 4 && pending() == 0);
    }

    @Test
    void whatWasSentCanBeSentAgain() throws Exception {
        RelayBell bell = startRelay(broker);
        Outbox outbox = outbox(bell);
        append(outbox, "lamp", 2);
        append(outbox, "chair", 1);
        awaitNothingPending();
        Republication republication = new Republication(database.database(), bell);

        long ofAggregate = republication.ofAggregate("thing", "lamp");
        awaitNothingPending();
        long ofTopic = republication.ofTopic("test.things");
        awaitNothingPending();

        assertThat(ofAggregate).isEqualTo(2);
        assertThat(ofTopic).isEqualTo(3);
        assertThat(broker.log())
                .extracting(event -> event.aggregateId() + " " + event.sequence())
                .containsExactly("lamp 1", "lamp 2", "chair 1", "lamp 1", "lamp 2", "lamp 1", "lamp 2", "chair 1");
    }

    @Test
    void twoRelaysSendEachEventOnce() throws Exception {
        RelayBell first = startRelay(broker);
        RelayBell second = startRelay(broker);
        await().until(() -> broker.created().size() >= 2);
        Outbox here = outbox(first);
        Outbox there = outbox(second);

        for (int i = 0; i < 60; i++) {
            append(i % 2 == 0 ? here : there, "thing " + i % 7, 1 + i % 3);
        }

        awaitNothingPending();
        assertThat(broker.log()).extracting(EventEnvelope::id).doesNotHaveDuplicates();
        assertThat(broker.log()).hasSize((int) database.count("select count(*) from outbox"));
        assertEachAggregateInOrder(broker.log());
    }

    @Test
    void aLeaderThatStandsStillIsReplacedAndWhatItDoesLaterDoesNoHarm() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean stands = new AtomicBoolean();
        broker.beforeSending(() -> {
            if (stands.compareAndSet(false, true)) {
                waitFor(release);
            }
        });
        RelayBell zombie = startRelay(broker);
        Outbox outbox = outbox(zombie);
        publish(outbox, "lamp", "old");
        await().until(stands::get);

        startRelay(broker);
        publish(outbox, "lamp", "new");
        await().until(() -> !broker.log().isEmpty());
        awaitNothingPending();
        List<Long> meanwhile =
                broker.log().stream().map(EventEnvelope::sequence).toList();
        release.countDown();

        assertThat(meanwhile).containsExactly(1L, 2L);
        await().until(() -> broker.log().size() >= 4 && pending() == 0);
        assertThat(broker.log()).last().extracting(EventEnvelope::sequence).isEqualTo(2L);
    }

    private RelayBell startRelay(Broker at) throws SQLException {
        RelayBell bell = new RelayBell();
        Relay relay = new Relay(new Settings(), bell, database.pool(RELAY_SESSION), at, "test-service");
        relays.add(relay);
        relay.start(null);
        return bell;
    }

    private Outbox outbox(RelayBell bell) {
        return new Outbox(database.database(), bell, Clock.systemUTC());
    }

    private void append(Outbox outbox, String thing, int events) {
        List<Outgoing> all = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            all.add(new Outgoing(new ThingHappened(thing, "went"), ADA));
        }
        database.database().inTransaction(tx -> outbox.append(tx, all));
    }

    private void publish(Outbox outbox, String thing, String what) {
        database.database().inTransaction(tx -> outbox.append(tx, ADA, new Thing(thing, what)));
    }

    private long pending() {
        return database.count("select count(*) from outbox_pending");
    }

    private void awaitNothingPending() {
        await().atMost(Duration.ofSeconds(60)).until(() -> pending() == 0);
    }

    private void assertAllArrived(long seed) {
        Set<UUID> arrived = new HashSet<>();
        broker.log().forEach(event -> arrived.add(event.id()));
        assertThat(arrived)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(database.list(UUID.class, "select id from outbox"));
    }

    /** Compaction keeps what comes last. */
    private void assertEachLogEndsWithTheNewest(long seed) {
        Map<String, Long> last = new HashMap<>();
        Map<String, Long> newest = new HashMap<>();
        broker.log().forEach(event -> {
            last.put(event.aggregateId(), event.sequence());
            newest.merge(event.aggregateId(), event.sequence(), Math::max);
        });
        assertThat(last).as("seed %d", seed).isEqualTo(newest);
    }

    private static void assertEachAggregateInOrder(List<EventEnvelope> log) {
        Map<String, Long> last = new HashMap<>();
        log.forEach(event -> assertThat(event.sequence()).isEqualTo(last.merge(event.aggregateId(), 1L, Long::sum)));
    }

    private static void waitFor(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As an operator in a hurry would set them. */
    private static final class Settings implements MessagingSettings {
        @Override
        public Optional<List<String>> topics() {
            return Optional.of(List.of("test.things"));
        }

        @Override
        public Optional<List<String>> compactedTopics() {
            return Optional.of(List.of("test.states"));
        }

        @Override
        public int partitions() {
            return 6;
        }

        @Override
        public short replicationFactor() {
            return -1;
        }

        @Override
        public boolean relay() {
            return true;
        }

        @Override
        public Duration minimumGap() {
            return Duration.ofMillis(5);
        }

        @Override
        public Duration slowPoll() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration topicCheck() {
            return Duration.ofMillis(200);
        }
    }
}
