package org.licensedesk.chassis.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private TestDatabase servers;
    private Database database;

    @BeforeEach
    void start() throws SQLException {
        servers = new TestDatabase();
        database = servers.database();
    }

    @AfterEach
    void end() throws SQLException {
        servers.close();
    }

    @Test
    void valuesComeBackAsTheyWentWhateverTheTimeZone() {
        TimeZone before = TimeZone.getDefault();
        Everything sent = new Everything(
                UUID.randomUUID(),
                "text",
                7,
                8L,
                true,
                new BigDecimal("9.50"),
                Instant.parse("2026-03-29T01:30:00.123456Z"),
                LocalDate.parse("2026-03-29"),
                null);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));

            Everything single = database.read(handle -> handle.createQuery("""
                            select :id::uuid as id, :text as text, :number as number, :big as big, :flag as flag,
                                :money as money, :moment as moment, :day as day, :nothing::timestamptz as nothing""")
                    .bindMethods(sent)
                    .mapTo(Everything.class)
                    .one());
            Everything unnested = database.read(handle -> handle.createQuery("""
                            select * from unnest(:ids, :texts, :numbers, :bigs, :flags, :monies, :moments, :days, :nothings)
                                as u(id, text, number, big, flag, money, moment, day, nothing)""")
                    .bindArray("ids", UUID.class, List.of(sent.id()))
                    .bindArray("texts", String.class, List.of(sent.text()))
                    .bindArray("numbers", Integer.class, List.of(sent.number()))
                    .bindArray("bigs", Long.class, List.of(sent.big()))
                    .bindArray("flags", Boolean.class, List.of(sent.flag()))
                    .bindArray("monies", BigDecimal.class, List.of(sent.money()))
                    .bindArray("moments", Instant.class, List.of(sent.moment()))
                    .bindArray("days", LocalDate.class, List.of(sent.day()))
                    .bindArray("nothings", Instant.class, new Object[] {null})
                    .mapTo(Everything.class)
                    .one());

            assertThat(single).isEqualTo(sent);
            assertThat(unnested).isEqualTo(sent);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void transactionsThatMeetAreRepeatedAndNobodyNotices() throws Exception {
        servers.execute("insert into effect (event, aggregateid, sequence) values (gen_random_uuid(), 'counter', 0)");
        ExecutorService people = Executors.newFixedThreadPool(4);
        List<Future<?>> work = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            work.add(people.submit(() -> database.doInTransaction(tx -> {
                tx.execute("set transaction isolation level repeatable read");
                long value = tx.select("select sequence from effect where aggregateid = 'counter'")
                        .mapTo(Long.class)
                        .one();
                tx.execute("update effect set sequence = ? where aggregateid = 'counter'", value + 1);
            })));
        }
        int given = 0;
        for (Future<?> one : work) {
            given += succeeded(one) ? 1 : 0;
        }
        people.shutdown();

        assertThat(given).isPositive();
        assertThat(servers.count("select sequence from effect where aggregateid = 'counter'"))
                .isEqualTo(given);
    }

    @Test
    void aCollisionIsRepeatedFiveTimesAtMost() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    attempts.incrementAndGet();
                    throw new UnableToExecuteStatementException(new SQLException("deadlock", "40P01"), null);
                }))
                .isInstanceOf(UnableToExecuteStatementException.class);

        assertThat(attempts).hasValue(6);
    }

    @Test
    void whatIsNotWantedLeavesNothingButWhatItWouldHaveDone() {
        String insert = "insert into effect (event, aggregateid, sequence) values (gen_random_uuid(), ?, 0)";

        int shown = database.inTransactionIf(done -> false, tx -> tx.execute(insert, "shown"));
        int kept = database.inTransactionIf(done -> done == 1, tx -> tx.execute(insert, "kept"));

        assertThat(shown).isEqualTo(1);
        assertThat(kept).isEqualTo(1);
        assertThat(servers.count("select count(*) from effect where aggregateid = 'shown'"))
                .isZero();
        assertThat(servers.count("select count(*) from effect where aggregateid = 'kept'"))
                .isEqualTo(1);
    }

    @Test
    void anyOtherFailureIsNotRepeated() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    attempts.incrementAndGet();
                    tx.execute("insert into effect (event) values (null)");
                }))
                .hasMessageContaining("violates not-null constraint");

        assertThat(attempts).hasValue(1);
    }

    @Test
    void aPoolFullOfDeadConnectionsHealsWithoutAnybodyNoticing() throws Exception {
        fillThePool(10);

        servers.cutConnections();
        long read = servers.count("select 1");
        servers.cutConnections();
        servers.execute("insert into effect (event, aggregateid, sequence) values (gen_random_uuid(), 'after', 1)");

        assertThat(read).isEqualTo(1);
        assertThat(servers.count("select count(*) from effect where aggregateid = 'after'"))
                .isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleRepeatsTheWork() {
        AtomicInteger attempts = new AtomicInteger();

        database.doInTransaction(tx -> {
            tx.execute("insert into effect (event, aggregateid, sequence) values (gen_random_uuid(), 'once', 1)");
            if (attempts.incrementAndGet() == 1) {
                cut();
            }
            tx.execute("insert into effect (event, aggregateid, sequence) values (gen_random_uuid(), 'once', 2)");
        });

        assertThat(attempts).hasValue(2);
        assertThat(servers.count("select count(*) from effect where aggregateid = 'once'"))
                .isEqualTo(2);
    }

    @Test
    void lastWorkIsDoneOncePerKeyRightBeforeTheCommit() {
        List<String> done = new ArrayList<>();

        database.doInTransaction(tx -> {
            database.beforeCommit(tx, "lamp", last -> {
                done.add("lamp");
                database.beforeCommit(last, "chair", later -> done.add("chair"));
            });
            database.beforeCommit(tx, "lamp", last -> done.add("lamp again"));
            done.add("work");
        });

        assertThat(done).containsExactly("work", "lamp", "chair");
    }

    @Test
    void transactionsDoNotNest() {
        assertThatThrownBy(() -> database.doInTransaction(outer -> database.doInTransaction(inner -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already running");
    }

    private void fillThePool(int connections) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(connections);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            work.add(people.submit(() -> servers.count("select count(*) from (select pg_sleep(0.2)) s")));
        }
        for (Future<?> one : work) {
            one.get();
        }
        people.shutdown();
    }

    private static boolean succeeded(Future<?> work) throws InterruptedException {
        try {
            work.get();
            return true;
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(PassingFailure.isCollision(e)).isTrue();
            return false;
        }
    }

    private void cut() {
        try {
            servers.cutConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of each kind. */
    public record Everything(
            UUID id,
            String text,
            Integer number,
            Long big,
            Boolean flag,
            BigDecimal money,
            Instant moment,
            LocalDate day,
            Instant nothing) {}
}
