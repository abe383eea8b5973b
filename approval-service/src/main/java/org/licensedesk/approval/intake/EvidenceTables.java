package org.licensedesk.approval.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.decision.Evidence;
import org.licensedesk.chassis.messaging.JoinedTexts;
import org.licensedesk.chassis.messaging.Received;

/** The read models of products, seats and outcomes: written by whole batches, read by the decision form. */
@ApplicationScoped
class EvidenceTables implements Evidence {

    void products(Handle tx, List<Received<AssignmentFacts.Product>> states) {
        Map<String, AssignmentFacts.Product> newest = new LinkedHashMap<>();
        states.forEach(state -> newest.put(state.body().sku(), state.body()));
        var products = List.copyOf(newest.values());
        try (var upsert = tx.createUpdate("""
                insert into product_evidence (sku, name, monthly_price, currency, purchased, used, waiting, state, claim_group,
                    requires, excludes)
                select sku, name, price, currency, purchased, used, waiting, state, claim_group,
                    string_to_array(requires, chr(31)), string_to_array(excludes, chr(31))
                from unnest(:skus, :names, :prices, :currencies, :purchased, :used, :waiting, :states, :claimGroups,
                            :requires, :excludes)
                    as given (sku, name, price, currency, purchased, used, waiting, state, claim_group, requires, excludes)
                on conflict (sku) do update set name = excluded.name, monthly_price = excluded.monthly_price,
                    currency = excluded.currency, purchased = excluded.purchased, used = excluded.used, waiting = excluded.waiting,
                    state = excluded.state, claim_group = excluded.claim_group, requires = excluded.requires,
                    excludes = excluded.excludes
                """)) {
            upsert.bindArray("skus", String.class, each(products, AssignmentFacts.Product::sku))
                    .bindArray("names", String.class, each(products, AssignmentFacts.Product::name))
                    .bindArray("prices", BigDecimal.class, each(products, AssignmentFacts.Product::monthlyPrice))
                    .bindArray("currencies", String.class, each(products, AssignmentFacts.Product::currency))
                    .bindArray("purchased", Integer.class, each(products, AssignmentFacts.Product::purchased))
                    .bindArray("used", Integer.class, each(products, AssignmentFacts.Product::used))
                    .bindArray("waiting", Integer.class, each(products, AssignmentFacts.Product::waiting))
                    .bindArray("states", String.class, each(products, AssignmentFacts.Product::state))
                    .bindArray("claimGroups", String.class, each(products, AssignmentFacts.Product::claimGroup))
                    .bindArray("requires", String.class, each(products, product -> JoinedTexts.of(product.requires())))
                    .bindArray("excludes", String.class, each(products, product -> JoinedTexts.of(product.excludes())))
                    .execute();
        }
    }

    void seatsAssigned(Handle tx, List<Received<AssignmentFacts.SeatAssigned>> assigned) {
        var seats = assigned.stream().map(Received::body).toList();
        try (var upsert = tx.createUpdate(
                """
                insert into seat_evidence as known (seat_id, sku, product_name, holder_email, released)
                select given.*, false from unnest(:ids, :skus, :names, :holders) as given
                on conflict (seat_id) do update set sku = excluded.sku, product_name = excluded.product_name,
                    holder_email = excluded.holder_email
                """)) { // released stays as it is: the seat's end may have been heard of before its beginning
            upsert.bindArray("ids", String.class, each(seats, AssignmentFacts.SeatAssigned::seatId))
                    .bindArray("skus", String.class, each(seats, AssignmentFacts.SeatAssigned::sku))
                    .bindArray("names", String.class, each(seats, AssignmentFacts.SeatAssigned::productName))
                    .bindArray(
                            "holders",
                            String.class,
                            each(seats, seat -> seat.holder().email()))
                    .execute();
        }
        outcomes(tx, Kind.SEATED, assigned, event -> Heard.of(event, null));
    }

