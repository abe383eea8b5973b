package org.licensedesk.acceptance.checker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.licensedesk.acceptance.Api;
import org.licensedesk.acceptance.SystemFile;
import org.licensedesk.acceptance.checker.Evidence.AppliedRow;
import org.licensedesk.acceptance.checker.Evidence.CaseRow;
import org.licensedesk.acceptance.checker.Evidence.HeldRow;
import org.licensedesk.acceptance.checker.Evidence.ParkedRow;
import org.licensedesk.acceptance.checker.Evidence.PersonRow;
import org.licensedesk.acceptance.checker.Evidence.PoolRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;
import org.licensedesk.acceptance.checker.Evidence.RequestRow;
import org.licensedesk.acceptance.checker.Evidence.SeatRow;
import org.licensedesk.acceptance.checker.Evidence.Unsent;
import org.licensedesk.acceptance.checker.Evidence.WaitingRow;

/** Takes the evidence from a running system that has come to rest. */
public final class EvidenceReader {
    static final List<String> SERVICES = List.of("request-service", "approval-service", "assignment-service");

    private static final String REQUESTS = "request-service";
    private static final String APPROVALS = "approval-service";
    private static final String ASSIGNMENTS = "assignment-service";
    private static final String PREFIX = "org.licensedesk.";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int QUIET_ROUNDS = 3;

    private final Path data;
    private final Api api;
    private final String auditorsToken;

    /** Reads the system that keeps its data in this directory; the auditor exports the history. */
    public EvidenceReader(Path data, Api api, String auditorsToken) {
        this.data = data;
        this.api = api;
        this.auditorsToken = auditorsToken;
    }

    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All evidence there is, beside what the clients wrote down. */
    public Evidence read(List<Call> calls) {
        Broker broker = new Broker(system().kafka());
        return new Evidence(
                calls,
                sent(),
                broker.published(),
                history(),
                exported(),
                requests(),
                cases(),
                reasons(),
                rows(
                        ASSIGNMENTS,
                        "select * from seat",
                        row -> new SeatRow(id(row, "id"), row.getString("sku"), id(row, "holder_id"))),
                rows(
                        ASSIGNMENTS,
                        "select * from pool",
                        row -> new PoolRow(
                                row.getString("sku"),
                                row.getLong("purchased"),
                                row.getLong("used"),
                                row.getLong("waiting"),
                                row.getLong("sequence"),
                                row.getString("state").equals("ACTIVE"))),
                rows(
                        REQUESTS,
                        "select * from held_seat",
                        row -> new HeldRow(
                                id(row, "reason_id"),
                                id(row, "seat_id"),
                                row.getString("sku"),
                                id(row, "holder_id"),
                                row.getObject("ended_at") != null)),
                rows(
                        REQUESTS,
                        "select * from waiting_place",
                        row -> new WaitingRow(id(row, "reason_id"), row.getString("sku"))),
                rows(
                        APPROVALS,
                        "select * from person",
                        row -> new PersonRow(id(row, "id"), row.getString("email"), row.getBoolean("active"))),
                applied(),
                parked(),
                unsent(),
                broker.lags(SERVICES),
                refusals());
    }

    /**
     * Waits until nothing is under way any more: all sent, all received, and nothing new for a while. Returns after {@code patience}
     * all the same: the checker will say what is not at rest.
     */
    public void awaitCalm(Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        List<Long> before = List.of();
        int quietRounds = 0;
        while (quietRounds < QUIET_ROUNDS && System.nanoTime() < giveUp) {
            try {
                Thread.sleep(ROUND.toMillis());
                List<Long> now = positions();
                quietRounds = now.equals(before) && isAtRest() ? quietRounds + 1 : 0;
                before = now;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for calm", stopped);
            } catch (IllegalStateException away) {
                // a database or the broker is not back yet: that is not calm either
                quietRounds = 0;
            }
        }
    }

    private boolean isAtRest() {
        return unsent().stream().allMatch(unsent -> unsent.events() == 0)
                && new Broker(system().kafka()).lags(SERVICES).stream().allMatch(lag -> lag.behind() == 0);
    }

    private List<Long> positions() {
        return SERVICES.stream()
                .map(service -> rows(
                                service,
                                "select coalesce(max(position), 0) as position from outbox",
                                row -> row.getLong("position"))
                        .get(0))
                .toList();
    }

