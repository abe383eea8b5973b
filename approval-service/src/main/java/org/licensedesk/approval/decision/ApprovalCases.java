package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.PlainSql;

/** All cases, by plain SQL: whole batches in one statement, and the one statement that decides. */
@ApplicationScoped
class ApprovalCases {

    /**
     * A case as somebody meets it.
     *
     * @param viewer that person as the directory knows them, or null
     * @param viewerIsActive whether they still work here
     * @param routedBy the event that brought it to its approvers, which a decision follows from
     * @param why why it went to them, for the requester; null while nobody could be found
     * @param whyYou the same for an approver
     */
    record Found(
            ApprovalCase approvalCase,
            PersonRef viewer,
            boolean viewerIsActive,
            EventReceipt routedBy,
            String why,
            String whyYou) {}

    /** A case and the event that says where it is now. */
    record Routed(ApprovalCase approvalCase, EventReceipt by) {
        private LicenseRequest request() {
            return approvalCase.request();
        }

        private CaseState state() {
            return approvalCase.state();
        }
    }

    private static final String COLUMNS = """
            c.request_id, c.sku, c.product_name, c.requester_id, c.requester_email, c.requester_name,
            c.beneficiary_id, c.beneficiary_email, c.beneficiary_name, c.justification, c.ends_on, c.extends_request, c.extends_from, c.submitted_at,
            c.status, c.stage, c.approver_ids, c.why, c.why_you, c.cause, c.routed_at, c.routed_by_event,
            c.decision, c.decided_by_id, c.decided_by_email, c.decided_by_name, c.decided_at, c.reason,
            c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason, c.package
            """;

    private static final String FIND = "select " + COLUMNS + """
            , v.id as viewer_id, v.email as viewer_email, v.name as viewer_name, v.active as viewer_active
            from approval_case c left join person v on v.email = ? where c.request_id = ?
            """;

    private static final String LOCK = FIND + " for no key update of c";

    private static final String OPEN = """
            with opened as (
                insert into approval_case (request_id, sku, product_name, requester_id, requester_email, requester_name,
                    beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on, extends_request, extends_from,
                    submitted_at, status, stage, approver_ids, why, why_you, cause, routed_at, routed_by_event, package)
                select id, sku, product_name, requester_id, requester_email, requester_name,
                    beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on, extends_request, extends_from,
                    submitted_at, status, stage, approvers::uuid[], why, why_you, cause, routed_at, routed_by, package::json
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as given (id, sku, product_name, requester_id, requester_email, requester_name,
                    beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on, extends_request, extends_from,
                    submitted_at, status, stage, approvers, why, why_you, cause, routed_at, routed_by, package)
                returning request_id, submitted_at, approver_ids
            )
            insert into desk (person_id, submitted_at, request_id)
            select unnest(approver_ids), submitted_at, request_id from opened
            """;

    private static final String DECIDE = """
            with given as (
                select ?::uuid as id, ?::text as status, ?::text as decision, ?::uuid as by_id, ?::text as by_email,
                    ?::text as by_name, ?::timestamptz as at, ?::text as reason
            ), decided as (
                update approval_case c
                set status = given.status, decision = given.decision, decided_by_id = given.by_id,
                    decided_by_email = given.by_email, decided_by_name = given.by_name, decided_at = given.at,
                    reason = given.reason
                from given
                where c.request_id = given.id and c.status = 'WAITING' and given.by_id = any (c.approver_ids)
                  and c.requester_email <> given.by_email and c.beneficiary_email <> given.by_email
                  and exists (select from person p where p.id = given.by_id and p.email = given.by_email and p.active)
                returning c.request_id, c.submitted_at, c.approver_ids
            ), cleared as (
                delete from desk d using decided c
                where d.person_id = any (c.approver_ids) and d.submitted_at = c.submitted_at and d.request_id = c.request_id
            )
            select from decided
            """;