    void seatsReleased(Handle tx, List<Received<AssignmentFacts.SeatReleased>> released) {
        var seats = released.stream().map(event -> event.body().seatId()).toList();
        try (var upsert = tx.createUpdate("""
                insert into seat_evidence (seat_id, released) select id, true from unnest(:ids) as given (id)
                on conflict (seat_id) do update set released = true
                """)) {
            upsert.bindArray("ids", String.class, seats).execute();
        }
        outcomes(tx, Kind.ENDED, released, event -> Heard.of(event, event.body().cause()));
    }

    void reasonsAdded(Handle tx, List<Received<AssignmentFacts.ReasonAdded>> added) {
        outcomes(tx, Kind.ADDED, added, event -> Heard.of(event, null));
    }

    void reasonsEnded(Handle tx, List<Received<AssignmentFacts.ReasonEnded>> ended) {
        outcomes(tx, Kind.ENDED, ended, event -> Heard.of(event, event.body().cause()));
    }

    void waitlisted(Handle tx, List<Received<AssignmentFacts.Waitlisted>> waitlisted) {
        outcomes(
                tx,
                Kind.WAITLISTED,
                waitlisted,
                event -> new Heard(
                        event.body().reasonId(),
                        event.body().sku(),
                        event.body().grantedAt(),
                        null,
                        event.body().holder().id(),
                        true));
    }

    void waitingPlacesEnded(Handle tx, List<Received<AssignmentFacts.WaitingPlaceEnded>> ended) {
        outcomes(tx, Kind.ENDED, ended, event -> Heard.of(event, event.body().cause()));
    }

    /** A conflict keeps it from its seat, so it stands in no line; should it come to one after all, that is heard. */
    void reasonsBlocked(Handle tx, List<Received<AssignmentFacts.ReasonBlocked>> blocked) {
        outcomes(
                tx, Kind.REFUSED, blocked, event -> Heard.of(event, event.body().cause()));
    }

    void refused(Handle tx, List<Received<AssignmentFacts.AssignmentRefused>> refused) {
        outcomes(
                tx, Kind.REFUSED, refused, event -> Heard.of(event, event.body().cause()));
    }

    /**
     * One thing heard about one reason. Every kind of reason counts as long as it waits, since the waiting list is everybody's; of
     * others than requests nothing is kept that was not known before.
     */
    private record Heard(
            String reasonId, String sku, Instant since, AssignmentFacts.Cause cause, UUID waiting, boolean kept) {
        static Heard of(Received<? extends AssignmentFacts.OfReason> event, AssignmentFacts.Cause cause) {
            var reason = event.body();
            return new Heard(
                    reason.reasonId(), reason.sku(), event.envelope().time(), cause, null, reason.isRequested());
        }
    }

    private static <T> void outcomes(
            Handle tx, Kind kind, List<Received<T>> events, Function<Received<T>, Heard> reading) {
        var heard = events.stream().map(reading).toList();
        try (var upsert = tx.createUpdate("""
                insert into outcome_evidence (reason_id, sku, outcome, since, cause, holder_id)
                select id, sku, :outcome, since, cause, holder_id
                from unnest(:ids, :skus, :since, :causes, :waiting, :kept) as given (id, sku, since, cause, holder_id, kept)
                where kept or exists (select from outcome_evidence known where known.reason_id = given.id)
                on conflict (reason_id) do update
                set sku = excluded.sku, outcome = excluded.outcome, since = excluded.since, cause = excluded.cause,
                    holder_id = coalesce(excluded.holder_id, outcome_evidence.holder_id)
                """)) {
            upsert.bind("outcome", kind.name())
                    .bindArray("ids", String.class, each(heard, Heard::reasonId))
                    .bindArray("skus", String.class, each(heard, Heard::sku))
                    .bindArray("since", Instant.class, each(heard, Heard::since))
                    .bindArray("waiting", UUID.class, each(heard, Heard::waiting))
                    .bindArray("kept", Boolean.class, each(heard, Heard::kept))
                    .bindArray(
                            "causes",
                            String.class,
                            each(
                                    heard,
                                    one -> one.cause() == null
                                            ? null
                                            : one.cause().sentence()))
                    .execute();
        }
    }

