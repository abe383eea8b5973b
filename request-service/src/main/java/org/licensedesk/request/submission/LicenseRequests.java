package org.licensedesk.request.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.licensedesk.request.Sql;
import org.licensedesk.request.people.PersonRef;
import org.licensedesk.request.tracking.Part;
import org.licensedesk.request.tracking.RequestStatus;

/** The requests as they are asked and taken back: plain SQL, since everybody passes here. */
@ApplicationScoped
class LicenseRequests {
    // the beneficiary's row is held, so that nobody is deactivated between this look and the commit
    private static final String CIRCUMSTANCES = """
            with b as (
                select id, email, name, manager_id from person where email = :beneficiary and active
                order by id desc limit 1 for share)
            select p.name as product_name, coalesce(p.requestable, false) as requestable, %s,
                r.id as requester_id, coalesce(r.name, :name) as requester_name,
                b.id as beneficiary_id, b.email as beneficiary_email, b.name as beneficiary_name,
                o.id as open_request, :administrator or :requester in (o.requester_email, o.beneficiary_email) as open_is_theirs
            from (select) one
                left join %s p on p.sku = :sku
                left join b on true
                left join lateral (
                    select id, name from person where email = :requester and active order by id desc limit 1) r on true
                left join request o on o.beneficiary_id = b.id and o.sku = p.sku and o.closed_as is null
            """;
    private static final String OF_PRODUCT = CIRCUMSTANCES.formatted("""
            null as skus, null as names, null as valid_days, p.state = 'ENDED' as ended,
            exists (select from held_seat h where h.holder_id = b.id and h.sku = p.sku and h.ended_at is null) as holds, (
                select coalesce(n.name, h.product_name) from held_seat h left join product n on n.sku = h.sku
                where h.holder_id = b.id and h.ended_at is null and h.sku <> p.sku
                    and (h.sku = any(p.excludes) or p.sku = any(n.excludes))
                order by 1 limit 1) as excluded_by
            """, "product");
    // asked only where there is no such product
    private static final String OF_PACKAGE = CIRCUMSTANCES.formatted(
            """
            p.skus, p.valid_days, false as ended, null as excluded_by, (
                select array_agg(coalesce(n.name, part.sku) order by part.place)
                from unnest(p.skus) with ordinality part (sku, place) left join product n on n.sku = part.sku) as names,
            p.skus is not null and not exists (select from unnest(p.skus) part (sku) where not exists (
                select from held_seat h where h.holder_id = b.id and h.sku = part.sku and h.ended_at is null)) as holds
            """, "(select id as sku, name, not deleted as requestable, skus, valid_days from package)");
    private static final String REPORTS_TO = """
            with recursive up as (
                select manager_id as id from person where id = :report
                union
                select m.manager_id from person m join up on m.id = up.id)
            select exists (select from up where id = :manager)
            """;
    private static final String INSERT = """
            insert into request (id, sku, product_name, requester_id, requester_email, requester_name,
                beneficiary_id, beneficiary_email, beneficiary_name, justification, ends_on,
                submitted_at, status_since, idempotency_key, fingerprint, extends_request, kind, valid_days)
            values (:id, :sku, :productName, :requesterId::uuid, :requesterEmail, :requesterName,
                :beneficiaryId, :beneficiaryEmail, :beneficiaryName, :justification, :endsOn,
                :at, :at, :key, :fingerprint, :extended::uuid, :kind, :validDays)
            on conflict do nothing
            """;
    private static final String INSERT_PARTS = """
            insert into request_part (request_id, place, sku, product_name)
            select :request, place, sku, product_name from unnest(:skus, :names) with ordinality part (sku, product_name, place)
            """;
    private static final String WITHDRAWN = "id, sku, product_name, requester_id, requester_email, requester_name,"
            + " beneficiary_id, beneficiary_email, beneficiary_name";
    // state and right are checked by the statement that writes: of two who press at once, one wins
    private static final String WITHDRAW = """
            update request set status = 'WITHDRAWN', progress = 90, closed_as = 'WITHDRAWN', status_since = :at,
                waiting_on = null, waiting_since = null, waiting_why = null, due_at = null, outcome = :outcome
            where id = :id and closed_as is null
                and (:administrator or requester_email = :asker or beneficiary_email = :asker)
            returning\s""" + WITHDRAWN;
    private static final String WITHDRAW_ALL_OF = """
            update request set status = 'WITHDRAWN', progress = 90, closed_as = 'WITHDRAWN', status_since = :at,
                waiting_on = null, waiting_since = null, waiting_why = null, due_at = null, outcome = :outcome
            where beneficiary_id = :person and closed_as is null
            returning\s""" + WITHDRAWN;