    /** Keeps new cases and lays each on the desks of its approvers. */
    void open(Handle tx, List<Routed> opened) {
        PlainSql.prepared(tx, OPEN, statement -> {
            new Parameters(statement)
                    .each("uuid", opened, routed -> routed.request().id())
                    .each("text", opened, routed -> routed.request().sku())
                    .each("text", opened, routed -> routed.request().productName())
                    .each("uuid", opened, routed -> routed.request().requester().id())
                    .each("text", opened, routed -> routed.request().requester().email())
                    .each("text", opened, routed -> routed.request().requester().name())
                    .each(
                            "uuid",
                            opened,
                            routed -> routed.request().beneficiary().id())
                    .each(
                            "text",
                            opened,
                            routed -> routed.request().beneficiary().email())
                    .each(
                            "text",
                            opened,
                            routed -> routed.request().beneficiary().name())
                    .each("text", opened, routed -> routed.request().justification())
                    .each("date", opened, routed -> routed.request().endsOn())
                    .each(
                            "uuid",
                            opened,
                            routed -> routed.request().extended() == null
                                    ? null
                                    : routed.request().extended().requestId())
                    .each(
                            "date",
                            opened,
                            routed -> routed.request().extended() == null
                                    ? null
                                    : routed.request().extended().endsOn())
                    .each("timestamptz", opened, routed -> routed.request().submittedAt())
                    .each("text", opened, routed -> routed.state().status().name())
                    .each("int4", opened, routed -> routed.approvalCase().stage())
                    .each("text", opened, ApprovalCases::approverIds)
                    .each("text", opened, ApprovalCases::why)
                    .each("text", opened, ApprovalCases::whyYou)
                    .each("text", opened, ApprovalCases::cause)
                    .each("timestamptz", opened, routed -> routed.by().time())
                    .each("uuid", opened, routed -> routed.by().id())
                    .each(
                            "text",
                            opened,
                            routed -> routed.request().isForPackage()
                                    ? routed.request().licensePackage().written()
                                    : null);
            return statement.executeUpdate();
        });
    }

    /** The case as this person meets it. */
    Optional<Found> find(Handle handle, UUID requestId, String viewerEmail) {
        return one(handle, FIND, requestId, viewerEmail);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Found> lock(Handle tx, UUID requestId, String viewerEmail) {
        return one(tx, LOCK, requestId, viewerEmail);
    }

    private static Optional<Found> one(Handle handle, String sql, UUID requestId, String viewerEmail) {
        return PlainSql.prepared(handle, sql, statement -> {
            new Parameters(statement).next(viewerEmail).next(requestId);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.of(found(handle, row)) : Optional.empty();
            }
        });
    }

    private static Found found(Handle handle, ResultSet row) throws SQLException {
        var viewerId = row.getObject("viewer_id", UUID.class);
        var viewer = viewerId == null
                ? null
                : new PersonRef(viewerId, row.getString("viewer_email"), row.getString("viewer_name"));
        var asked = approverIds(row);
        // mostly the viewer and nobody else; the ids are those of the row as it is locked, the names are looked up
        // after that
        var approvers = asked.size() == 1 && viewer != null && asked.get(0).equals(viewerId)
                ? List.of(viewer)
                : inOrder(asked, persons(handle, asked));
        return new Found(
                approvalCase(row, approvers),
                viewer,
                row.getBoolean("viewer_active"),
                new EventReceipt(row.getObject("routed_by_event", UUID.class), 0, instant(row, "routed_at")),
                row.getString("why"),
                row.getString("why_you"));
    }

