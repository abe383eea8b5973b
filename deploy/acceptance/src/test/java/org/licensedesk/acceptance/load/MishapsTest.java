package org.licensedesk.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.checker.Checker;
import org.licensedesk.acceptance.checker.Evidence;
import org.licensedesk.acceptance.checker.EvidenceReader;
import org.licensedesk.acceptance.load.Client.Submission;

/** Things that happen to a system besides being killed; after each of them every invariant holds, over all that was before. */
class MishapsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SKU = "MISHAP";
    private static final int EMPLOYEES = 150;
    /** Whoever works while something happens, and how often at most. */
    private static final int BUSY = 3;

    private static final int EACH = 20;
    private static final List<String> SERVICES = List.of("request-service", "approval-service", "assignment-service");

    private static RunningSystem system;
    private static Client client;
    private static Company company;
    private static int next;

    @BeforeAll
    static void aSystemWithACompany() {
        system = RunningSystem.start(RunningSystem.Settings.withoutDemo());
        client = new Client(system, PATIENCE);
        company = new Company(2, EMPLOYEES);
        company.settle(client, Map.of(SKU, 7));
        reader().awaitCalm(PATIENCE);
        client.signIn(company.everybody());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void whileTheBrokerIsAwayPeopleSubmitAndDecideAsEver() throws Exception {
        String employee = anEmployee();
        String waiting = client.submit(Submission.of(employee, SKU)).orElseThrow();
        awaitCase(employee, waiting);

        String submitted;
        int decided;
        signal("STOP", "kafka");
        try {
            submitted = client.submit(Submission.of(anEmployee(), SKU)).orElseThrow();
            decided = client.decide(approverOf(employee), waiting, "APPROVE").status();
        } finally {
            signal("CONT", "kafka");
        }

        assertThat(decided).isEqualTo(200);
        awaitArrival(employee, waiting);
        assertEveryInvariantHolds();
        assertThat(submitted).isNotBlank();
    }

    @Test
    void aBrokerThatLostEverythingIsFilledAgain() throws Exception {
        String employee = anEmployee();
        String before = workflow(employee);

        system.stop();
        remove(system.data().resolve("kafka"));
        system.startAgain();

        String after = workflow(anEmployee());
        assertThat(after).isNotEqualTo(before);
        assertEveryInvariantHolds();
    }

    @Test
    void aPoisonEventIsPutAsideAndStopsNobody() throws Exception {
        poison("license.requests");
        poison("license.approvals");

        workflow(anEmployee());

        Evidence evidence = assertEveryInvariantHolds();
        assertThat(evidence.parked()).anySatisfy(parked -> {
            assertThat(parked.placed()).isFalse();
            assertThat(parked.cause()).isNotBlank();
        });
    }

    @Test
    void aServiceThatStoodStillGoesOnWhereItWas() throws Exception {
        String employee = anEmployee();
        String request = client.submit(Submission.of(employee, SKU)).orElseThrow();
        awaitCase(employee, request);

        signal("STOP", "assignment-service");
        try {
            client.decide(approverOf(employee), request, "APPROVE");
            // longer than its broker believes in it
            Client.pause(Duration.ofSeconds(12));
        } finally {
            signal("CONT", "assignment-service");
        }

        awaitArrival(employee, request);
        assertEveryInvariantHolds();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSecondReplicaTakesOverFromOneThatStandsStill() throws Exception {
        Process replica = Replica.of(system, "assignment-service");
        try {
            workflow(anEmployee());

            String request;
            signal("STOP", "assignment-service");
            try {
                // arrives while the first one still stands: the other has its partitions and sends its events
                request = workflow(anEmployee());
            } finally {
                signal("CONT", "assignment-service");
            }

            // both are there now, and one of them believes in a past that is over
            workflow(anEmployee());
            assertThat(request).isNotBlank();
            assertEveryInvariantHolds();
        } finally {
            replica.destroy();
            replica.waitFor();
        }
    }

    /** Now and then between a COMMIT and its answer: whoever asks again must not get it twice. */
    @Test
    void connectionsThatAreCutLoseNothing() throws Exception {
        long seed = Long.getLong("mishaps.seed", System.nanoTime());
        Random random = new Random(seed);

        int workflows = whileOthersWork(() -> {
            int cut = 0;
            for (int round = 0; round < 25; round++) {
                cut += cutConnections(SERVICES.get(random.nextInt(SERVICES.size())));
                Client.pause(Duration.ofMillis(100 + random.nextInt(300)));
            }
            assertThat(cut).as("connections, seed " + seed).isPositive();
        });

        assertThat(workflows).as("workflows meanwhile, seed " + seed).isPositive();
        assertEveryInvariantHolds();
    }

    /** Every call has an answer, and none of them is an error: that is one of the invariants. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aServiceThatIsToStopAnswersWhomeverItHeard() throws Exception {
        int workflows = whileOthersWork(() -> {
            for (String service : SERVICES) {
                long pid = system.parts().part(service).pid();
                Client.pause(Duration.ofSeconds(1));
                signal("TERM", service);
                boolean back = Client.await(() -> system.parts().part(service).pid() != pid, PATIENCE);
                assertThat(back).as(service + " is back").isTrue();
            }
        });

        assertThat(workflows).as("workflows meanwhile").isPositive();
        assertEveryInvariantHolds();
    }

    /** Something that happens to a system. */
    private interface Happening {
        void happen() throws Exception;
    }

    /** @return how many workflows came to their end */
    private static int whileOthersWork(Happening happening) throws Exception {
        var over = new AtomicBoolean();
        var threads = Executors.newFixedThreadPool(BUSY);
        try {
            var counts = new ArrayList<Future<Integer>>();
            for (int thread = 0; thread < BUSY; thread++) {
                counts.add(threads.submit(() -> {
                    int done = 0;
                    while (done < EACH && !over.get()) {
                        workflow(anEmployee());
                        done++;
                    }
                    return done;
                }));
            }
            try {
                happening.happen();
            } finally {
                over.set(true);
            }
            int workflows = 0;
            for (var count : counts) {
                workflows += count.get();
            }
            return workflows;
        } finally {
            threads.shutdownNow();
        }
    }

    /** @return how many there were */
    private static int cutConnections(String service) throws SQLException {
        try (var connection = system.parts().database(service).asApplication();
                var statement = connection.createStatement();
                var counted = statement.executeQuery("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where usename = current_user and pid <> pg_backend_pid()
                        """)) {
            counted.next();
            return counted.getInt(1);
        }
    }

    private static String workflow(String employee) {
        String request = client.submit(Submission.of(employee, SKU)).orElseThrow();
        awaitCase(employee, request);
        client.decide(approverOf(employee), request, "APPROVE");
        awaitArrival(employee, request);
        return request;
    }

    private static synchronized String anEmployee() {
        return company.employees().get(next++);
    }

    private static String approverOf(String employee) {
        return company.anApproverOf(employee, new Random(0));
    }

    private static void awaitCase(String employee, String request) {
        assertThat(client.awaitCase(approverOf(employee), request, PATIENCE))
                .as("case " + request)
                .isTrue();
    }

    private static void awaitArrival(String employee, String request) {
        boolean arrived = Client.await(
                () -> client.look(employee, "/requests/api/requests/" + request)
                        .filter(answer -> answer.body().contains("\"ASSIGNED\"")
                                || answer.body().contains("\"WAITLISTED\""))
                        .isPresent(),
                PATIENCE);
        assertThat(arrived).as("arrival of request " + request).isTrue();
    }

    private static Evidence assertEveryInvariantHolds() {
        EvidenceReader reader = reader();
        reader.awaitCalm(PATIENCE);
        Evidence evidence = reader.read(client.calls());
        Checker.Report report = Checker.check(evidence);
        System.out.println(report);
        assertThat(report.isClean()).as(report.toString()).isTrue();
        return evidence;
    }

    private static EvidenceReader reader() {
        return new EvidenceReader(system.data(), system.api(), system.token(Company.AUDITOR));
    }

    private static void signal(String signal, String part) throws IOException, InterruptedException {
        long pid = system.parts().part(part).pid();
        int result = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(result).as("kill -" + signal + " " + part).isZero();
    }

    private static void poison(String topic) throws Exception {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.parts().kafka());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            byte[] rubbish = "this is no event \u0000".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, "poison", rubbish)).get();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
