package org.licensedesk.request.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.PlainSql;
import org.licensedesk.chassis.web.Lookout;
import org.licensedesk.request.Sql;
import org.licensedesk.request.catalogue.Kind;
import org.licensedesk.request.people.PersonRef;

/** All requests: what was asked is written once by submission, how far they have come is moved forward here. */
@ApplicationScoped
public class TrackedRequests {
    private static final TypeReference<List<PersonRef>> PEOPLE = new TypeReference<>() {};
    private static final TypeReference<List<Part>> PARTS = new TypeReference<>() {};
    private static final String COLUMNS = """
            r.id, r.sku, r.product_name, r.requester_id, r.requester_email, r.requester_name,
            r.beneficiary_id, r.beneficiary_email, r.beneficiary_name, r.justification, r.ends_on, r.extends_request, r.submitted_at,
            r.status, r.status_since, r.waiting_on, r.waiting_since, r.waiting_why, r.due_at, r.outcome,
            r.kind, r.valid_days, case when r.kind = 'PACKAGE' then (
                select json_agg(json_build_object('sku', t.sku, 'productName', t.product_name, 'reasonId', t.reason_id,
                    'status', t.status, 'endsOn', h.ends_on, 'cause', t.cause) order by t.place)
                from request_part t left join held_seat h on h.reason_id = t.reason_id and h.ended_at is null
                where t.request_id = r.id) end as parts
            """;
    private static final String ONE_WITH_TIMELINE = "select " + COLUMNS + """
            , h.at as moment_at, h.type as moment_type, h.actor as moment_actor, h.in_short as moment_sentence
            from request r left join history h on h.request_id = r.id
            where r.id = ? order by h.at, h.id
            """;
    // a further stage or another approver is no step forward, but changes whose turn it is
    private static final String MOVE = """
            update request r set
                status = m.status, progress = m.progress,
                status_since = case when r.status = m.status then r.status_since else m.at end,
                waiting_on = m.waiting_on::json,
                waiting_since = case when m.status = 'WAITING_FOR_APPROVAL' then m.at end,
                waiting_why = m.why, due_at = m.due_at, outcome = m.outcome,
                closed_as = case when m.open then null else m.status end
            from unnest(:id, :status, :progress, :open, :at, :waitingOn, :why, :dueAt, :outcome)
                as m (id, status, progress, open, at, waiting_on, why, due_at, outcome)
            where r.id = m.id and (m.progress > r.progress
                or m.status = 'WAITING_FOR_APPROVAL' and r.status = m.status and m.at > r.waiting_since)
            """;

    private final Database database;
    private final Lookout lookout;
    private final ObjectMapper json;

    TrackedRequests(Database database, Lookout lookout, ObjectMapper json) {
        this.database = database;
        this.lookout = lookout;
        this.json = json;
    }

    /** A request with its timeline, oldest first. */
    public record Story(TrackedRequest request, List<Moment> timeline) {}

    /** What a list of requests is narrowed to; null: not at all. */
    public record Filter(String ownedBy, RequestStatus status, String sku, String requester) {}

    /** Moves requests forward; whatever would move one back, or is there twice, changes nothing. */
    public void move(Handle tx, List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        // in one order everywhere, so that two replicas never wait for each other
        var sorted =
                moves.stream().sorted(Comparator.comparing(Move::requestId)).toList();
        tx.createUpdate(MOVE)
                .bind("id", Sql.column("uuid", sorted, Move::requestId))
                .bind("status", Sql.column("text", sorted, Move::to))
                .bind("progress", Sql.column("int2", sorted, move -> move.to().progress()))
                .bind("open", Sql.column("bool", sorted, move -> move.to().isOpen()))
                .bind("at", Sql.column("timestamptz", sorted, Move::at))
                .bind("waitingOn", Sql.column("text", sorted, this::waitingOn))
                .bind("why", Sql.column("text", sorted, Move::why))
                .bind("dueAt", Sql.column("timestamptz", sorted, Move::dueAt))
                .bind("outcome", Sql.column("text", sorted, Move::outcome))
                .execute();
        var moved = sorted.stream().map(Move::requestId).toList();
        database.afterCommit(tx, () -> lookout.changed(moved));
    }

