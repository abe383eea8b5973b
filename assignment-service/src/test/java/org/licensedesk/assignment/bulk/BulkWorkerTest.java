package org.licensedesk.assignment.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.licensedesk.assignment.bulk.BulkStory.idOf;
import static org.licensedesk.assignment.bulk.BulkStory.job;
import static org.licensedesk.assignment.bulk.BulkStory.plan;
import static org.licensedesk.assignment.bulk.BulkStory.results;
import static org.licensedesk.assignment.bulk.BulkStory.row;
import static org.licensedesk.assignment.bulk.BulkStory.undone;
import static org.licensedesk.assignment.bulk.BulkStory.when;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Sent;

@QuarkusTest
class BulkWorkerTest {

    private static final int ROWS = 2_345;

    @Inject
    LedgerStory ledger;

    @Inject
    BulkStory story;

    @Inject
    Database database;

    @Inject
    BulkJobs jobs;

    @Inject
    BulkWorker worker;

    @Inject
    Clock clock;

    /** A worker dies: what it did since its last commit is as if it had never been. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aJobKilledHalfWayIsResumedWithExactlyOneResultForEachRow() {
        String sku = ledger.aProduct(2_000);
        UUID id = aRunningJob(sku);

        assertThat(chunk(id)).isTrue();
        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    worker.chunk(tx, id);
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        assertThat(job(id).getInt("done")).isEqualTo(1_000);
        worker.look();
        var done = when(id, "DONE");

        assertThat(done.getInt("done")).isEqualTo(ROWS);
        assertThat(done.getInt("assigned")).isEqualTo(2_000);
        assertThat(done.getInt("waitlisted")).isEqualTo(ROWS - 2_000);
        List<String> results = results(id);
        assertThat(results).hasSize(ROWS);
        assertThat(new HashSet<>(results)).hasSize(ROWS);
        assertThat(ledger.pool(sku)).isEqualTo(new PoolNumbers(sku, 2_000, 2_000, ROWS - 2_000));
        assertThat(Sent.typesOf("reason", BulkJob.reasonOf(id, 1_500))).containsExactly("SeatAssigned.v1");
        assertThat(Sent.typesOf("bulkJob", id)).containsExactly("BulkJobPlanned.v1", "BulkJobApplied.v1");
    }

    @Test
    void anUndoKilledHalfWayIsResumed() {
        String sku = ledger.aProduct(ROWS);
        UUID id = aRunningJob(sku);
        worker.look();
        when(id, "DONE");
        database.doInTransaction(tx ->
                jobs.turnBack(tx, jobs.lock(tx, id).orElseThrow(), BulkStory.LENA, "Lena Fischer", clock.instant()));

        assertThat(chunk(id)).isTrue();
        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    worker.chunk(tx, id);
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        worker.look();
        var undone = when(id, "UNDONE");

        assertThat(undone.getInt("ended")).isEqualTo(ROWS);
        assertThat(ledger.pool(sku).used()).isZero();
        assertThat(Sent.typesOf("bulkJob", id))
                .containsExactly("BulkJobPlanned.v1", "BulkJobApplied.v1", "BulkJobUndone.v1");
    }

    @Test
    void twoReplicasNeverWorkOnOneJobAtOnce() {
        UUID id = aRunningJob(ledger.aProduct(ROWS));

        boolean theOther = database.inTransaction(tx -> {
            worker.chunk(tx, id);
            return elsewhere(() -> chunk(id));
        });

        assertThat(theOther).isFalse();
        assertThat(job(id).getInt("done")).isEqualTo(1_000);
        worker.look();
        when(id, "DONE");
    }

    @Test
    void aRunningJobThatIsUndoneStopsAtOnceAndStillHasAResultForEachRow() {
        String sku = ledger.aProduct(ROWS);
        UUID id = aRunningJob(sku);
        assertThat(chunk(id)).isTrue();

        var undone = undone(id);

        assertThat(undone.getInt("done")).isEqualTo(ROWS);
        assertThat(undone.getInt("assigned")).isEqualTo(1_000);
        assertThat(undone.getInt("rejected")).isEqualTo(ROWS - 1_000);
        assertThat(undone.getInt("ended")).isEqualTo(1_000);
        assertThat(results(id)).hasSize(ROWS);
        assertThat(ledger.pool(sku).used()).isZero();
    }

    @Test
    void whatHasEndedMeanwhileIsNotEndedAgain() {
        String sku = ledger.aProduct(2);
        Holder ada = story.employee();
        UUID id = idOf(plan(row(ada, sku), row(story.employee(), sku)));
        BulkStory.applied(id);
        ledger.removeSeat(ledger.seatOf(sku, ada));

        var undone = undone(id);

        assertThat(undone.getInt("ended")).isEqualTo(1);
    }

    @Test
    void reasonsOfTwoJobsNeverMeetAndGrowWithTheRows() {
        UUID one = Ids.next();
        UUID other = Ids.next();
        List<UUID> ids = new ArrayList<>();
        for (UUID job : List.of(one, other)) {
            IntStream.rangeClosed(1, 200_000).forEach(row -> ids.add(BulkJob.reasonOf(job, row)));
        }

        assertThat(new HashSet<>(ids)).hasSize(400_000);
        assertThat(ids.subList(0, 200_000))
                .isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
        assertThat(ids.get(5).version()).isEqualTo(8);
        assertThat(ids.get(5).variant()).isEqualTo(2);
    }

    /** A job of many people, begun by a replica that died before it gave anything. */
    private UUID aRunningJob(String sku) {
        StringBuilder rows = new StringBuilder();
        database.doInTransaction(tx -> {
            var people = tx.prepareBatch(
                    "insert into person (id, email, name, active, as_of) values (:id, :email, 'Somebody', true, now())");
            for (int i = 0; i < ROWS; i++) {
                UUID person = Ids.next();
                people.bind("id", person).bind("email", person + "@example.org").add();
                rows.append(person).append("@example.org,").append(sku).append('\n');
            }
            people.execute();
        });
        UUID id = idOf(plan(rows.toString()));
        database.doInTransaction(tx -> jobs.start(tx, id, BulkStory.LENA, clock.instant()));
        return id;
    }

    private boolean chunk(UUID id) {
        return database.inTransaction(tx -> worker.chunk(tx, id));
    }

    private static boolean elsewhere(java.util.function.BooleanSupplier work) {
        return java.util.concurrent.CompletableFuture.supplyAsync(work::getAsBoolean)
                .join();
    }
}