    /** A request that was sent with an idempotency key before. */
    record Earlier(UUID id, byte[] fingerprint) {}

    /** A request that is taken back. */
    record Withdrawn(UUID id, String sku, String productName, PersonRef requester, PersonRef beneficiary) {
        RequestWithdrawn event(String reason) {
            return new RequestWithdrawn(id, sku, productName, requester, beneficiary, reason);
        }
    }

    /** The request that is to be extended. */
    Optional<Extended> extended(Handle tx, UUID id, Asker asker) {
        return tx.createQuery("""
                        select r.id, r.sku, r.product_name, coalesce(p.email, r.beneficiary_email) as beneficiary, r.status,
                            case when r.ends_on is not null then greatest(r.ends_on, (
                                select max(h.ends_on) from held_seat h
                                where h.holder_id = r.beneficiary_id and h.sku = r.sku and h.reason_type = 'REQUEST'
                                  and h.ended_at is null))
                            else (
                                select max(h.ends_on) from request_part t join held_seat h on h.reason_id = t.reason_id
                                where t.request_id = r.id and h.ended_at is null) end as ends_on,
                            :administrator or :asker in (r.requester_email, r.beneficiary_email) as is_theirs
                        from request r left join person p on p.id = r.beneficiary_id where r.id = :id
                        """)
                .bind("id", id)
                .bind("asker", asker.email())
                .bind("administrator", asker.administrator())
                .map((row, context) -> new Extended(
                        row.getObject("id", UUID.class),
                        row.getString("sku"),
                        row.getString("product_name"),
                        row.getString("beneficiary"),
                        RequestStatus.valueOf(row.getString("status")),
                        row.getObject("ends_on", LocalDate.class),
                        row.getBoolean("is_theirs")))
                .findOne();
    }

    Circumstances circumstances(Handle tx, Asked asked, Extended extended, Asker asker) {
        var ofProduct = circumstances(tx, OF_PRODUCT, asked, extended, asker);
        var now = ofProduct.productName() != null ? ofProduct : circumstances(tx, OF_PACKAGE, asked, extended, asker);
        // most people ask for themselves; only for others does one have to climb from manager to manager
        return now.mayAskForThem()
                        || now.beneficiary() == null
                        || now.requester().id() == null
                ? now
                : now.mayAskForThem(reportsTo(tx, now.beneficiary(), now.requester()));
    }

    private static Circumstances circumstances(Handle tx, String sql, Asked asked, Extended extended, Asker asker) {
        return tx.createQuery(sql)
                .bind("sku", asked.sku())
                .bind("beneficiary", asked.beneficiaryOr(asker.email()))
                .bind("requester", asker.email())
                .bind("name", asker.name())
                .bind("administrator", asker.administrator())
                .map((row, context) -> circumstances(row, asked, extended, asker))
                .one();
    }

