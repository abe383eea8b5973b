package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.EventReceipt;

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

    /** A case as read, and whether its approvers' names are of the same moment as the case itself. */
    private record Read(Found found, boolean isOfOneMoment) {}

    /** A case and the event that says where it is now. */
    record Routed(ApprovalCase approvalCase, EventReceipt by) {}

    private static final String COLUMNS = """
            c.request_id, c.sku, c.product_name, c.requester_id, c.requester_email, c.requester_name,
            c.beneficiary_id, c.beneficiary_email, c.beneficiary_name, c.justification, c.ends_on, c.submitted_at,
            c.status, c.stage, c.why, c.why_you, c.cause, c.routed_at, c.routed_by_event,
            c.decision, c.decided_by_id, c.decided_by_email, c.decided_by_name, c.decided_at, c.reason,
            c.withdrawn_at, c.withdrawn_by, c.withdrawal_reason,
            c.approver_ids as asked, a.ids as approver_ids, a.emails as approver_emails, a.names as approver_names
            """;

    private static final String APPROVERS = """
            cross join lateral (
                select array_agg(p.id order by p.name, p.id) as ids, array_agg(p.email order by p.name, p.id) as emails,
                       array_agg(p.name order by p.name, p.id) as names
                from person p where p.id = any (c.approver_ids)
            ) a
            """;

    /** Keeps new cases and lays each on the desks of its approvers. */
    void open(Handle tx, List<Routed> opened) {
        try (var insert = tx.createUpdate("""
                with opened as (
                    insert into approval_case (request_id, sku, product_name, requester_id, requester_email, requester_name,
                        beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on, submitted_at,
                        status, stage, approver_ids, why, why_you, cause, routed_at, routed_by_event)
                    select id, sku, product_name, requester_id, requester_email, requester_name,
                        beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on, submitted_at,
                        status, stage, approvers::uuid[], why, why_you, cause, routed_at, routed_by
                    from unnest(:ids, :skus, :productNames, :requesterIds, :requesterEmails, :requesterNames,
                        :beneficiaryIds, :beneficiaryEmails, :beneficiaryNames, :justifications, :endsOn, :submittedAt,
                        :statuses, :stages, :approvers, :whys, :whyYous, :causes, :routedAt, :routedBy)
                        as given (id, sku, product_name, requester_id, requester_email, requester_name,
                        beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on, submitted_at,
                        status, stage, approvers, why, why_you, cause, routed_at, routed_by)
                    returning request_id, submitted_at, approver_ids
                )
                insert into desk (person_id, submitted_at, request_id)
                select unnest(approver_ids), submitted_at, request_id from opened
                """)) {
            Function<Function<LicenseRequest, String>, List<String>> texts = read ->
                    each(opened, routed -> read.apply(routed.approvalCase().request()));
            insert.bindArray(
                            "ids",
                            UUID.class,
                            each(opened, routed -> request(routed).id()))
                    .bindArray("skus", String.class, texts.apply(LicenseRequest::sku))
                    .bindArray("productNames", String.class, texts.apply(LicenseRequest::productName))
                    .bindArray(
                            "requesterIds",
                            UUID.class,
                            each(opened, routed -> request(routed).requester().id()))
                    .bindArray(
                            "requesterEmails",
                            String.class,
                            texts.apply(request -> request.requester().email()))
                    .bindArray(
                            "requesterNames",
                            String.class,
                            texts.apply(request -> request.requester().name()))
                    .bindArray(
                            "beneficiaryIds",
                            UUID.class,
                            each(opened, routed -> request(routed).beneficiary().id()))
                    .bindArray(
                            "beneficiaryEmails",
                            String.class,
                            texts.apply(request -> request.beneficiary().email()))
                    .bindArray(
                            "beneficiaryNames",
                            String.class,
                            texts.apply(request -> request.beneficiary().name()))
                    .bindArray("justifications", String.class, texts.apply(LicenseRequest::justification))
                    .bindArray(
                            "endsOn",
                            LocalDate.class,
                            each(opened, routed -> request(routed).endsOn()))
                    .bindArray(
                            "submittedAt",
                            Instant.class,
                            each(opened, routed -> request(routed).submittedAt()))
                    .bindArray(
                            "stages",
                            Integer.class,
                            each(opened, routed -> routed.approvalCase().stage()))
                    .bindArray("statuses", String.class, each(opened, ApprovalCases::status))
                    .bindArray("approvers", String.class, each(opened, ApprovalCases::approverIds))
                    .bindArray("whys", String.class, each(opened, ApprovalCases::why))
                    .bindArray("whyYous", String.class, each(opened, ApprovalCases::whyYou))
                    .bindArray("causes", String.class, each(opened, ApprovalCases::cause))
                    .bindArray(
                            "routedAt",
                            Instant.class,
                            each(opened, routed -> routed.by().time()))
                    .bindArray(
                            "routedBy",
                            UUID.class,
                            each(opened, routed -> routed.by().id()))
                    .execute();
        }
    }

    /** The case as this person meets it. */
    Optional<Found> find(Handle handle, UUID requestId, String viewerEmail) {
        return read(handle, requestId, viewerEmail, "").map(Read::found);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Found> lock(Handle tx, UUID requestId, String viewerEmail) {
        var read = read(tx, requestId, viewerEmail, "for no key update of c");
        if (read.isPresent() && !read.get().isOfOneMoment()) {
            // it was moved while we waited for the lock: PostgreSQL gives the newest case with the persons of before
            return find(tx, requestId, viewerEmail);
        }
        return read.map(Read::found);
    }

    private static Optional<Read> read(Handle handle, UUID requestId, String viewerEmail, String lock) {
        try (var query = handle.createQuery("select " + COLUMNS
                + ", v.id as viewer_id, v.email as viewer_email, v.name as viewer_name, v.active as viewer_active"
                + " from approval_case c " + APPROVERS
                + " left join person v on v.email = :viewer where c.request_id = :id " + lock)) {
            return query.bind("id", requestId)
                    .bind("viewer", viewerEmail)
                    .map((row, context) -> {
                        var viewer = row.getObject("viewer_id", UUID.class);
                        var found = new Found(
                                approvalCase(row),
                                viewer == null
                                        ? null
                                        : new PersonRef(
                                                viewer, row.getString("viewer_email"), row.getString("viewer_name")),
                                row.getBoolean("viewer_active"),
                                new EventReceipt(
                                        row.getObject("routed_by_event", UUID.class), 0, instant(row, "routed_at")),
                                row.getString("why"),
                                row.getString("why_you"));
                        return new Read(found, isOfOneMoment(row));
                    })
                    .findFirst();
        }
    }

    /** All that wait for somebody or are unroutable; they stay as they are until the transaction ends. */
    List<ApprovalCase> lockOpen(Handle tx) {
        try (var query = tx.createQuery("select " + COLUMNS + " from approval_case c " + APPROVERS + """
                 where c.request_id in (
                    select request_id from desk union select request_id from approval_case where status = 'UNROUTABLE')
                order by c.request_id for no key update of c
                """)) {
            return query.map((row, context) -> approvalCase(row)).list();
        }
    }

    /**
     * Writes the decision if, in this very statement, the case still waits for this very person, who works here and whom it
     * does not concern. The aggregate has said the same before; here it is said where nothing can come between.
     */
    boolean decide(Handle tx, UUID requestId, CaseStatus status, Decision decision) {
        try (var update = tx.createQuery("""
                with decided as (
                    update approval_case c
                    set status = :status, decision = :decision, decided_by_id = :by, decided_by_email = :email,
                        decided_by_name = :name, decided_at = :at, reason = :reason
                    where c.request_id = :id and c.status = 'WAITING' and :by = any (c.approver_ids)
                      and c.requester_email <> :email and c.beneficiary_email <> :email
                      and exists (select from person p where p.id = :by and p.email = :email and p.active)
                    returning c.request_id, c.submitted_at, c.approver_ids
                ), cleared as (
                    delete from desk d using decided c
                    where d.person_id = any (c.approver_ids) and d.submitted_at = c.submitted_at and d.request_id = c.request_id
                )
                select count(*) from decided
                """)) {
            return update.bind("id", requestId)
                            .bind("status", status.name())
                            .bind("decision", decision.verdict().name())
                            .bind("by", decision.by().id())
                            .bind("email", decision.by().email())
                            .bind("name", decision.by().name())
                            .bind("at", decision.at())
                            .bind("reason", decision.reason())
                            .mapTo(Integer.class)
                            .one()
                    == 1;
        }
    }

    /** Writes where these cases are now: off the desks they lay on, onto those of their new approvers. */
    void reroute(Handle tx, List<Routed> moved) {
        try (var delete = tx.createUpdate("delete from desk where request_id = any (:ids)")) {
            delete.bindArray(
                            "ids",
                            UUID.class,
                            each(moved, routed -> request(routed).id()))
                    .execute();
        }
        try (var update = tx.createUpdate("""
                with moved as (
                    update approval_case c
                    set status = given.status, approver_ids = given.approvers::uuid[], why = given.why,
                        why_you = given.why_you, cause = given.cause, routed_at = given.routed_at,
                        routed_by_event = given.routed_by
                    from unnest(:ids, :statuses, :approvers, :whys, :whyYous, :causes, :routedAt, :routedBy)
                        as given (id, status, approvers, why, why_you, cause, routed_at, routed_by)
                    where c.request_id = given.id and c.status in ('WAITING', 'UNROUTABLE')
                    returning c.request_id, c.submitted_at, c.approver_ids
                )
                insert into desk (person_id, submitted_at, request_id)
                select unnest(approver_ids), submitted_at, request_id from moved
                """)) {
            update.bindArray(
                            "ids",
                            UUID.class,
                            each(moved, routed -> request(routed).id()))
                    .bindArray("statuses", String.class, each(moved, ApprovalCases::status))
                    .bindArray("approvers", String.class, each(moved, ApprovalCases::approverIds))
                    .bindArray("whys", String.class, each(moved, ApprovalCases::why))
                    .bindArray("whyYous", String.class, each(moved, ApprovalCases::whyYou))
                    .bindArray("causes", String.class, each(moved, ApprovalCases::cause))
                    .bindArray(
                            "routedAt",
                            Instant.class,
                            each(moved, routed -> routed.by().time()))
                    .bindArray(
                            "routedBy",
                            UUID.class,
                            each(moved, routed -> routed.by().id()))
                    .execute();
        }
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

    private static ApprovalCase approvalCase(ResultSet row) throws SQLException {
        var request = new LicenseRequest(
                row.getObject("request_id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                person(row, "requester"),
                person(row, "beneficiary"),
                row.getString("justification"),
                row.getObject("ends_on", LocalDate.class),
                instant(row, "submitted_at"));
        return ApprovalCase.kept(request, row.getInt("stage"), state(row));
    }

    private static CaseState state(ResultSet row) throws SQLException {
        var approvers = approvers(row);
        return switch (CaseStatus.valueOf(row.getString("status"))) {
            case WAITING -> new CaseState.Waiting(approvers, row.getString("why"), row.getString("why_you"));
            case UNROUTABLE -> new CaseState.Unroutable(row.getString("cause"));
            case APPROVED, REJECTED -> new CaseState.Decided(decision(row), approvers);
            case WITHDRAWN ->
                new CaseState.Withdrawn(
                        instant(row, "withdrawn_at"),
                        row.getString("withdrawn_by"),
                        row.getString("withdrawal_reason"),
                        decision(row),
                        approvers);
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

    private static List<PersonRef> approvers(ResultSet row) throws SQLException {
        var ids = (UUID[]) array(row.getArray("approver_ids"));
        if (ids == null) {
            return List.of();
        }
        var emails = (String[]) array(row.getArray("approver_emails"));
        var names = (String[]) array(row.getArray("approver_names"));
        var approvers = new ArrayList<PersonRef>(ids.length);
        for (var i = 0; i < ids.length; i++) {
            approvers.add(new PersonRef(ids[i], emails[i], names[i]));
        }
        return approvers;
    }

    private static boolean isOfOneMoment(ResultSet row) throws SQLException {
        var asked = (UUID[]) array(row.getArray("asked"));
        var read = (UUID[]) array(row.getArray("approver_ids"));
        return new HashSet<>(List.of(asked)).equals(read == null ? Set.of() : new HashSet<>(List.of(read)));
    }

    private static Object array(Array array) throws SQLException {
        return array == null ? null : array.getArray();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static LicenseRequest request(Routed routed) {
        return routed.approvalCase().request();
    }

    private static String status(Routed routed) {
        return routed.approvalCase().state().status().name();
    }

    private static String approverIds(Routed routed) {
        return routed.approvalCase().state().approvers().stream()
                .map(approver -> approver.id().toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String why(Routed routed) {
        return routed.approvalCase()
                .state()
                .fold(CaseState.Waiting::why, nobody -> null, decided -> null, withdrawn -> null);
    }

    private static String whyYou(Routed routed) {
        return routed.approvalCase()
                .state()
                .fold(CaseState.Waiting::whyYou, nobody -> null, decided -> null, withdrawn -> null);
    }

    private static String cause(Routed routed) {
        return routed.approvalCase()
                .state()
                .fold(waiting -> null, CaseState.Unroutable::cause, decided -> null, withdrawn -> null);
    }

    private static <T, R> List<R> each(List<T> all, Function<? super T, ? extends R> read) {
        var values = new ArrayList<R>(all.size());
        all.forEach(one -> values.add(read.apply(one)));
        return values;
    }
}
