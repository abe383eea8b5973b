package org.licensedesk.chassis.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.licensedesk.chassis.messaging.Messages.batch;
import static org.licensedesk.chassis.messaging.Messages.fact;
import static org.licensedesk.chassis.messaging.Messages.message;
import static org.licensedesk.chassis.messaging.Messages.state;
import static org.licensedesk.chassis.messaging.Messages.with;

import io.opentelemetry.api.OpenTelemetry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Listener listener = new Listener();
    private TestDatabase database;
    private Inbox inbox;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        inbox = inbox(database.database());
    }

    @AfterEach
    void end() throws SQLException {
        database.close();
    }

    @Test
    void anEventTakesEffectOnceHoweverOftenItComes() {
        receive(fact("lamp", 1), fact("lamp", 2));

        receive(fact("lamp", 1), fact("lamp", 1), fact("lamp", 2));
        receive(fact("lamp", 3), fact("lamp", 3), fact("lamp", 2));

        assertThat(effects("lamp")).containsExactly(1L, 2L, 3L);
        assertThat(history("lamp")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void eventsOfOneBatchTakeEffectInTheOrderOfTheirAggregate() {
        receive(fact("lamp", 3), fact("lamp", 1), fact("chair", 1), fact("lamp", 2));

        assertThat(effects("lamp")).containsExactly(1L, 2L, 3L);
        assertThat(listener.waves).containsExactly(List.of("lamp 1", "chair 1"), List.of("lamp 2"), List.of("lamp 3"));
    }

    @Test
    void anEventThatComesTooEarlyWaitsForThoseBeforeIt() {
        receive(fact("lamp", 3), fact("chair", 1));
        receive(fact("lamp", 4));
        receive(fact("lamp", 2));
        List<Long> meanwhile = effects("lamp");
        List<ParkedEvent> waiting = parked().list(0, 10);

        receive(fact("lamp", 1));

        assertThat(meanwhile).isEmpty();
        assertThat(waiting)
                .hasSize(3)
                .allMatch(ParkedEvent::isWaiting)
                .extracting(ParkedEvent::sequence)
                .containsExactly(3L, 4L, 2L);
        assertThat(effects("chair")).containsExactly(1L);
        assertThat(effects("lamp")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(parked().count()).isZero();
        assertThat(held("lamp")).isNull();
    }

    @Test
    void aGapInTheMiddleHoldsWhatIsBehindItOnly() {
        receive(fact("lamp", 1), fact("lamp", 3), fact("lamp", 5));
        receive(fact("lamp", 2));

        assertThat(effects("lamp")).containsExactly(1L, 2L, 3L);
        assertThat(parked().list(0, 10)).extracting(ParkedEvent::sequence).containsExactly(5L);
        assertThat(held("lamp")).isEqualTo("GAP");
    }

    @Test
    void typesNobodyListensToPassByAndAreInTheHistory() {
        receive(
                message("ThingHappened.v1", "thing", "lamp", 1, "{\"what\":\"a\"}"),
                message("ThingWondered.v7", "thing", "lamp", 2, "[1]"),
                message("ThingHappened.v1", "thing", "lamp", 3, "{\"what\":\"b\"}"));

        assertThat(effects("lamp")).containsExactly(1L, 3L);
        assertThat(history("lamp")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void thePoisonousEventAndItsSuccessorsAreParkedAndOthersGoOn() {
        listener.trouble = event -> failFor(event, "lamp", 2);

        receive(fact("chair", 1), fact("lamp", 1), fact("lamp", 2), fact("lamp", 3), fact("table", 1));
        receive(fact("lamp", 4), fact("chair", 2));

        assertThat(effects("lamp")).containsExactly(1L);
        assertThat(effects("chair")).containsExactly(1L, 2L);
        assertThat(effects("table")).containsExactly(1L);
        assertThat(history("chair")).containsExactly(1L, 2L);
        assertThat(parked().list(0, 10)).extracting(ParkedEvent::sequence).containsExactly(2L, 3L, 4L);
        assertThat(parked().list(0, 10))
                .extracting(ParkedEvent::cause)
                .containsExactly("IllegalStateException: no lamp 2 today", null, null);
    }

    @Test
    void aParkedEventIsTriedAgainWithAllThatWaitsBehindIt() {
        listener.trouble = event -> failFor(event, "lamp", 1);
        receive(fact("lamp", 1), fact("lamp", 2));
        receive(fact("lamp", 3));
        long poison = parked().list(0, 1).get(0).id();

        var inVain = parked().retry(poison);
        listener.trouble = event -> {};
        var atLast = parked().retry(poison);

        assertThat(inVain).hasValue("IllegalStateException: no lamp 1 today");
        assertThat(atLast).isEmpty();
        assertThat(effects("lamp")).containsExactly(1L, 2L, 3L);
        assertThat(parked().count()).isZero();
        assertThat(held("lamp")).isNull();
    }

    @Test
    void aRetryStopsAtTheNextEventThatFails() {
        listener.trouble = event -> failFor(event, "lamp", 1);
        receive(fact("lamp", 1), fact("lamp", 2), fact("lamp", 3));
        listener.trouble = event -> failFor(event, "lamp", 3);

        var outcome = parked().retry(parked().list(0, 1).get(0).id());

        assertThat(outcome).isEmpty();
        assertThat(effects("lamp")).containsExactly(1L, 2L);
        assertThat(parked().list(0, 10)).singleElement().satisfies(event -> {
            assertThat(event.sequence()).isEqualTo(3);
            assertThat(event.cause()).contains("no lamp 3 today");
        });
        assertThat(held("lamp")).isEqualTo("FAILURE");
    }

    @Test
    void aWaitingEventThatFailsInItsTurnDoesNotTakeTheOneBeforeItDown() {
        listener.trouble = event -> failFor(event, "lamp", 2);
        receive(fact("lamp", 2), fact("lamp", 3));

        receive(fact("lamp", 1), fact("chair", 1));

        assertThat(effects("lamp")).containsExactly(1L);
        assertThat(effects("chair")).containsExactly(1L);
        assertThat(held("lamp")).isEqualTo("FAILURE");
        assertThat(parked().count()).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsParkedOnceAndStopsNothing() {
        var noSequence = with(fact("lamp", 1), "ce_sequence", null);
        var oddSequence = with(fact("lamp", 1), "ce_sequence", "-5");
        var oddTime = with(fact("lamp", 1), "ce_time", "yesterday");
        var zero = with(fact("lamp", 1), "ce_subject", "thing/\0");
        var endless = with(fact("lamp", 1), "ce_subject", "thing/" + "x".repeat(5000));
        var binary = new ConsumerRecord<>("test.things", 0, 0L, "k\0", new byte[] {0, -1, -2});
        ConsumerRecord<String, byte[]> empty = new ConsumerRecord<>("test.things", 0, 0L, null, null);

        for (int i = 0; i < 2; i++) {
            receive(noSequence, oddSequence, oddTime, zero, endless, binary, empty, fact("chair", 1));
        }

        assertThat(effects("chair")).containsExactly(1L);
        assertThat(parked().list(0, 20))
                .hasSize(7)
                .allMatch(event -> event.sequence() == null)
                .extracting(ParkedEvent::cause)
                .contains("ce_sequence is missing", "ce_sequence is not a number from 1 on: -5");
        assertThat(parked().retry(parked().list(0, 1).get(0).id())).hasValue("ce_sequence is missing");
    }

    @Test
    void anUnreadableBodyHoldsItsAggregateUntilItCanBeRead() {
        receive(
                message("ThingHappened.v1", "thing", "lamp", 1, "{\"what\": 1, "),
                fact("lamp", 2),
                message("ThingHappened.v1", "thing", "chair", 1, "null"),
                fact("table", 1));

        assertThat(effects("lamp")).isEmpty();
        assertThat(effects("table")).containsExactly(1L);
        assertThat(parked().list(0, 10)).filteredOn(event -> !event.isWaiting()).hasSize(2);
        assertThat(parked().retry(parked().list(0, 1).get(0).id()))
                .get()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void aBodyThatTheDatabaseRefusesIsParkedLikeAnyOther() {
        receive(message("ThingHappened.v1", "thing", "lamp", 1, "{\"what\":\"\\u0000\"}"), fact("chair", 1));

        assertThat(effects("chair")).containsExactly(1L);
        assertThat(parked().list(0, 10))
                .singleElement()
                .satisfies(event -> assertThat(event.cause()).contains("invalid byte sequence"));
    }

    @Test
    void ofAStateTheNewestCountsWhateverCompactionLeftOut() {
        receive(state("lamp", 4, "four"), state("lamp", 7, "seven"));
        receive(state("lamp", 5, "five"), state("lamp", 9, "nine"));
        receive(state("lamp", 9, "nine"), state("lamp", 8, "eight"));

        assertThat(effects("lamp")).containsExactly(7L, 9L);
        assertThat(history("lamp")).isEmpty();
        assertThat(parked().count()).isZero();
    }

    @Test
    void aStateThatFailsIsSupersededByTheNext() {
        listener.trouble = event -> failFor(event, "lamp", 2);
        receive(state("lamp", 1, "one"), state("chair", 1, "one"));
        receive(state("lamp", 2, "two"));
        long failed = parked().count();

        receive(state("lamp", 3, "three"));

        assertThat(failed).isEqualTo(1);
        assertThat(effects("lamp")).containsExactly(1L, 3L);
        assertThat(parked().count()).isZero();
    }

    @Test
    void aCollisionIsRepeatedInPlaceAndParksNothing() {
        AtomicInteger collisions = new AtomicInteger(8);
        listener.trouble = event -> {
            if (collisions.getAndDecrement() > 0) {
                throw new UnableToExecuteStatementException(new SQLException("could not serialize", "40001"), null);
            }
        };

        receive(fact("lamp", 1), fact("chair", 1));

        assertThat(effects("lamp")).containsExactly(1L);
        assertThat(effects("chair")).containsExactly(1L);
        assertThat(parked().count()).isZero();
    }

    @Test
    void connectionsThatAreCutInTheMiddleCostNothing() {
        AtomicInteger cuts = new AtomicInteger(3);
        listener.troubleInDatabase = (handle, event) -> {
            if (event.aggregateId().equals("chair") && cuts.getAndDecrement() > 0) {
                cut();
            }
        };

        receive(fact("lamp", 1), fact("chair", 1), fact("lamp", 2));

        assertThat(cuts).hasNegativeValue();
        assertThat(effects("lamp")).containsExactly(1L, 2L);
        assertThat(effects("chair")).containsExactly(1L);
        assertThat(parked().count()).isZero();
    }

    @Test
    void anErrorOfOurOwnIsParkedToo() {
        listener.trouble = event -> {
            if (event.aggregateId().equals("lamp")) {
                throw new NoClassDefFoundError("Missing");
            }
        };

        receive(fact("lamp", 1), fact("chair", 1));

        assertThat(effects("chair")).containsExactly(1L);
        assertThat(parked().list(0, 10))
                .extracting(ParkedEvent::cause)
                .containsExactly("NoClassDefFoundError: Missing");
    }

    @Test
    void twoReplicasThatAreGivenTheSameEventsApplyEachOnce() throws Exception {
        long seed = System.nanoTime();
        ExecutorService replicas = Executors.newFixedThreadPool(2);
        CountDownLatch together = new CountDownLatch(2);
        List<Future<?>> work = new ArrayList<>();
        for (int replica = 0; replica < 2; replica++) {
            Inbox own = inbox(new Database(database.pool(""), null));
            List<ConsumerRecord<String, byte[]>> messages = shuffledStory(8, 12, new Random(seed + replica));
            work.add(replicas.submit(() -> {
                together.countDown();
                together.await();
                deliver(own, messages, new Random(seed));
                return null;
            }));
        }

        for (Future<?> one : work) {
            one.get();
        }
        replicas.shutdown();

        assertStoryTold(8, 12, seed);
    }

    @Test
    void anyMixOfDuplicatesAndReorderingAndPassingTroubleEndsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        listener.trouble = event -> {
            if (random.nextInt(200) == 0) {
                throw new UnableToExecuteStatementException(new SQLException("deadlock", "40P01"), null);
            }
        };
        List<ConsumerRecord<String, byte[]>> messages = shuffledStory(15, 20, random);
        messages.addAll(shuffledStory(15, 20, random).subList(0, 100));

        deliver(inbox, messages, random);

        assertStoryTold(15, 20, seed);
    }

    @Test
    void theLongestGapIsFilledInTheEnd() {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        for (int sequence = 2; sequence <= InboxTables.WAITING_LIMIT + 50; sequence++) {
            messages.add(fact("lamp", sequence));
        }
        inbox.receive(batch(messages), listener.handlers());

        receive(fact("lamp", 1));

        assertThat(effects("lamp")).hasSize(InboxTables.WAITING_LIMIT + 50);
        assertThat(parked().count()).isZero();
        assertThat(held("lamp")).isNull();
    }

    private List<ConsumerRecord<String, byte[]>> shuffledStory(int things, int events, Random random) {
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        for (int thing = 0; thing < things; thing++) {
            for (int sequence = 1; sequence <= events; sequence++) {
                messages.add(fact("thing-" + thing, sequence));
            }
        }
        Collections.shuffle(messages, random);
        return messages;
    }

    private void deliver(Inbox to, List<ConsumerRecord<String, byte[]>> messages, Random random) {
        for (int from = 0; from < messages.size(); ) {
            int until = Math.min(messages.size(), from + 1 + random.nextInt(25));
            to.receive(batch(messages.subList(from, until)), listener.handlers());
            from = until;
        }
    }

    private void assertStoryTold(int things, int events, long seed) {
        List<Long> all = LongStream.rangeClosed(1, events).boxed().toList();
        for (int thing = 0; thing < things; thing++) {
            assertThat(effects("thing-" + thing)).as("seed %d", seed).containsExactlyElementsOf(all);
            assertThat(history("thing-" + thing)).as("seed %d", seed).containsExactlyElementsOf(all);
        }
        assertThat(parked().count()).as("seed %d", seed).isZero();
    }

    private static void failFor(EventEnvelope event, String thing, long sequence) {
        if (event.aggregateId().equals(thing) && event.sequence() == sequence) {
            throw new IllegalStateException("no " + thing + " " + sequence + " today");
        }
    }

    private void cut() {
        try {
            database.cutConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @SafeVarargs
    private void receive(ConsumerRecord<String, byte[]>... messages) {
        inbox.receive(batch(messages), listener.handlers());
    }

    private ParkedEvents parked() {
        return new ParkedEvents(database.database(), inbox, null);
    }

    private List<Long> effects(String thing) {
        return database.list(
                Long.class,
                "select sequence from effect where aggregateid = ? and note <> 'history' order by place",
                thing);
    }

    private List<Long> history(String thing) {
        return database.list(
                Long.class,
                "select sequence from effect where aggregateid = ? and note = 'history' order by place",
                thing);
    }

    private String held(String thing) {
        return database
                .list(String.class, "select coalesce(held, 'none') from inbox_sequence where aggregateid = ?", thing)
                .stream()
                .filter(held -> !held.equals("none"))
                .findFirst()
                .orElse(null);
    }

    private static Inbox inbox(Database database) {
        return new Inbox(database, new ConsumerSpans(OpenTelemetry.noop().getTracer("test")));
    }
}
