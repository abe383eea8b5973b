package org.licensedesk.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * The least that PostgreSQL must do for one workflow: five small statements and their events in three commits, by plain
 * JDBC, nothing else. What a design adds to it, in time and in CPU, is the measure that means the same on every machine.
 * Written as one statement a commit it runs one and a half times to twice as fast.
 */
final class Floor implements AutoCloseable {
    private static final String SCHEMA = "bench_floor";
    private static final int SEATS = 100_000_000;

    private final Database database;
    private final DoubleSupplier cpuSeconds;
    private final Connection connection;

    /** Where the floor's own tables live and die. */
    @FunctionalInterface
    interface Database {
        Connection connect() throws SQLException;
    }

    /** So many workflows in so many seconds, and the CPU that the server and its clients used for them together. */
    record Speed(long workflows, double seconds, double cpuSeconds) {
        double perSecond() {
            return workflows / seconds;
        }

        double cpuMilliseconds() {
            return cpuSeconds * 1000 / workflows;
        }
    }

    /**
     * @param cpuSeconds what the server and this process have used so far
     */
    Floor(Database database, DoubleSupplier cpuSeconds) throws SQLException {
        this.database = database;
        this.cpuSeconds = cpuSeconds;
        this.connection = database.connect();
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
            statement.execute("create schema " + SCHEMA);
            statement.execute("set search_path to " + SCHEMA);
            statement.execute("create table request (id uuid primary key, sku text not null, requester text not null,"
                    + " justification text not null, submitted_at timestamptz not null default now())");
            statement.execute("create table approval_case (request_id uuid primary key, approver text not null,"
                    + " status text not null, decided_by text, decided_at timestamptz,"
                    + " constraint decided_case_has_decider check (status = 'OPEN' or decided_by is not null))");
            statement.execute("create table pool (sku text primary key, purchased int not null, used int not null,"
                    + " constraint never_oversold check (used between 0 and purchased))");
            statement.execute("create table seat (id uuid primary key, sku text not null, holder text not null,"
                    + " request_id uuid not null, since timestamptz not null default now(),"
                    + " constraint one_seat_per_holder unique (sku, holder))");
            statement.execute("create table event (id bigint generated always as identity primary key,"
                    + " type text not null, aggregate_id uuid not null, at timestamptz not null default now(),"
                    + " body jsonb not null)");
        }
    }

    /** Runs workflows with so many clients over so many products for at least this long. */
    Speed measure(Scenario scenario, Duration duration) throws SQLException, InterruptedException {
        provide(scenario.products());
        var done = new AtomicLong();
        var cpuBefore = cpuSeconds.getAsDouble();
        var started = System.nanoTime();
        var end = started + duration.toNanos();
        var clients = new ArrayList<Callable<Void>>();
        for (var i = 0; i < scenario.clients(); i++) {
            clients.add(() -> {
                try (var workflow = new Workflow(database.connect())) {
                    while (System.nanoTime() < end) {
                        workflow.run(sku(ThreadLocalRandom.current().nextInt(scenario.products())));
                        done.incrementAndGet();
                    }
                }
                return null;
            });
        }
        var executor = Executors.newFixedThreadPool(scenario.clients());
        try {
            for (var client : executor.invokeAll(clients)) {
                join(client);
            }
        } finally {
            executor.shutdownNow();
        }
        return new Speed(done.get(), (System.nanoTime() - started) / 1e9, cpuSeconds.getAsDouble() - cpuBefore);
    }

    private void provide(int products) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into pool (sku, purchased, used) values (?, ?, 0) on conflict do nothing")) {
            for (var i = 0; i < products; i++) {
                statement.setString(1, sku(i));
                statement.setInt(2, SEATS);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String sku(int product) {
        return "PRODUCT_" + product;
    }

    private static void join(Future<Void> client) throws SQLException, InterruptedException {
        try {
            client.get();
        } catch (ExecutionException e) {
            throw new SQLException("a client of the floor failed", e.getCause());
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("drop schema " + SCHEMA + " cascade");
        }
    }

    /** The statements of one workflow on one connection. */
    private static final class Workflow implements AutoCloseable {
        private static final String BODY =
                "{\"requestId\":\"%s\",\"sku\":\"%s\",\"productName\":\"Product of the benchmark\","
                        + "\"requester\":{\"id\":\"%s\",\"email\":\"somebody@bench.example\",\"name\":\"Somebody\"},"
                        + "\"beneficiary\":{\"id\":\"%s\",\"email\":\"somebody@bench.example\",\"name\":\"Somebody\"},"
                        + "\"justification\":\"" + Company.JUSTIFICATION + "\"}";

        private final Connection connection;
        private final PreparedStatement insertRequest;
        private final PreparedStatement insertCase;
        private final PreparedStatement decideCase;
        private final PreparedStatement takeSeat;
        private final PreparedStatement insertSeat;
        private final PreparedStatement insertEvent;

        Workflow(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setSchema(SCHEMA);
            connection.setAutoCommit(false);
            insertRequest = connection.prepareStatement(
                    "insert into request (id, sku, requester, justification) values (?, ?, ?, ?)");
            insertCase = connection.prepareStatement(
                    "insert into approval_case (request_id, approver, status) values (?, 'manager@bench.example', 'OPEN')");
            decideCase = connection.prepareStatement(
                    "update approval_case set status = 'APPROVED', decided_by = approver, decided_at = now()"
                            + " where request_id = ? and status = 'OPEN' and approver = 'manager@bench.example'");
            takeSeat = connection.prepareStatement(
                    "update pool set used = used + 1 where sku = ? and used + 1 <= purchased");
            insertSeat =
                    connection.prepareStatement("insert into seat (id, sku, holder, request_id) values (?, ?, ?, ?)");
            insertEvent =
                    connection.prepareStatement("insert into event (type, aggregate_id, body) values (?, ?, ?::jsonb)");
        }

        void run(String sku) throws SQLException {
            var request = UUID.randomUUID();
            var holder = UUID.randomUUID().toString();
            submit(request, sku, holder);
            decide(request, sku, holder);
            assign(request, sku, holder);
        }

        private void submit(UUID request, String sku, String holder) throws SQLException {
            insertRequest.setObject(1, request);
            insertRequest.setString(2, sku);
            insertRequest.setString(3, holder);
            insertRequest.setString(4, Company.JUSTIFICATION);
            mustChangeOneRow(insertRequest);
            event("RequestSubmitted", request, sku, holder);
            insertCase.setObject(1, request);
            mustChangeOneRow(insertCase);
            event("ApprovalRequested", request, sku, holder);
            connection.commit();
        }

        private void decide(UUID request, String sku, String holder) throws SQLException {
            decideCase.setObject(1, request);
            mustChangeOneRow(decideCase);
            event("RequestApproved", request, sku, holder);
            connection.commit();
        }

        private void assign(UUID request, String sku, String holder) throws SQLException {
            takeSeat.setString(1, sku);
            mustChangeOneRow(takeSeat);
            insertSeat.setObject(1, UUID.randomUUID());
            insertSeat.setString(2, sku);
            insertSeat.setString(3, holder);
            insertSeat.setObject(4, request);
            mustChangeOneRow(insertSeat);
            event("SeatAssigned", request, sku, holder);
            connection.commit();
        }

        private void event(String type, UUID request, String sku, String holder) throws SQLException {
            insertEvent.setString(1, type);
            insertEvent.setObject(2, request);
            insertEvent.setString(3, BODY.formatted(request, sku, holder, holder));
            mustChangeOneRow(insertEvent);
        }

        private static void mustChangeOneRow(PreparedStatement statement) throws SQLException {
            if (statement.executeUpdate() != 1) {
                throw new SQLException("no row changed: " + statement);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
