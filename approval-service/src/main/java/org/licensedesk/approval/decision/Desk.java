package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.NamedPerson;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.PlainSql;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.Lookout;
import org.licensedesk.chassis.web.PageOf;

/** What waits for a person and what they have decided: one walk through one index each. */
@ApplicationScoped
class Desk {

    private final Database database;
    private final Lookout lookout;

    Desk(Database database, Lookout lookout) {
        this.database = database;
        this.lookout = lookout;
    }

    /** Whose desk is looked at. */
    record Of(String email) {}

    /** One case on a desk; titles are of the persons as they are now, null for accounts outside the directory. */
    record Item(
            UUID requestId,
            NamedPerson requester,
            String requesterTitle,
            NamedPerson beneficiary,
            String beneficiaryTitle,
            String sku,
            String productName,
            String justification,
            LocalDate endsOn,
            Instant submittedAt,
            CaseStatus status,
            int stage,
            String why,
            String cause,
            Verdict verdict,
            NamedPerson decidedBy,
            Instant decidedAt,
            String reason,
            LicensePackage licensePackage) {}

    /** What somebody does here, as the directory says now. */
    record Titles(String email, String title, String department) {}

    /** How many cases wait, and which is the newest of them: different when something new came. */
    record Pulse(long waiting, Instant newest) {
        Pulse {
            newest = newest == null ? null : newest.truncatedTo(ChronoUnit.MILLIS); // as it travels in addresses
        }

        String version() {
            return waiting + "-" + (newest == null ? 0 : newest.toEpochMilli());
        }
    }

    private static final String ITEM = """
            select c.request_id, c.requester_email, c.requester_name, c.beneficiary_email, c.beneficiary_name, c.sku,
                c.product_name, c.justification, c.ends_on, c.submitted_at, c.status, c.stage, c.why, c.cause,
                c.decision, c.decided_by_email, c.decided_by_name, c.decided_at, c.reason, c.package
            """;

    private static final String WITH_TITLES = """
            select i.*, r.title as requester_title, b.title as beneficiary_title from (%s) i
            left join person r on r.email = i.requester_email left join person b on b.email = i.beneficiary_email
            """;

    /** These cases came onto the desks of their approvers, who may be looking. */
    void filled(Handle tx, List<ApprovalCases.Routed> routed) {
        var desks = routed.stream()
                .flatMap(one -> one.approvalCase().state().approvers().stream())
                .map(approver -> new Of(approver.email()))
                .distinct()
                .toList();
        database.afterCommit(tx, () -> lookout.changed(desks));
    }

    /** What waits for this person, in the order of submission. */
    PageOf<Item> waiting(Handle handle, String email, boolean withTitles, int limit, Optional<Cursor> after) {
        // first the narrow rows, then each case by its key: the other way round all of a full desk is read for its
        // first page
        return page(
                handle,
                ITEM + """
                         from (
                            select d.submitted_at, d.request_id from desk d
                            where d.person_id = (select id from person where email = ? and active)
                        """ + (after.isPresent() ? " and (d.submitted_at, d.request_id) > (?, ?)" : "") + """
                            order by d.submitted_at, d.request_id limit ?
                        ) d cross join lateral (select * from approval_case o where o.request_id = d.request_id offset 0) c
                        order by d.submitted_at, d.request_id
                        """,
                withTitles ? " order by i.submitted_at, i.request_id" : null,
                email,
                limit,
                after,
                last -> Cursor.at(last.submittedAt(), last.requestId()));
    }

    /** The first case that waits for this person, another one than this. */
    Optional<Item> next(Handle handle, String email, UUID otherThan) {
        return waiting(handle, email, false, 2, Optional.empty()).items().stream()
                .filter(item -> !item.requestId().equals(otherThan))
                .findFirst();
    }

    /** What this person decided, the newest decision first. */
    PageOf<Item> decided(Handle handle, String email, boolean withTitles, int limit, Optional<Cursor> after) {
        return page(
                handle,
                ITEM
                        + " from approval_case c where c.decided_by_id = (select id from person where email = ?)"
                        + (after.isPresent() ? " and (c.decided_at, c.request_id) < (?, ?)" : "")
                        + " order by c.decided_at desc, c.request_id desc limit ?",
                withTitles ? " order by i.decided_at desc, i.request_id desc" : null,
                email,
                limit,
                after,
                last -> Cursor.at(last.decidedAt(), last.requestId()));
    }