    @Override
    public Map<String, Product> products(Handle handle, Collection<String> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        try (var query = handle.createQuery("select * from product_evidence where sku = any (:skus)")) {
            return query
                    .bindArray("skus", String.class, skus)
                    .map((row, context) -> new Product(
                            row.getString("sku"),
                            row.getString("name"),
                            row.getBigDecimal("monthly_price"),
                            row.getString("currency"),
                            row.getInt("purchased"),
                            row.getInt("used"),
                            row.getInt("waiting"),
                            term(row.getString("state"))))
                    .stream()
                    .collect(Collectors.toMap(Product::sku, Function.identity()));
        }
    }

    @Override
    public List<Relation> relations(Handle handle, Collection<String> skus) {
        try (var query = handle.createQuery("""
                select w.sku, w.name, o.needed, o.sku as other_sku, coalesce(n.name, o.sku) as other_name
                from product_evidence w cross join lateral (
                    select sku, true as needed from unnest(w.requires) r (sku)
                    union
                    select sku, false from unnest(w.excludes) e (sku)
                    union
                    select sku, false from product_evidence x where w.sku = any (x.excludes)) o
                    left join product_evidence n on n.sku = o.sku
                where w.sku = any (:skus) order by w.name, needed desc, other_name
                """)) { // an exclusion stands with one of the two and holds for both
            return query.bindArray("skus", String.class, skus)
                    .map((row, context) -> new Relation(
                            row.getString("sku"),
                            row.getString("name"),
                            row.getBoolean("needed"),
                            row.getString("other_sku"),
                            row.getString("other_name")))
                    .list();
        }
    }

    @Override
    public List<Held> heldBy(Handle handle, String email) {
        try (var query = handle.createQuery("""
                select sku, max(product_name) as product_name from seat_evidence
                where holder_email = :email and not released group by sku order by 2
                """)) {
            return query.bind("email", email)
                    .map((row, context) -> new Held(row.getString("sku"), row.getString("product_name")))
                    .list();
        }
    }

    @Override
    public Share share(Handle handle, String department, String sku) {
        try (var query = handle.createQuery("""
                select count(*) as people, count(*) filter (where exists (
                    select from seat_evidence s where s.holder_email = p.email and s.sku = :sku and not s.released)) as holders
                from person p where p.department = :department and p.active
                """)) {
            return query.bind("department", department)
                    .bind("sku", sku)
                    .map((row, context) -> new Share(row.getInt("holders"), row.getInt("people")))
                    .one();
        }
    }

    @Override
    public Optional<Outcome> outcome(Handle handle, UUID reasonId) {
        try (var query = handle.createQuery("""
                select o.outcome, o.since, o.cause, case when o.outcome = 'WAITLISTED' then (
                    select count(distinct coalesce(w.holder_id::text, w.reason_id)) from outcome_evidence w
                    where w.outcome = 'WAITLISTED' and w.sku = o.sku
                      and (w.since, w.reason_id) <= (coalesce(f.since, o.since), coalesce(f.reason_id, o.reason_id))
                ) else 0 end as position, coalesce(p.state, 'ACTIVE') as state
                from outcome_evidence o left join product_evidence p on p.sku = o.sku left join lateral (
                    select * from outcome_evidence f
                    where f.outcome = 'WAITLISTED' and f.sku = o.sku and f.holder_id = o.holder_id
                    order by f.since, f.reason_id limit 1) f on true
                where o.reason_id = :id
                """)) {
            return query.bind("id", reasonId.toString())
                    .map((row, context) -> new Outcome(
                            Kind.valueOf(row.getString("outcome")),
                            row.getObject("since", OffsetDateTime.class).toInstant(),
                            row.getString("cause"),
                            row.getInt("position"),
                            term(row.getString("state"))))
                    .findFirst();
        }
    }

    private static Term term(String state) {
        return switch (state) {
            case "ACTIVE" -> Term.RUNS;
            case "ENDED" -> Term.OVER;
            default -> Term.PAUSED; // whatever other states there will be: only an active pool gives seats
        };
    }

    private static <T, R> List<R> each(List<T> all, Function<? super T, ? extends R> read) {
        var values = new ArrayList<R>(all.size());
        all.forEach(one -> values.add(read.apply(one)));
        return values;
    }
}