    /** Moves parts of packages forward, and with them the requests they belong to. */
    public void moveParts(Handle tx, List<PartMove> moves) {
        if (moves.isEmpty()) {
            return;
        }
        var requests = moves.stream().map(PartMove::requestId).distinct().toList();
        // whoever moves a part holds its request: of two parts that move at once, the later sees the earlier
        tx.createQuery("select id from request where id = any(:ids) order by id for no key update")
                .bind("ids", Sql.array("uuid", requests))
                .mapTo(UUID.class)
                .list();
        tx.createUpdate("""
                        update request_part t set
                            status = m.status, progress = m.progress, reason_id = m.reason_id, since = m.at, cause = m.cause
                        from unnest(:request, :sku, :reason, :status, :progress, :at, :cause)
                            as m (request_id, sku, reason_id, status, progress, at, cause)
                        where t.request_id = m.request_id and t.sku = m.sku
                            and (m.progress > t.progress or m.status = 'WAITLISTED' and t.status = 'WAITLISTED')
                        """)
                .bind("request", Sql.column("uuid", moves, PartMove::requestId))
                .bind("sku", Sql.column("text", moves, PartMove::sku))
                .bind("reason", Sql.column("uuid", moves, PartMove::reasonId))
                .bind("status", Sql.column("text", moves, PartMove::to))
                .bind("progress", Sql.column("int2", moves, move -> move.to().progress()))
                .bind("at", Sql.column("timestamptz", moves, PartMove::at))
                .bind("cause", Sql.column("text", moves, PartMove::cause))
                .execute();
        move(
                tx,
                tx
                        .createQuery("""
                                select request_id, count(*) filter (where status is null) as pending,
                                    count(*) filter (where status = 'WAITLISTED') as waiting,
                                    count(*) filter (where status = 'ASSIGNED') as held,
                                    max(since) as last, string_agg(distinct cause, '; ') as causes
                                from request_part where request_id = any(:ids) group by request_id
                                """)
                        .bind("ids", Sql.array("uuid", requests))
                        .map((row, context) -> new PartCounts(
                                row.getObject("request_id", UUID.class),
                                row.getInt("pending"),
                                row.getInt("waiting"),
                                row.getInt("held"),
                                Sql.instant(row, "last"),
                                row.getString("causes")))
                        .stream()
                        .flatMap(counts -> counts.move().stream())
                        .toList());
    }

    /** One request with all that happened to it. Polled by every page that shows one: a single query, by index alone. */
    public Optional<Story> story(UUID id) {
        return database.read(db -> PlainSql.prepared(db, ONE_WITH_TIMELINE, query -> {
            query.setObject(1, id);
            return story(query.executeQuery());
        }));
    }

    /** The latest request that asks for a longer time than this one. */
    public Optional<TrackedRequest> extensionOf(UUID id) {
        return database.read(db -> db.createQuery("select " + COLUMNS
                        + " from request r where r.extends_request = :id order by r.id desc limit 1")
                .bind("id", id)
                .map((row, context) -> request(row))
                .findOne());
    }

    /** One request without its timeline. */
    public Optional<TrackedRequest> find(Handle db, UUID id) {
        return db.createQuery("select " + COLUMNS + " from request r where r.id = :id")
                .bind("id", id)
                .map((row, context) -> request(row))
                .findOne();
    }

    /** Requests from the newest on, or those older than one of them. */
    public List<TrackedRequest> list(Filter filter, Optional<UUID> olderThan, int limit) {
        var conditions = new StringBuilder();
        olderThan.ifPresent(id -> conditions.append(" and r.id < :olderThan"));
        if (filter.status() != null) {
            conditions.append(
                    filter.status().isOpen()
                            ? " and r.closed_as is null and r.status = :status"
                            : " and r.closed_as = :status");
        }
        if (filter.sku() != null) {
            conditions.append(" and r.sku = :sku");
        }
        if (filter.requester() != null) {
            conditions.append(" and r.requester_email = :requester");
        }
        var sql = filter.ownedBy() == null ? everybodys(conditions, filter.requester() != null) : ones(conditions);
        return database.read(db -> {
            var query = db.createQuery(sql).bind("limit", limit);
            olderThan.ifPresent(id -> query.bind("olderThan", id));
            if (filter.ownedBy() != null) {
                query.bind("owner", filter.ownedBy());
            }
            if (filter.status() != null) {
                query.bind("status", filter.status().name());
            }
            if (filter.sku() != null) {
                query.bind("sku", filter.sku());
            }
            if (filter.requester() != null) {
                query.bind("requester", filter.requester());
            }
            return query.map((row, context) -> request(row)).list();
        });
    }

