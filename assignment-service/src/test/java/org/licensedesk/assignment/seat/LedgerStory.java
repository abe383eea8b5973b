package org.licensedesk.assignment.seat;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Ledger.Departure;
import org.licensedesk.assignment.seat.Ledger.Revocation;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

/** Tells tests of the ledger: products, people, what is granted and taken, and what the tables and the events say then. */
@Singleton
public class LedgerStory {

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;

    LedgerStory(Database database, Ledger ledger, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A product of its own with so many seats bought. */
    public String aProduct(int purchased) {
        String sku = "SKU-" + Ids.next();
        database.doInTransaction(tx -> {
            tx.createUpdate("insert into product (sku, name, defined_at) values (:sku, :name, :now)")
                    .bind("sku", sku)
                    .bind("name", "Product " + sku)
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
            ledger.open(tx, Map.of(sku, "Product " + sku));
        });
        if (purchased > 0) {
            resize(sku, purchased);
        }
        return sku;
    }

    /** A crash in the middle: all of it is done, and nothing of it is ever committed. */
    public void grantAndCrash(List<Grant> grants) {
        try {
            database.doInTransaction(tx -> {
                ledger.grant(tx, grants);
                throw new Crash();
            });
        } catch (Crash expected) {
            // gone, as if the process had been killed before the commit
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What a product brings, needs and excludes; as an administrator defines it. */
    public void rule(String sku, ProductRules rules) {
        database.doInTransaction(tx -> {
            tx.createUpdate("update product set excludes = :excludes where sku = :sku")
                    .bind("sku", sku)
                    .bindArray("excludes", String.class, rules.excludes())
                    .execute();
            ledger.define(tx, sku, "Product " + sku, rules);
        });
    }

    public PoolNumbers resizeLater(String sku, int purchased) {
        return database.inTransaction(
                tx -> ledger.resize(tx, sku, purchased, true, Origin.by("lena.fischer@example.org")));
    }

    public PoolNumbers setState(String sku, PoolState state) {
        return database.inTransaction(tx -> ledger.setState(tx, sku, state, Origin.by("lena.fischer@example.org")));
    }

    public int heal() {
        return database.inTransaction(ledger::healBlocked);
    }

    public List<LiveReason> liveReasons(Holder holder) {
        return database.inTransaction(tx -> ledger.liveReasons(tx, List.of(holder.id())));
    }

    public List<OfReason> end(Grant grant) {
        return database.inTransaction(tx ->
                ledger.end(tx, List.of(new Ending(grant.reasonId(), Cause.removed("Lena Fischer"), Origin.system()))));
    }

    /** Somebody nobody knows yet. */
    public static Holder somebody() {
        UUID id = Ids.next();
        return new Holder(id, id + "@example.org", "Somebody " + id.toString().substring(30));
    }

    public Grant aGrant(String sku, Holder holder) {
        return aGrant(sku, holder, now(), null);
    }

    public Grant aGrant(String sku, Holder holder, Instant at, LocalDate endsOn) {
        return aGrant(sku, holder, ReasonType.REQUEST, at, endsOn);
    }

    public Grant aGrant(String sku, Holder holder, ReasonType type, Instant at, LocalDate endsOn) {
        UUID id = Ids.next();
        return new Grant(
                id, type, id.toString(), sku, "Product " + sku, holder, at, endsOn, WhenFull.WAIT, Origin.system());
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Several calls of the ledger in one transaction, as in a batch of different events. */
    @SafeVarargs
    public final List<OfReason> inOneTransaction(Function<Handle, List<OfReason>>... calls) {
        return database.inTransaction(
                tx -> Stream.of(calls).flatMap(call -> call.apply(tx).stream()).toList());
    }

    public List<OfReason> grant(Grant... grants) {
        return grant(List.of(grants));
    }

    public List<OfReason> grant(List<Grant> grants) {
        return database.inTransaction(tx -> ledger.grant(tx, grants));
    }

    public void revoke(Grant grant) {
        database.doInTransaction(
                tx -> ledger.revoke(tx, List.of(new Revocation(grant, Cause.withdrawn("no longer needed")))));
    }

    public void depart(Holder holder) {
        database.doInTransaction(tx -> ledger.depart(
                tx,
                List.of(new Departure(holder.id(), Cause.deactivated(holder.name() + " has left"), Origin.system()))));
    }

    /** Departs as intake has it: nothing can be granted to them afterwards. */
    public void departForGood(Holder holder) {
        database.doInTransaction(tx -> {
            tx.createUpdate("""
                            insert into person (id, email, name, active, as_of)
                            values (:id, :email, :name, false, now())
                            """)
                    .bind("id", holder.id())
                    .bind("email", holder.email())
                    .bind("name", holder.name())
                    .execute();
            ledger.depart(
                    tx,
                    List.of(new Departure(
                            holder.id(), Cause.deactivated(holder.name() + " has left"), Origin.system())));
        });
    }

    public void returnSeat(UUID seat, Holder holder) {
        database.doInTransaction(tx -> ledger.release(
                tx, seat, ReasonType::endsByReturn, Cause.returned(holder.name()), Origin.by(holder.email())));
    }

    public void removeSeat(UUID seat) {
        database.doInTransaction(tx -> ledger.release(
                tx,
                seat,
                ReasonType::endsByRemoval,
                Cause.removed("Lena Fischer"),
                Origin.by("lena.fischer@example.org")));
    }

    public PoolNumbers resize(String sku, int purchased) {
        return database.inTransaction(
                tx -> ledger.resize(tx, sku, purchased, false, Origin.by("lena.fischer@example.org")));
    }

    public int endOverdue() {
        return database.inTransaction(ledger::endOverdue);
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public PoolNumbers pool(String sku) {
        return database.read(handle -> handle.createQuery(
                        "select sku, purchased, used, waiting, state, reduce_to from pool where sku = :sku")
                .bind("sku", sku)
                .mapTo(PoolNumbers.class)
                .one());
    }

    /** The seat of this holder, or null. */
    public UUID seatOf(String sku, Holder holder) {
        return database.read(
                handle -> handle.createQuery("select id from seat where sku = :sku and holder_id = :holder")
                        .bind("sku", sku)
                        .bind("holder", holder.id())
                        .mapTo(UUID.class)
                        .findOne()
                        .orElse(null));
    }

    /** Who holds a seat of the product, in the order in which the seats were given. */
    public List<UUID> holders(String sku) {
        return database.read(
                handle -> handle.createQuery("select holder_id from seat where sku = :sku order by since, id")
                        .bind("sku", sku)
                        .mapTo(UUID.class)
                        .list());
    }

    /** Who waits for the product, each once, in order. */
    public List<UUID> waiting(String sku) {
        return database.read(handle -> handle
                .createQuery(
                        "select holder_id from reason where sku = :sku and state = 'WAITING' order by granted_at, id")
                .bind("sku", sku)
                .mapTo(UUID.class)
                .stream()
                .distinct()
                .toList());
    }

    /** The reasons in line for the product, in order. */
    public List<UUID> line(String sku) {
        return database.read(handle -> handle.createQuery(
                        "select id from reason where sku = :sku and state = 'WAITING' order by granted_at, id")
                .bind("sku", sku)
                .mapTo(UUID.class)
                .list());
    }

    /** What the tables say of each reason of the product. */
    public Map<UUID, String> states(String sku) {
        Map<UUID, String> states = new HashMap<>();
        database.read(handle -> handle.createQuery("select id, state from reason where sku = :sku")
                        .bind("sku", sku)
                        .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getString("state")))
                        .list())
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    /** Everything that was said of a reason, in order. */
    public static List<String> saidOf(Grant grant) {
        return Sent.typesOf("reason", grant.reasonId());
    }

    /**
     * Every change of a pool, as the events tell it, by its number; fails on a gap, a repetition, or a prefix in which more
     * was in use than bought.
     */
    public List<PoolChange> provenChanges(String sku) {
        List<PoolChange> changes = Stream.of("SeatAssigned.v1", "SeatReleased.v1", "PoolResized.v1")
                .flatMap(type -> Sent.ofType(type).stream())
                .filter(event -> Envelopes.body(event).path("sku").asText().equals(sku))
                .map(PoolChange::of)
                .sorted(java.util.Comparator.comparingLong(PoolChange::sequence))
                .toList();
        List<String> objections = new ArrayList<>();
        int used = 0;
        int purchased = 0;
        for (int i = 0; i < changes.size(); i++) {
            PoolChange change = changes.get(i);
            if (change.sequence() != i + 1) {
                objections.add("change " + (i + 1) + " is numbered " + change.sequence());
            }
            used += change.taken();
            purchased = change.purchased();
            if (used != change.used() || used > purchased || used < 0) {
                objections.add("after " + change + " " + used + " of " + purchased + " are in use");
            }
        }
        if (!objections.isEmpty()) {
            throw new AssertionError(sku + ": " + objections);
        }
        return changes;
    }

    /** One change of a pool. */
    public record PoolChange(String type, long sequence, int taken, int purchased, int used) {
        static PoolChange of(EventEnvelope event) {
            var body = Envelopes.body(event);
            int taken = switch (event.type()) {
                case "SeatAssigned" -> 1;
                case "SeatReleased" -> -1;
                default -> 0;
            };
            return new PoolChange(
                    event.type(),
                    body.path("poolSequence").asLong(),
                    taken,
                    body.path("purchased").asInt(),
                    body.path("used").asInt());
        }
    }
}