    /** What nobody can decide, the oldest first. */
    PageOf<Item> unroutable(Handle handle, int limit, Optional<Cursor> after) {
        return page(
                handle,
                ITEM + " from approval_case c where c.status = 'UNROUTABLE'"
                        + (after.isPresent() ? " and (c.submitted_at, c.request_id) > (?, ?)" : "")
                        + " order by c.submitted_at, c.request_id limit ?",
                " order by i.submitted_at, i.request_id",
                null,
                limit,
                after,
                last -> Cursor.at(last.submittedAt(), last.requestId()));
    }

    /** What a person asked for or would get, the newest first. */
    List<Item> concerning(Handle handle, String email, int limit) {
        try (var query = handle.createQuery("select * from (("
                + ITEM
                + " from approval_case c where c.beneficiary_email = :email order by c.submitted_at desc limit :limit) union all ("
                + ITEM
                + """
                 from approval_case c where c.requester_email = :email and c.requester_email <> c.beneficiary_email
                order by c.submitted_at desc limit :limit)) both_kinds order by submitted_at desc, request_id limit :limit
                """)) {
            return query.bind("email", email)
                    .bind("limit", limit)
                    .map((row, context) -> item(row, false))
                    .list();
        }
    }

    /** What these persons do, by email; whoever is not in the directory is missing. */
    Map<String, Titles> persons(Handle handle, Collection<String> emails) {
        try (var query =
                handle.createQuery("select email, title, department from person where email = any (:emails)")) {
            return query.bindArray("emails", String.class, emails).mapTo(Titles.class).stream()
                    .collect(Collectors.toMap(Titles::email, Function.identity()));
        }
    }

    /** What waits for this person, in two numbers. */
    Pulse pulse(Handle handle, String email) {
        try (var query = handle.createQuery("""
                select count(*) as waiting, max(submitted_at) as newest from desk
                where person_id = (select id from person where email = :email and active)
                """)) {
            return query.bind("email", email)
                    .map((row, context) -> new Pulse(row.getLong("waiting"), instant(row, "newest")))
                    .one();
        }
    }

    /** Whether this person has ever had, or may at any time get, something to decide: has reports, owns licenses, has decided. */
    boolean isSometimesAsked(Handle handle, String email) {
        try (var query = handle.createQuery("""
                select exists (select from person r where r.manager_id = p.id and r.active)
                    or exists (select from license_owner o where o.person_id = p.id)
                    or exists (select from approval_case c where c.decided_by_id = p.id)
                from person p where p.email = :email and p.active
                """)) {
            return query.bind("email", email).mapTo(Boolean.class).findFirst().orElse(false);
        }
    }

    /** How many cases nobody can decide. */
    long unroutable(Handle handle) {
        try (var query = handle.createQuery("select count(*) from approval_case where status = 'UNROUTABLE'")) {
            return query.mapTo(Long.class).one();
        }
    }

    private static PageOf<Item> page(
            Handle handle,
            String sql,
            String orderWithTitles,
            String email,
            int limit,
            Optional<Cursor> after,
            Function<Item, Cursor> place) {
        var withTitles = orderWithTitles != null;
        var query = withTitles ? WITH_TITLES.formatted(sql) + orderWithTitles : sql;
        return PlainSql.prepared(handle, query, statement -> {
            var parameters = new Parameters(statement);
            if (email != null) {
                parameters.next(email);
            }
            if (after.isPresent()) {
                parameters.next(after.get().instant(0)).next(after.get().uuid(1));
            }
            parameters.next(limit + 1);
            var items = new ArrayList<Item>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    items.add(item(row, withTitles));
                }
            }
            return PageOf.of(items, limit, place);
        });
    }

    private static Item item(ResultSet row, boolean withTitles) throws SQLException {
        var verdict = row.getString("decision");
        return new Item(
                row.getObject("request_id", UUID.class),
                new NamedPerson(row.getString("requester_email"), row.getString("requester_name")),
                withTitles ? row.getString("requester_title") : null,
                new NamedPerson(row.getString("beneficiary_email"), row.getString("beneficiary_name")),
                withTitles ? row.getString("beneficiary_title") : null,
                row.getString("sku"),
                row.getString("product_name"),
                row.getString("justification"),
                row.getObject("ends_on", LocalDate.class),
                instant(row, "submitted_at"),
                CaseStatus.valueOf(row.getString("status")),
                row.getInt("stage"),
                row.getString("why"),
                row.getString("cause"),
                verdict == null ? null : Verdict.valueOf(verdict),
                verdict == null
                        ? null
                        : new NamedPerson(row.getString("decided_by_email"), row.getString("decided_by_name")),
                instant(row, "decided_at"),
                row.getString("reason"),
                LicensePackage.read(row.getString("package")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