    /** The oldest requests that nobody has taken up since they were submitted before this moment. */
    public List<TrackedRequest> submittedBefore(Instant moment, int limit) {
        return database.read(db -> db.createQuery("select " + COLUMNS
                        + " from request r where r.closed_as is null and r.status = 'SUBMITTED' and r.submitted_at < :moment"
                        + " order by r.id limit :limit")
                .bind("moment", Sql.moment(moment))
                .bind("limit", limit)
                .map((row, context) -> request(row))
                .list());
    }

    /** The open requests of which this person is the beneficiary, by product. */
    public Map<String, UUID> openOf(String beneficiary, Collection<String> skus) {
        return database.read(db -> db.createQuery("""
                        select sku, id from request
                        where beneficiary_email = :beneficiary and sku = any(:skus) and closed_as is null
                        """)
                .bind("beneficiary", beneficiary)
                .bind("skus", Sql.array("text", List.copyOf(skus)))
                .map((row, context) -> Map.entry(row.getString("sku"), row.getObject("id", UUID.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one)));
    }

    // the two ways to own a request are disjoint and each has its index
    private static String ones(CharSequence conditions) {
        return bothWays(conditions, "owner");
    }

    private static String everybodys(CharSequence conditions, boolean ofOneRequester) {
        return ofOneRequester
                ? bothWays(conditions, "requester")
                : "select " + COLUMNS + " from request r where true" + conditions + " order by r.id desc limit :limit";
    }

    private static String bothWays(CharSequence conditions, String who) {
        return "select * from ((select " + COLUMNS + " from request r where r.beneficiary_email = :" + who + conditions
                + " order by r.id desc limit :limit) union all (select " + COLUMNS
                + " from request r where r.requester_email = :" + who
                + " and r.requester_email <> r.beneficiary_email" + conditions
                + " order by r.id desc limit :limit)) r order by r.id desc limit :limit";
    }

    private Optional<Story> story(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var request = request(rows);
        var timeline = new ArrayList<Moment>();
        do {
            var at = Sql.instant(rows, "moment_at");
            if (at != null) {
                timeline.add(new Moment(
                        at,
                        rows.getString("moment_type"),
                        rows.getString("moment_actor"),
                        rows.getString("moment_sentence")));
            }
        } while (rows.next());
        return Optional.of(new Story(request, timelineOf(request, timeline)));
    }

    /** The timeline; until a request's own event is back from Kafka, its own row tells of the beginning. */
    static List<Moment> timelineOf(TrackedRequest request, List<Moment> heard) {
        if (heard.stream().anyMatch(moment -> moment.type().equals("RequestSubmitted"))) {
            return List.copyOf(heard);
        }
        var all = new ArrayList<Moment>();
        all.add(new Moment(
                request.submittedAt(),
                "RequestSubmitted",
                request.requester().email(),
                request.requester().name() + " submitted the request"));
        all.addAll(heard);
        return List.copyOf(all);
    }

    private TrackedRequest request(ResultSet row) throws SQLException {
        return new TrackedRequest(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                person(row, "requester"),
                person(row, "beneficiary"),
                row.getString("justification"),
                row.getObject("ends_on", LocalDate.class),
                row.getObject("extends_request", UUID.class),
                Sql.instant(row, "submitted_at"),
                RequestStatus.valueOf(row.getString("status")),
                Sql.instant(row, "status_since"),
                people(row.getString("waiting_on")),
                Sql.instant(row, "waiting_since"),
                row.getString("waiting_why"),
                Sql.instant(row, "due_at"),
                row.getString("outcome"),
                Kind.valueOf(row.getString("kind")),
                row.getObject("valid_days", Integer.class),
                parts(row.getString("parts")));
    }

    private List<Part> parts(String read) {
        if (read == null) {
            return List.of();
        }
        try {
            return json.readValue(read, PARTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parts were written by the database and are a list", e);
        }
    }

    private static PersonRef person(ResultSet row, String who) throws SQLException {
        return new PersonRef(
                row.getObject(who + "_id", UUID.class), row.getString(who + "_email"), row.getString(who + "_name"));
    }

    private List<PersonRef> people(String written) {
        if (written == null) {
            return List.of();
        }
        try {
            return json.readValue(written, PEOPLE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("waiting_on was written by us and is a list of people", e);
        }
    }

    private String waitingOn(Move move) {
        if (move.waitingOn().isEmpty()) {
            return null;
        }
        try {
            return json.writeValueAsString(move.waitingOn());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("people can be written as JSON", e);
        }
    }
}
