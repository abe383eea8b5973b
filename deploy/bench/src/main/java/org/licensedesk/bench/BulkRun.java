package org.licensedesk.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A bulk job through the API, from the file to the last result, against the same rows written by plain JDBC. */
final class BulkRun {
    private static final String JOBS = "/assignments/api/bulk-jobs";
    private static final int BETWEEN_LOOKS_MILLIS = 250;
    /** As long as compilers still work beside it, a job has only a part of the machine. */
    private static final int WARM_UPS = 3;

    private static final int MEASURED = 3;

    private final BenchedSystem system;

    /** How long it took, and how long its yardstick. */
    record Result(
            int rows,
            double planSeconds,
            double applySeconds,
            long seats,
            long reasons,
            long events,
            double plainSeconds) {
        double seconds() {
            return planSeconds + applySeconds;
        }

        double timesPlain() {
            return seconds() / plainSeconds;
        }
    }

    BulkRun(BenchedSystem system) {
        this.system = system;
    }

    /** Several jobs, each of other products, and after each one its yardstick. */
    List<Result> measure(int rows) throws IOException, SQLException, InterruptedException {
        var jobs = 0;
        while (jobs < WARM_UPS) {
            apply(plan(system.company().rows(jobs++ * Company.PRODUCTS_IN_BULK, rows)));
            system.settle();
        }
        var results = new ArrayList<Result>();
        while (results.size() < MEASURED) {
            system.analyze();
            results.add(measureOne(rows, system.company().rows(jobs++ * Company.PRODUCTS_IN_BULK, rows)));
        }
        return results;
    }

    private Result measureOne(int rows, String file) throws IOException, SQLException, InterruptedException {
        var begun = System.nanoTime();
        var job = plan(file);
        var planned = System.nanoTime();
        apply(job);
        var applied = System.nanoTime();

        system.settle();
        try (var plain = new PlainInserts(system.database("assignment-service"), job)) {
            plain.measure();
            var seconds = plain.measure();
            return new Result(
                    rows,
                    (planned - begun) / 1e9,
                    (applied - planned) / 1e9,
                    plain.seats(),
                    plain.reasons(),
                    plain.events(),
                    seconds);
        }
    }

    /** @return the job */
    String plan(String file) throws IOException {
        return system.api()
                .postCsv(system.administrator(), JOBS, file)
                .orFail()
                .json()
                .get("id")
                .asText();
    }

    /** Returns when every row has its seat. */
    void apply(String job) throws IOException, InterruptedException {
        system.api()
                .post(system.administrator(), JOBS + "/" + job + "/apply", java.util.Map.of())
                .orFail();
        JsonNode state;
        do {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            state = system.api()
                    .get(system.administrator(), JOBS + "/" + job)
                    .orFail()
                    .json();
        } while (state.get("state").asText().equals("RUNNING"));
        if (!state.get("state").asText().equals("DONE")
                || state.get("assigned").asInt() != state.get("total").asInt()) {
            throw new IllegalStateException("not every row got a seat: " + state);
        }
    }
}
