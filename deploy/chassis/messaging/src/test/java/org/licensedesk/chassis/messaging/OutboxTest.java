package org.licensedesk.chassis.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Origin ADA = new Origin("ada@example.org", null, null, null);

    private TestDatabase database;
    private Outbox outbox;

    @BeforeEach
    void start() throws SQLException {
        database = new TestDatabase();
        outbox = new Outbox(database.database(), new RelayBell(), Clock.systemUTC());
    }

    @AfterEach
    void end() throws SQLException {
        database.close();
    }

    @Test
    void anEventIsWrittenWithWhoWhatAndWhenAndIsPending() {
        UUID cause = Ids.next();
        Origin origin =
                new Origin("ada@example.org", cause, null, "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");

        EventReceipt receipt = append(origin, new ThingHappened("lamp", "a \"quoted\" \\ line\nand { , } null"));

        assertThat(receipt.sequence()).isEqualTo(1);
        PendingEvent written = written().get(0);
        assertThat(written)
                .isEqualTo(new PendingEvent(
                        written.position(),
                        receipt.id(),
                        "thing",
                        "lamp",
                        1,
                        "org.licensedesk.ThingHappened.v1",
                        "test.things",
                        "lamp",
                        "{\"thing\":\"lamp\",\"what\":\"a \\\"quoted\\\" \\\\ line\\nand { , } null\"}",
                        receipt.time(),
                        "ada@example.org",
                        cause,
                        origin.traceparent()));
        assertThat(pending()).containsExactly(written.position());
    }

    @Test
    void manyEventsOfOneCallKeepTheirOrderAndTheirTimesGrow() {
        List<Outgoing> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(new Outgoing(new ThingHappened(i % 3 == 0 ? "lamp" : "chair", "step " + i), ADA));
        }

        List<EventReceipt> receipts = database.database().inTransaction(tx -> outbox.append(tx, events));

        assertThat(receipts).extracting(EventReceipt::id).doesNotHaveDuplicates();
        List<PendingEvent> written = written();
        assertThat(written).extracting(PendingEvent::id).containsExactlyElementsOf(ids(receipts));
        assertThat(written).extracting(PendingEvent::sequence).containsExactlyElementsOf(sequences(receipts));
        assertThat(written)
                .filteredOn(event -> event.aggregateId().equals("lamp"))
                .extracting(PendingEvent::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertGapless(written);
    }

    @Test
    void anEventIsNeverOlderThanItsCauseNorThanTheOneBeforeIt() {
        Instant cause = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        Origin late = new Origin("system", Ids.next(), cause.plus(1, ChronoUnit.MICROS), null);

        EventReceipt first = append(late, new ThingHappened("lamp", "caused"));
        EventReceipt second = append(ADA, new ThingHappened("lamp", "by hand"));

        assertThat(first.time()).isEqualTo(cause.plus(1, ChronoUnit.MICROS));
        assertThat(second.time()).isAfter(first.time());
    }

    @Test
    void whatIsSentAtOneInstantSortsByItsIdAsItWasSent() {
        Clock still = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
        outbox = new Outbox(database.database(), new RelayBell(), still);

        database.database().doInTransaction(tx -> {
            for (int call = 0; call < 10; call++) {
                List<Outgoing> events = new ArrayList<>();
                for (int i = 0; i < 1 + call; i++) {
                    events.add(new Outgoing(new ThingHappened("thing " + call + "/" + i, "happened"), ADA));
                }
                outbox.append(tx, events);
            }
        });

        List<PendingEvent> written = written();
        assertThat(written).extracting(PendingEvent::time).containsOnly(still.instant());
        assertThat(written)
                .isSortedAccordingTo(Comparator.comparing(event -> event.id().toString()));
    }

    @Test
    void timesGrowWithinAnAggregateThoughTheClockStandsStill() {
        Clock still = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
        outbox = new Outbox(database.database(), new RelayBell(), still);

        for (int i = 0; i < 5; i++) {
            append(ADA, new ThingHappened("lamp", "again"));
        }

        assertThat(written()).extracting(event -> event.time().getNano()).containsExactly(0, 1000, 2000, 3000, 4000);
    }

    @Test
    void sequencesAreGaplessWhoeverAppendsAtTheSameTime() throws Exception {
        long seed = System.nanoTime();
        ExecutorService people = Executors.newFixedThreadPool(8);
        List<Future<?>> work = new ArrayList<>();

        for (int person = 0; person < 8; person++) {
            Random random = new Random(seed + person);
            work.add(people.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    changeSomeThings(random);
                }
            }));
        }
        for (Future<?> one : work) {
            one.get();
        }
        people.shutdown();

        List<PendingEvent> written = written();
        assertThat(written).as("seed %d", seed).isNotEmpty();
        assertGapless(written);
        assertThat(pending())
                .containsExactlyElementsOf(
                        written.stream().map(PendingEvent::position).toList());
    }

    @Test
    void aChangeThatIsUndoneSendsNothing() {
        assertThatThrownBy(() -> database.database().doInTransaction(tx -> {
                    outbox.append(tx, ADA, new ThingHappened("lamp", "never"));
                    throw new IllegalArgumentException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(written()).isEmpty();
        assertThat(append(ADA, new ThingHappened("lamp", "now")).sequence()).isEqualTo(1);
    }

    @Test
    void nothingIsAppendedWithoutATransaction() {
        assertThatThrownBy(() -> database.database()
                        .read(handle -> outbox.append(handle, ADA, new ThingHappened("lamp", "loose"))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(written()).isEmpty();
    }

    @Test
    void whatTheBrokerWouldNeverTakeIsRefused() {
        assertThatThrownBy(() -> append(ADA, new ThingHappened("lamp", "x".repeat(300_000))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void theApplicationCanNeitherChangeNorDeleteWhatWasSaid() {
        append(ADA, new ThingHappened("lamp", "said"));

        assertThatThrownBy(() -> database.execute("update outbox set actor = 'nobody'"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.execute("delete from outbox")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.execute("truncate outbox")).hasMessageContaining("permission denied");
    }

    /** One to four events of up to five things in one transaction; every fifth changes its mind. */
    private void changeSomeThings(Random random) {
        List<Outgoing> events = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            events.add(new Outgoing(new ThingHappened("thing " + random.nextInt(5), "step"), ADA));
        }
        boolean changesMind = random.nextInt(5) == 0;
        try {
            database.database().doInTransaction(tx -> {
                outbox.append(tx, events);
                if (changesMind) {
                    throw new IllegalArgumentException("changed my mind");
                }
            });
        } catch (IllegalArgumentException e) {
            assertThat(changesMind).isTrue();
        }
    }

    private static void assertGapless(List<PendingEvent> inOrderOfPosition) {
        var byThing =
                inOrderOfPosition.stream().collect(java.util.stream.Collectors.groupingBy(PendingEvent::aggregateId));
        byThing.values().forEach(events -> {
            assertThat(events)
                    .extracting(PendingEvent::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.size()).boxed().toList());
            for (int i = 1; i < events.size(); i++) {
                assertThat(events.get(i).time()).isAfter(events.get(i - 1).time());
            }
        });
    }

    private EventReceipt append(Origin origin, OutgoingEvent event) {
        return database.database().inTransaction(tx -> outbox.append(tx, origin, event));
    }

    private List<PendingEvent> written() {
        return database.database()
                .read(handle -> handle.createQuery("""
                        select position, id, aggregatetype, aggregateid, sequence, type, topic, key, payload, time, actor,
                            causationid, traceparent from outbox order by position""")
                        .map((row, context) -> PendingEvent.of(row))
                        .list());
    }

    private List<Long> pending() {
        return database.list(Long.class, "select position from outbox_pending order by position");
    }

    private static List<UUID> ids(List<EventReceipt> receipts) {
        return receipts.stream().map(EventReceipt::id).toList();
    }

    private static List<Long> sequences(List<EventReceipt> receipts) {
        return receipts.stream().map(EventReceipt::sequence).toList();
    }
}