    /** All that wait for somebody or are unroutable; they stay as they are until the transaction ends. */
    List<ApprovalCase> lockOpen(Handle tx) {
        var sql = "select " + COLUMNS + """
                 from approval_case c where c.request_id in (
                    select request_id from desk union select request_id from approval_case where status = 'UNROUTABLE')
                order by c.request_id for no key update of c
                """;
        record Open(LicenseRequest request, int stage, UnnamedState state, List<UUID> asked) {}
        var open = new ArrayList<Open>();
        PlainSql.prepared(tx, sql, statement -> {
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    open.add(new Open(request(row), row.getInt("stage"), unnamedState(row), approverIds(row)));
                }
            }
            return open;
        });
        var asked = new HashSet<UUID>();
        open.forEach(one -> asked.addAll(one.asked()));
        var persons = persons(tx, asked);
        return open.stream()
                .map(one -> ApprovalCase.kept(
                        one.request(), one.stage(), one.state().with(inOrder(one.asked(), persons))))
                .toList();
    }

    /**
     * Writes the decision if, in this very statement, the case still waits for this very person, who works here and whom it
     * does not concern. The aggregate has said the same before; here it is said where nothing can come between.
     */
    boolean decide(Handle tx, UUID requestId, CaseStatus status, Decision decision) {
        return PlainSql.prepared(tx, DECIDE, statement -> {
            new Parameters(statement)
                    .next(requestId)
                    .next(status.name())
                    .next(decision.verdict().name())
                    .next(decision.by().id())
                    .next(decision.by().email())
                    .next(decision.by().name())
                    .next(decision.at())
                    .next(decision.reason());
            try (var decided = statement.executeQuery()) {
                return decided.next();
            }
        });
    }

    /** Writes where these cases are now: off the desks they lay on, onto those of their new approvers. */
    void reroute(Handle tx, List<Routed> moved) {
        try (var delete = tx.createUpdate("delete from desk where request_id = any (:ids)")) {
            delete.bindArray(
                            "ids",
                            UUID.class,
                            moved.stream().map(routed -> routed.request().id()).toList())
                    .execute();
        }
        var sql = """
                with moved as (
                    update approval_case c
                    set status = given.status, approver_ids = given.approvers::uuid[], why = given.why,
                        why_you = given.why_you, cause = given.cause, routed_at = given.routed_at,
                        routed_by_event = given.routed_by
                    from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                        as given (id, status, approvers, why, why_you, cause, routed_at, routed_by)
                    where c.request_id = given.id and c.status in ('WAITING', 'UNROUTABLE')
                    returning c.request_id, c.submitted_at, c.approver_ids
                )
                insert into desk (person_id, submitted_at, request_id)
                select unnest(approver_ids), submitted_at, request_id from moved
                """;
        PlainSql.prepared(tx, sql, statement -> {
            new Parameters(statement)
                    .each("uuid", moved, routed -> routed.request().id())
                    .each("text", moved, routed -> routed.state().status().name())
                    .each("text", moved, ApprovalCases::approverIds)
                    .each("text", moved, ApprovalCases::why)
                    .each("text", moved, ApprovalCases::whyYou)
                    .each("text", moved, ApprovalCases::cause)
                    .each("timestamptz", moved, routed -> routed.by().time())
                    .each("uuid", moved, routed -> routed.by().id());
            return statement.executeUpdate();
        });
    }

    /** Writes that nobody wants it any more. */
    void withdraw(Handle tx, UUID requestId, CaseState.Withdrawn withdrawn) {
        try (var delete = tx.createUpdate("""
                delete from desk d using approval_case c
                where c.request_id = :id and d.person_id = any (c.approver_ids)
                  and d.submitted_at = c.submitted_at and d.request_id = c.request_id
                """)) {
            delete.bind("id", requestId).execute();
        }
        try (var update = tx.createUpdate("""
                update approval_case set status = 'WITHDRAWN', withdrawn_at = :at, withdrawn_by = :by, withdrawal_reason = :reason
                where request_id = :id and status in ('WAITING', 'UNROUTABLE', 'APPROVED')
                """)) {
            update.bind("id", requestId)
                    .bind("at", withdrawn.at())
                    .bind("by", withdrawn.by())
                    .bind("reason", withdrawn.reason())
                    .execute();
        }
    }

    /** A state whose approvers are not named yet. */
    private interface UnnamedState {
        CaseState with(List<PersonRef> approvers);
    }

    private static ApprovalCase approvalCase(ResultSet row, List<PersonRef> approvers) throws SQLException {
        return ApprovalCase.kept(
                request(row), row.getInt("stage"), unnamedState(row).with(approvers));
    }

    private static LicenseRequest request(ResultSet row) throws SQLException {
        return new LicenseRequest(
                row.getObject("request_id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                person(row, "requester"),
                person(row, "beneficiary"),
                row.getString("justification"),
                row.getObject("ends_on", LocalDate.class),
                extended(row),
                instant(row, "submitted_at"),
                LicensePackage.read(row.getString("package")));
    }

    private static LicenseRequest.Extended extended(ResultSet row) throws SQLException {
        var earlier = row.getObject("extends_request", UUID.class);
        return earlier == null
                ? null
                : new LicenseRequest.Extended(earlier, row.getObject("extends_from", LocalDate.class));
    }

    private static UnnamedState unnamedState(ResultSet row) throws SQLException {
        var why = row.getString("why");
        var whyYou = row.getString("why_you");
        var cause = row.getString("cause");
        return switch (CaseStatus.valueOf(row.getString("status"))) {
            case WAITING -> approvers -> new CaseState.Waiting(approvers, why, whyYou);
            case UNROUTABLE -> nobody -> new CaseState.Unroutable(cause);
            case APPROVED, REJECTED -> {
                var decision = decision(row);
                yield approvers -> new CaseState.Decided(decision, approvers);
            }
            case WITHDRAWN -> {
                var at = instant(row, "withdrawn_at");
                var by = row.getString("withdrawn_by");
                var reason = row.getString("withdrawal_reason");
                var decision = decision(row);
                yield approvers -> new CaseState.Withdrawn(at, by, reason, decision, approvers);
            }
        };
    }

    private static Decision decision(ResultSet row) throws SQLException {
        var verdict = row.getString("decision");
        if (verdict == null) {
            return null;
        }
        var by = person(row, "decided_by");
        var at = instant(row, "decided_at");
        var reason = row.getString("reason");
        return switch (Verdict.valueOf(verdict)) {
            case APPROVE -> new Decision.Approved(by, at, reason);
            case REJECT -> new Decision.Rejected(by, at, reason);
        };
    }

    private static PersonRef person(ResultSet row, String prefix) throws SQLException {
        return new PersonRef(
                row.getObject(prefix + "_id", UUID.class),
                row.getString(prefix + "_email"),
                row.getString(prefix + "_name"));
    }

    private static List<UUID> approverIds(ResultSet row) throws SQLException {
        return Arrays.asList((UUID[]) row.getArray("approver_ids").getArray());
    }

    private static Map<UUID, PersonRef> persons(Handle handle, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<UUID, PersonRef> persons = new HashMap<>();
        try (var query = handle.createQuery("select id, email, name from person where id = any (:ids)")) {
            query.bindArray("ids", UUID.class, ids)
                    .mapTo(PersonRef.class)
                    .forEach(person -> persons.put(person.id(), person));
        }
        return persons;
    }

    /** As a route gives them: by name. */
    private static List<PersonRef> inOrder(List<UUID> asked, Map<UUID, PersonRef> persons) {
        return asked.stream()
                .map(persons::get)
                .sorted(Comparator.comparing(PersonRef::name).thenComparing(PersonRef::email))
                .toList();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static String approverIds(Routed routed) {
        return routed.state().approvers().stream()
                .map(approver -> approver.id().toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String why(Routed routed) {
        return routed.state().fold(CaseState.Waiting::why, nobody -> null, decided -> null, withdrawn -> null);
    }

    private static String whyYou(Routed routed) {
        return routed.state().fold(CaseState.Waiting::whyYou, nobody -> null, decided -> null, withdrawn -> null);
    }

    private static String cause(Routed routed) {
        return routed.state().fold(waiting -> null, CaseState.Unroutable::cause, decided -> null, withdrawn -> null);
    }
}
