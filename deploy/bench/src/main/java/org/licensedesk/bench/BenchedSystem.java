package org.licensedesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;
import org.licensedesk.acceptance.Api;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.SystemFile;

/** A freshly started system with the benchmark's company in it, and what has been asked for in it so far. */
final class BenchedSystem implements AutoCloseable {
    static final String ADMINISTRATOR = "administrator@licensedesk.local";
    private static final int TOKENS_AT_ONCE = 4;
    /** No pool runs dry: a waiting place is another workflow than the one that is measured. */
    private static final int SEATS = 1_000_000;

    private final Company company;
    private final RunningSystem system;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private long spreadSoFar;
    private int hotRunsSoFar;

    private BenchedSystem(Company company, RunningSystem system) {
        this.company = company;
        this.system = system;
    }

    static BenchedSystem start(Company company, String jvmOptions) throws IOException, InterruptedException {
        var people = Files.createTempFile("bench-people", ".csv");
        try {
            Files.writeString(people, company.directory());
            var settings = RunningSystem.Settings.withoutDemo("--people", people.toString())
                    .with("LICENSE_DESK_JVM_OPTIONS", jvmOptions);
            var benched = new BenchedSystem(company, RunningSystem.start(settings));
            benched.defineProducts();
            return benched;
        } finally {
            Files.delete(people);
        }
    }

    private void defineProducts() throws IOException, InterruptedException {
        for (var sku : Company.products()) {
            define(sku);
        }
        waitUntilOffered(Company.products().get(Company.PRODUCTS - 1));
    }

    private void define(String sku) throws IOException {
        var administrator = token(ADMINISTRATOR, "license-admin");
        var product = Map.of("name", "Product " + sku, "monthlyPrice", 12.5, "currency", "EUR");
        system.api()
                .put(administrator, "/assignments/api/products/" + sku, product)
                .orFail();
        system.api()
                .put(administrator, "/assignments/api/products/" + sku + "/pool", Map.of("purchased", SEATS))
                .orFail();
    }

    private void waitUntilOffered(String sku) throws IOException, InterruptedException {
        var administrator = token(ADMINISTRATOR, "license-admin");
        for (var tries = 0; tries < 600; tries++) {
            var hits = system.api()
                    .get(administrator, "/requests/api/products?q=" + sku)
                    .orFail()
                    .json()
                    .get("items");
            if (!hits.isEmpty() && hits.get(0).get("free").asInt() == SEATS) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(sku + " is not offered a minute after it was defined");
    }

    /** The public API of the running system. */
    Api api() {
        return system.api();
    }

    /** A token that may do all that an administrator does. */
    String administrator() {
        return token(ADMINISTRATOR, "license-admin");
    }

    Company company() {
        return company;
    }

    /** The database of one service. */
    SystemFile.Database database(String service) {
        return system.parts().database(service);
    }

    /** Waits until every service has sent, and the others have taken in, whatever there was to tell. */
    void settle() throws SQLException, InterruptedException {
        var quiet = 0;
        var last = -1L;
        while (quiet < 4) {
            Thread.sleep(500);
            var now = 0L;
            for (var database : system.parts().databases().values()) {
                try (var connection = database.asOwner();
                        var statement = connection.createStatement();
                        var rows = statement.executeQuery("select (select count(*) from outbox_pending),"
                                + " (select coalesce(sum(last_sequence), 0) from inbox_sequence)")) {
                    rows.next();
                    now += rows.getLong(1) + rows.getLong(2);
                    quiet = rows.getLong(1) == 0 ? quiet : 0;
                }
            }
            quiet = now == last ? quiet + 1 : 0;
            last = now;
        }
    }

    private String token(String email, String... roles) {
        return tokens.computeIfAbsent(email, person -> system.token(person, roles));
    }

    /** Carries workflows that nobody measures: to warm up, or to fill the databases. */
    Clients.Result carry(Scenario scenario, long workflows) throws IOException, InterruptedException {
        return carry(scenario, workflows, errands(scenario));
    }

    private Clients.Result carry(Scenario scenario, long workflows, LongFunction<Company.Errand> errands) {
        var result = new Clients(system.api(), tokens).carry(scenario.clients(), workflows, errands);
        if (scenario.products() > 1) {
            spreadSoFar += workflows;
        }
        return result;
    }

    private LongFunction<Company.Errand> errands(Scenario scenario) throws IOException, InterruptedException {
        if (scenario.products() > 1) {
            var first = spreadSoFar;
            return number -> company.spread(first + number);
        }
        var run = hotRunsSoFar++;
        define(Company.hotProduct(run));
        waitUntilOffered(Company.hotProduct(run));
        return number -> company.hot(run, number);
    }

    /** Gets everybody's token, which is no part of a workflow: people sign in once a day. */
    void signEverybodyIn() {
        var people = new ConcurrentLinkedQueue<>(company.directory()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList());
        Clients.inParallel(TOKENS_AT_ONCE, () -> {
            for (var person = people.poll(); person != null; person = people.poll()) {
                token(person);
            }
            return null;
        });
    }

    /** Brings the planner's statistics up to date in all databases. */
    void analyze() throws SQLException {
        for (var database : system.parts().databases().values()) {
            try (var connection = database.asOwner();
                    var statement = connection.createStatement()) {
                statement.execute("analyze");
            }
        }
    }

    /** One scenario between two looks at the floor. */
    Measurement measure(Scenario scenario, long workflows, Duration floorTime)
            throws IOException, SQLException, InterruptedException {
        var errands = errands(scenario);
        var floorBefore = floor(scenario, floorTime);
        var parts = system.parts();
        var cpuBefore = ProcessTimes.now(parts);
        var driverBefore = ProcessTimes.ofTheDriver();
        var walBefore = walPosition(parts);

        var result = carry(scenario, workflows, errands);

        var wal = walPosition(parts) - walBefore;
        var driver = ProcessTimes.ofTheDriver() - driverBefore;
        var cpu = new LinkedHashMap<String, Double>();
        ProcessTimes.now(parts).since(cpuBefore).forEach((part, used) -> cpu.put(part, used * 1000 / workflows));
        return new Measurement(
                scenario,
                result,
                cpu,
                driver * 1000 / workflows,
                (double) wal / workflows,
                ProcessTimes.residentMegabytes(parts),
                floorBefore,
                floor(scenario, floorTime));
    }

    private Floor.Speed floor(Scenario scenario, Duration time) throws SQLException, InterruptedException {
        var parts = system.parts();
        try (var floor = new Floor(() -> anyDatabase(parts).asOwner(), () -> ProcessTimes.ofTheFloor(parts))) {
            floor.measure(scenario, time.dividedBy(2));
            return floor.measure(scenario, time);
        }
    }

    /** Bytes of write-ahead log written since the cluster was made: it counts for all databases of the server together. */
    private static long walPosition(SystemFile parts) throws SQLException {
        try (var connection = anyDatabase(parts).asOwner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static SystemFile.Database anyDatabase(SystemFile parts) {
        return parts.databases().values().iterator().next();
    }

    /** The version of the database server below it. */
    String databaseVersion() throws SQLException {
        try (var connection = anyDatabase(system.parts()).asOwner()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