    private List<Event> sent() {
        List<Event> sent = new ArrayList<>();
        for (String service : SERVICES) {
            sent.addAll(rows(
                    service,
                    "select * from outbox order by position",
                    row -> new Event(
                            id(row, "id"),
                            service,
                            typeOf(row.getString("type")),
                            row.getString("topic"),
                            row.getString("aggregatetype"),
                            row.getString("aggregateid"),
                            row.getLong("sequence"),
                            time(row, "time"),
                            row.getString("actor"),
                            id(row, "causationid"),
                            json(row.getString("payload")))));
        }
        return sent;
    }

    private static String typeOf(String wireName) {
        return wireName.substring(PREFIX.length(), wireName.lastIndexOf(".v"));
    }

    private List<Event> history() {
        return rows(
                REQUESTS,
                "select * from history",
                row -> new Event(
                        id(row, "id"),
                        row.getString("source"),
                        row.getString("type"),
                        row.getString("topic"),
                        row.getString("aggregate_type"),
                        row.getString("aggregate_id"),
                        row.getLong("sequence"),
                        time(row, "at"),
                        row.getString("actor"),
                        id(row, "causation_id"),
                        json(row.getString("body"))));
    }

    private List<UUID> exported() {
        List<UUID> ids = new ArrayList<>();
        String next = "";
        try {
            do {
                JsonNode page = api.get(auditorsToken, "/requests/api/history?limit=200" + next)
                        .orFail()
                        .json();
                page.path("items")
                        .forEach(item -> ids.add(UUID.fromString(item.path("id").asText())));
                next = page.path("next").isTextual()
                        ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                        : null;
            } while (next != null);
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        }
        return ids;
    }

    private List<RequestRow> requests() {
        return rows(
                REQUESTS,
                "select * from request",
                row -> new RequestRow(
                        id(row, "id"),
                        row.getString("sku"),
                        row.getString("requester_email"),
                        row.getString("beneficiary_email"),
                        id(row, "beneficiary_id"),
                        row.getString("justification"),
                        row.getString("status")));
    }

    private List<CaseRow> cases() {
        return rows(APPROVALS, "select * from approval_case", row -> {
            Array approvers = row.getArray("approver_ids");
            return new CaseRow(
                    id(row, "request_id"),
                    row.getString("sku"),
                    row.getString("requester_email"),
                    row.getString("beneficiary_email"),
                    row.getString("status"),
                    Arrays.asList((UUID[]) approvers.getArray()),
                    row.getString("decision"),
                    row.getString("decided_by_email"));
        });
    }

    private List<ReasonRow> reasons() {
        return rows(
                ASSIGNMENTS,
                "select * from reason",
                row -> new ReasonRow(
                        id(row, "id"),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("sku"),
                        id(row, "holder_id"),
                        row.getString("state"),
                        id(row, "seat_id"),
                        time(row, "granted_at")));
    }

    private List<AppliedRow> applied() {
        List<AppliedRow> applied = new ArrayList<>();
        for (String service : SERVICES) {
            applied.addAll(rows(
                    service,
                    "select * from inbox_sequence",
                    row -> new AppliedRow(
                            service,
                            row.getString("source"),
                            row.getString("aggregatetype"),
                            row.getString("aggregateid"),
                            row.getLong("last_sequence"),
                            row.getString("held"))));
        }
        return applied;
    }

    private List<ParkedRow> parked() {
        List<ParkedRow> parked = new ArrayList<>();
        for (String service : SERVICES) {
            parked.addAll(rows(
                    service,
                    "select * from inbox_parked",
                    row -> new ParkedRow(
                            service,
                            row.getString("event"),
                            row.getString("cause"),
                            row.getObject("sequence") != null)));
        }
        return parked;
    }

    private List<Unsent> unsent() {
        return SERVICES.stream()
                .map(service -> new Unsent(
                        service,
                        rows(service, "select count(*) as events from outbox_pending", row -> row.getLong("events"))
                                .get(0)))
                .toList();
    }

    private List<String> refusals() {
        try (Stream<Path> files = Files.walk(data, 3)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(EvidenceReader::isLogOfAService).toList()) {
                try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    all.filter(line -> line.contains("refused ")).forEach(lines::add);
                }
            }
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isLogOfAService(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".log") && Set.copyOf(SERVICES).contains(name.substring(0, name.length() - 4));
    }

    private SystemFile system() {
        return SystemFile.readFrom(data);
    }

    private <T> List<T> rows(String service, String sql, Mapper<T> mapper) {
        try (var connection = system().database(service).asOwner();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(mapper.map(row));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(service + " cannot be read: " + sql, failed);
        }
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException("not JSON: " + text, notJson);
        }
    }
}