    private static boolean reportsTo(Handle tx, PersonRef report, PersonRef manager) {
        return tx.createQuery(REPORTS_TO)
                .bind("report", report.id())
                .bind("manager", manager.id())
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether it could be written: a request that is open for the same, or has the same key, keeps it out. */
    boolean add(Handle tx, LicenseRequest request, Instant at, String idempotencyKey) {
        var tracked = request.tracked(at);
        var added = tx.createUpdate(INSERT)
                        .bind("id", request.id())
                        .bind("sku", request.asked().sku())
                        .bind("productName", request.productName())
                        .bind("requesterId", request.requester().id())
                        .bind("requesterEmail", request.requester().email())
                        .bind("requesterName", request.requester().name())
                        .bind("beneficiaryId", request.beneficiary().id())
                        .bind("beneficiaryEmail", request.beneficiary().email())
                        .bind("beneficiaryName", request.beneficiary().name())
                        .bind("justification", request.asked().justification())
                        .bind("endsOn", request.asked().endsOn())
                        .bind("extended", request.asked().extended())
                        .bind("at", Sql.moment(at))
                        .bind("key", idempotencyKey)
                        .bind(
                                "fingerprint",
                                idempotencyKey == null ? null : request.asked().fingerprint())
                        .bind("kind", tracked.kind().name())
                        .bind("validDays", tracked.validDays())
                        .execute()
                == 1;
        if (added && tracked.isForPackage()) {
            tx.createUpdate(INSERT_PARTS)
                    .bind("request", request.id())
                    .bind("skus", Sql.column("text", tracked.parts(), Part::sku))
                    .bind("names", Sql.column("text", tracked.parts(), Part::productName))
                    .execute();
        }
        return added;
    }

    Optional<Earlier> sentWith(Handle tx, String requester, String idempotencyKey) {
        return tx.createQuery(
                        "select id, fingerprint from request where requester_email = :requester and idempotency_key = :key")
                .bind("requester", requester)
                .bind("key", idempotencyKey)
                .map((row, context) -> new Earlier(row.getObject("id", UUID.class), row.getBytes("fingerprint")))
                .findOne();
    }

    Optional<Withdrawn> withdraw(Handle tx, UUID id, Asker asker, Instant at, String outcome) {
        return tx.createQuery(WITHDRAW)
                .bind("id", id)
                .bind("asker", asker.email())
                .bind("administrator", asker.administrator())
                .bind("at", Sql.moment(at))
                .bind("outcome", outcome)
                .map((row, context) -> withdrawn(row))
                .findOne();
    }

    List<Withdrawn> withdrawAllOf(Handle tx, UUID person, Instant at, String outcome) {
        return tx.createQuery(WITHDRAW_ALL_OF)
                .bind("person", person)
                .bind("at", Sql.moment(at))
                .bind("outcome", outcome)
                .map((row, context) -> withdrawn(row))
                .list();
    }

    private static Circumstances circumstances(ResultSet row, Asked asked, Extended extended, Asker asker)
            throws SQLException {
        var beneficiary = row.getObject("beneficiary_id") == null ? null : person(row, "beneficiary");
        return new Circumstances(
                row.getString("product_name"),
                askedPackage(row, asked),
                row.getBoolean("requestable"),
                row.getBoolean("ended"),
                new PersonRef(
                        row.getObject("requester_id", UUID.class), asker.email(), row.getString("requester_name")),
                beneficiary,
                asker.administrator() || beneficiary != null && beneficiary.is(asker.email()),
                row.getBoolean("holds"),
                row.getString("excluded_by"),
                row.getObject("open_request", UUID.class),
                row.getBoolean("open_is_theirs"),
                extended);
    }

    private static AskedPackage askedPackage(ResultSet row, Asked asked) throws SQLException {
        if (row.getObject("skus") == null) {
            return null;
        }
        var skus = (String[]) row.getArray("skus").getArray();
        var names = (String[]) row.getArray("names").getArray();
        return new AskedPackage(
                asked.sku(),
                row.getString("product_name"),
                row.getObject("valid_days", Integer.class),
                IntStream.range(0, skus.length)
                        .mapToObj(place -> new AskedPackage.AskedPart(skus[place], names[place]))
                        .toList());
    }

    private static Withdrawn withdrawn(ResultSet row) throws SQLException {
        return new Withdrawn(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                person(row, "requester"),
                person(row, "beneficiary"));
    }

    private static PersonRef person(ResultSet row, String who) throws SQLException {
        return new PersonRef(
                row.getObject(who + "_id", UUID.class), row.getString(who + "_email"), row.getString(who + "_name"));
    }
}
