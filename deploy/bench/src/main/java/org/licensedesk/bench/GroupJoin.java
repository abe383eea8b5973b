package org.licensedesk.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Has everybody join a group that brings a product, beside a bulk job that gives as many seats of another: both end in the same ledger. */
final class GroupJoin {
    private static final int BETWEEN_LOOKS_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARM_UPS = 2;
    private static final int MEASURED = 3;

    private final BenchedSystem system;
    private final List<String> members;

    /**
     * How it went.
     *
     * @param seatsWhenFirstSeen how many had been given when the first were seen: they do not count for the rate
     * @param settlingSeconds from then to the last
     * @param wholeSeconds from sending the members to the last seat: the way over Kafka and the window are part of it
     * @param bulkSeconds from telling the job to go to its end
     */
    record Result(int people, int seatsWhenFirstSeen, double settlingSeconds, double wholeSeconds, double bulkSeconds) {
        double settledPerSecond() {
            return (people - seatsWhenFirstSeen) / settlingSeconds;
        }

        double bulkPerSecond() {
            return people / bulkSeconds;
        }

        /** As a share of the bulk job's rate. */
        double ofBulk() {
            return settledPerSecond() / bulkPerSecond();
        }
    }

    GroupJoin(BenchedSystem system) {
        this.system = system;
        this.members = system.company().emails();
    }

    /** A job and a group in turn, each time of other products. */
    List<Result> measure() throws IOException, SQLException, InterruptedException {
        var rounds = 0;
        while (rounds < WARM_UPS) {
            measureOne(rounds++);
        }
        var results = new ArrayList<Result>();
        while (results.size() < MEASURED) {
            system.analyze();
            results.add(measureOne(rounds++));
        }
        return results;
    }

    private Result measureOne(int round) throws IOException, SQLException, InterruptedException {
        var bulkSeconds = inBulk(2 * round);
        system.settle();
        var joined = join(2 * round + 1, bulkSeconds);
        system.settle();
        return joined;
    }

    private double inBulk(int product) throws IOException, InterruptedException {
        var bulk = new BulkRun(system);
        var rows = new StringBuilder("email,sku\n");
        members.forEach(member -> rows.append(member)
                .append(',')
                .append(Company.products().get(product))
                .append('\n'));
        var job = bulk.plan(rows.toString());
        var begun = System.nanoTime();
        bulk.apply(job);
        return (System.nanoTime() - begun) / 1e9;
    }

    private Result join(int product, double bulkSeconds) throws IOException, InterruptedException {
        var sku = Company.products().get(product);
        var group = "crowd-" + product;
        define(group, List.of());
        system.api()
                .put(system.administrator(), "/assignments/api/groups/" + group + "/products/" + sku, Map.of())
                .orFail();

        var sent = System.nanoTime();
        define(group, members);
        var first = waitUntilUsed(sku, 1);
        var begun = System.nanoTime();
        waitUntilUsed(sku, members.size());
        var done = System.nanoTime();
        return new Result(members.size(), first, (done - begun) / 1e9, (done - sent) / 1e9, bulkSeconds);
    }

    private void define(String group, List<String> people) throws IOException {
        system.api()
                .put(
                        system.administrator(),
                        "/approvals/api/groups/" + group,
                        Map.of("name", "The crowd", "members", people))
                .orFail();
    }

    /** @return how many seats were in use when there were enough */
    private int waitUntilUsed(String sku, int seats) throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var used = system.api()
                    .get(system.administrator(), "/assignments/api/products/" + sku)
                    .orFail()
                    .json()
                    .get("used")
                    .asInt();
            if (used >= seats) {
                return used;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new IllegalStateException(seats + " seats of " + sku + " are not given after " + PATIENCE);
    }
}
