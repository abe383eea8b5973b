package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.Refusal;

/**
 * Gives seats and takes them back: the one place where the number of used seats changes. Each call works on the pools it is
 * about under the locks of their rows, taken in the order of their skus, with a number of statements that does not grow with
 * the number of reasons. A seat that becomes free goes to the first in the waiting list in the same transaction.
 */
@ApplicationScoped
public class Ledger {

    private final LedgerRows rows;
    private final LedgerFacts facts;
    private final Directory directory;
    private final Clock clock;
    private final SeatSettings settings;

    Ledger(LedgerRows rows, LedgerFacts facts, Directory directory, Clock clock, SeatSettings settings) {
        this.rows = rows;
        this.facts = facts;
        this.directory = directory;
        this.clock = clock;
        this.settings = settings;
    }

    /** A grant taken back, whether or not it has reached the ledger: one that comes later is refused. */
    public record Revocation(Grant grant, Cause cause) {}

    /** A holder who can hold nothing any more. */
    public record Departure(UUID holderId, Cause cause, Origin origin) {}

    /**
     * Grants become seats, further reasons, waiting places or refusals, in order of approval. A reason that is known already
     * changes nothing.
     *
     * @return what became of each reason that was new, in order of approval
     */
    public List<OfReason> grant(Handle tx, List<Grant> grants) {
        rows.keepDeparturesOut(tx);
        Set<UUID> gone =
                directory.inactive(tx, distinct(grants, grant -> grant.holder().id()));
        Map<String, Pool> pools = rows.lockPools(tx, distinct(grants, Grant::sku));
        Set<String> known = Set.copyOf(pools.keySet());
        grants.forEach(grant -> pools.computeIfAbsent(grant.sku(), sku -> rows.noPool(sku, grant.productName())));
        Map<UUID, Reason> met = rows.reasons(tx, distinct(grants, Grant::reasonId));
        Holdings holdings = new Holdings(pools);
        Set<Holdings.Of> asked = new HashSet<>();
        grants.forEach(
                grant -> askFor(asked, pools.get(grant.sku()), grant.holder().id()));
        rows.loadSeats(tx, asked, holdings);
        rows.loadPlaces(
                tx,
                grants.stream()
                        .filter(grant -> pools.get(grant.sku()).numbers().waiting() > 0)
                        .map(grant ->
                                new Holdings.Of(grant.sku(), grant.holder().id()))
                        .collect(Collectors.toSet()),
                pools);
        holdings.load(ProductNames.of(tx, needed(pools)));

        Instant now = clock.instant();
        LocalDate today = today(now);
        List<OfReason> outcomes = new ArrayList<>(grants.size());
        LedgerFacts.Story story = facts.begin();
        grants.stream().sorted(Grant.IN_ORDER_OF_APPROVAL).forEach(grant -> {
            Pool pool = pools.get(grant.sku());
            Reason before = met.get(grant.reasonId());
            if (before != null && before.state() != Reason.State.REVOKED && before.state() != Reason.State.BLOCKED) {
                return;
            }
            if (before != null) {
                pool.load(before);
            }
            var fact = gone.contains(grant.holder().id())
                    ? pool.refuseUnlessKnown(grant, inactive(grant.holder()), now)
                    : !known.contains(grant.sku())
                            ? pool.refuseUnlessKnown(grant, Cause.unknownProduct(grant.sku()), now)
                            : pool.grant(grant, holdings, now, today);
            fact.ifPresent(outcome -> {
                outcomes.add(outcome);
                story.add(outcome, grant.origin());
            });
        });
        rows.save(tx, pools.values());
        story.tell(tx, pools.values());
        return outcomes;
    }

    /** Grants get nothing, for causes that are known beforehand. */
    public List<OfReason> refuse(Handle tx, Map<Grant, Cause> refusals) {
        if (refusals.isEmpty()) {
            return List.of();
        }
        Map<String, Pool> pools = rows.lockPools(tx, distinct(refusals.keySet(), Grant::sku));
        Instant now = clock.instant();
        List<OfReason> outcomes = new ArrayList<>(refusals.size());
        LedgerFacts.Story story = facts.begin();
        refusals.forEach((grant, cause) -> pools.computeIfAbsent(
                        grant.sku(), sku -> rows.noPool(sku, grant.productName()))
                .refuseUnlessKnown(grant, cause, now)
                .ifPresent(fact -> {
                    outcomes.add(fact);
                    story.add(fact, grant.origin());
                }));
        rows.save(tx, pools.values());
        story.tell(tx, pools.values());
        return outcomes;
    }

    /** Locks the pools of these products until the end of the transaction, and says what they amount to; an unknown sku is left out. */
    public Map<String, PoolNumbers> lock(Handle tx, Collection<String> skus) {
        rows.keepDeparturesOut(tx);
        Set<String> asked = Set.copyOf(skus);
        return rows.lockPools(tx, asked).values().stream()
                .filter(pool -> asked.contains(pool.sku()))
                .collect(Collectors.toMap(Pool::sku, Pool::numbers));
    }

    /** All that these holders hold, wait for, or are kept from by a conflict, in order of approval. */
    public List<LiveReason> liveReasons(Handle tx, Collection<UUID> holders) {
        return rows.liveReasonsOf(tx, holders).stream().map(LiveReason::of).toList();
    }

    /**
     * Ends reasons; those that are over already are left alone.
     *
     * @return what became of each that was live, and nothing of what the waiting list made of it
     */
    public List<OfReason> end(Handle tx, List<Ending> endings) {
        rows.keepDeparturesOut(tx);
        return endAll(tx, endings);
    }

    /**
     * Tries blocked reasons again that nothing speaks against any more, or something else than they say.
     *
     * @return of how many something has changed, at most what is done at once
     */
    public int healBlocked(Handle tx) {
        if (!rows.amTheOneWhoHeals(tx)) {
            return 0;
        }
        List<Reason> blocked = rows.blockedOtherwiseThanSaid(tx, settings.healedAtOnce());
        return blocked.isEmpty()
                ? 0
                : grant(
                                tx,
                                blocked.stream()
                                        .map(reason -> reason.again(Origin.system()))
                                        .toList())
                        .size();
    }

    /** Takes grants back: a seat or a waiting place ends, and a grant that is yet to come will be refused. */
    public void revoke(Handle tx, List<Revocation> revocations) {
        Map<UUID, Reason> met = rows.reasons(
                tx, distinct(revocations, revocation -> revocation.grant().reasonId()));
        Instant now = clock.instant();
        rows.insertReasons(
                tx,
                revocations.stream()
                        .filter(revocation ->
                                !met.containsKey(revocation.grant().reasonId()))
                        .map(revocation -> Reason.revoked(revocation.grant(), revocation.cause(), now))
                        .toList());
        end(
                tx,
                revocations.stream()
                        .filter(revocation -> met.containsKey(revocation.grant().reasonId()))
                        .map(revocation -> new Ending(
                                revocation.grant().reasonId(),
                                revocation.cause(),
                                revocation.grant().origin()))
                        .toList());
    }

    /** Ends everything these holders have or wait for. Whoever grants at this moment is waited for, and grants nothing to them later. */
    public void depart(Handle tx, List<Departure> departures) {
        rows.waitForGrants(tx);
        Map<UUID, Departure> byHolder = departures.stream()
                .collect(Collectors.toMap(Departure::holderId, Function.identity(), (one, same) -> one));
        endAll(
                tx,
                rows.liveReasonsOf(tx, byHolder.keySet()).stream()
                        .map(reason -> {
                            Departure departure = byHolder.get(reason.holder().id());
                            return new Ending(reason.id(), departure.cause(), departure.origin());
                        })
                        .toList());
    }

    /**
     * Ends all reasons of a seat, or none of them.
     *
     * @param mayEnd the types that whoever asks may end; a reason of another type refuses the whole
     */
    public void release(Handle tx, UUID seatId, Predicate<ReasonType> mayEnd, Cause cause, Origin origin) {
        rows.keepDeparturesOut(tx);
        String sku = rows.skuOfSeat(tx, seatId).orElseThrow(Ledger::noSuchSeat);
        Map<String, Pool> pools = rows.lockPools(tx, List.of(sku));
        Pool pool = pools.get(sku);
        if (!rows.loadSeat(tx, seatId, pool)) {
            throw noSuchSeat();
        }

        LedgerFacts.Story story = facts.begin();
        pool.release(seatId, mayEnd, cause, clock.instant()).forEach(fact -> story.add(fact, origin));
        drainAndSave(tx, pools, story);
    }

    /**
     * Buys or drops seats; bought ones go to the waiting list at once.
     *
     * @param scheduled whether seats in use may be dropped later, as they become free; otherwise less than is in use is refused
     */
    public PoolNumbers resize(Handle tx, String sku, int purchased, boolean scheduled, Origin origin) {
        rows.keepDeparturesOut(tx);
        Map<String, Pool> pools = rows.lockPools(tx, List.of(sku));
        Pool pool = pools.get(sku);
        if (pool == null) {
            throw Refusal.notFound("There is no product " + sku + ".");
        }

        LedgerFacts.Story story = facts.begin();
        pool.resize(purchased, scheduled).ifPresent(fact -> story.add(fact, origin));
        drainAndSave(tx, pools, story);
        return pool.numbers();
    }

    /** The term of a pool goes on or begins anew; in the latter case seats go to the waiting list at once. */
    public PoolNumbers setState(Handle tx, String sku, PoolState state, Origin origin) {
        rows.keepDeparturesOut(tx);
        Map<String, Pool> pools = rows.lockPools(tx, List.of(sku));
        Pool pool = pools.get(sku);
        if (pool == null) {
            throw Refusal.notFound("There is no product " + sku + ".");
        }

        LedgerFacts.Story story = facts.begin();
        pool.setState(state).ifPresent(fact -> story.add(fact, origin));
        drainAndSave(tx, pools, story);
        return pool.numbers();
    }

    /** Ends reasons whose last day is over. @return how many were looked at, at most what the settings say is done at once */
    public int endOverdue(Handle tx) {
        if (!rows.amTheOneWhoEnds(tx)) {
            return 0;
        }
        List<Reason> overdue = rows.overdue(tx, today(clock.instant()), settings.endedAtOnce());
        end(
                tx,
                overdue.stream()
                        .map(reason -> new Ending(reason.id(), Cause.ended(reason.endsOn()), Origin.system()))
                        .toList());
        return overdue.size();
    }

    /**
     * Makes sure that these products have a pool, an empty one at first, and that the ledger calls them by these names. Their
     * rows stay locked until the end of the transaction, which tells their state.
     */
    public void open(Handle tx, Map<String, String> namesBySku) {
        if (!namesBySku.isEmpty()) {
            facts.tellStateOf(tx, rows.openPools(tx, namesBySku));
        }
    }

    /**
     * As {@link #open}, and keeps what the product brings, needs and excludes. Whoever gives seats at this moment is waited for;
     * seats that are held already stay, whatever the new rules say.
     */
    public void define(Handle tx, String sku, String name, ProductRules rules) {
        rows.waitForGrants(tx);
        List<PoolNumbers> opened = rows.openPools(tx, Map.of(sku, name));
        rows.rule(tx, sku, rules);
        facts.tellStateOf(tx, opened);
    }

    /** Tells the catalogue once more what these products are, since something that stands with them there has changed. */
    public void tellStateOf(Handle tx, Collection<String> skus) {
        facts.tellStateOf(tx, lock(tx, skus).values());
    }

    private List<OfReason> endAll(Handle tx, List<Ending> endings) {
        if (endings.isEmpty()) {
            return List.of();
        }
        Set<UUID> ids = Set.copyOf(distinct(endings, Ending::reasonId));
        // read once without a lock to learn which pools to lock, and once more under their locks
        Map<String, Pool> pools = rows.lockPools(
                tx,
                rows.reasons(tx, ids).values().stream()
                        .filter(Reason::isLive)
                        .map(Reason::sku)
                        .collect(Collectors.toSet()));
        Map<UUID, Reason> reasons = rows.loadReasonsAndTheirSeats(tx, ids, pools);

        Instant now = clock.instant();
        List<OfReason> outcomes = new ArrayList<>(endings.size());
        LedgerFacts.Story story = facts.begin();
        for (Ending ending : endings) {
            Reason reason = reasons.get(ending.reasonId());
            if (reason != null && pools.containsKey(reason.sku())) {
                pools.get(reason.sku())
                        .end(ending.reasonId(), ending.cause(), now)
                        .ifPresent(fact -> {
                            outcomes.add(fact);
                            story.add(fact, ending.origin());
                        });
            }
        }
        drainAndSave(tx, pools, story);
        return outcomes;
    }

    private void drainAndSave(Handle tx, Map<String, Pool> pools, LedgerFacts.Story story) {
        Instant now = clock.instant();
        LocalDate today = today(now);
        Holdings holdings = new Holdings(pools);
        holdings.load(ProductNames.of(tx, needed(pools)));
        pools.values().forEach(pool -> pool.retireFreedSeats().ifPresent(fact -> story.add(fact, Origin.system())));
        while (true) {
            List<Pool> needy = pools.values().stream()
                    .filter(pool -> pool.seatsForMoreOfTheLine() > 0)
                    .toList();
            if (needy.isEmpty()) {
                break;
            }
            rows.loadTheNextInLine(tx, needy);
            Set<Holdings.Of> asked = new HashSet<>();
            needy.stream()
                    .filter(pool -> pool.rules().hasConflicts())
                    .forEach(pool -> pool.inLine().forEach(holder -> askFor(asked, pool, holder)));
            rows.loadSeats(tx, asked, holdings);
            needy.forEach(pool -> {
                List<OfReason> served = pool.drain(holdings, now, today);
                if (served.isEmpty()) {
                    throw new IllegalStateException("pool " + pool.sku() + " counts "
                            + pool.numbers().waiting() + " waiting, and nobody is in line");
                }
                story.addConsequences(pool.sku(), served);
            });
        }
        rows.save(tx, pools.values());
        story.tell(tx, pools.values());
    }

    private static Set<String> needed(Map<String, Pool> pools) {
        return pools.values().stream()
                .flatMap(pool -> pool.rules().requires().stream())
                .filter(sku -> !pools.containsKey(sku))
                .collect(Collectors.toSet());
    }

    private static void askFor(Set<Holdings.Of> asked, Pool pool, UUID holder) {
        asked.add(new Holdings.Of(pool.sku(), holder));
        pool.rules().requires().forEach(sku -> asked.add(new Holdings.Of(sku, holder)));
        pool.rules().excludes().forEach(sku -> asked.add(new Holdings.Of(sku, holder)));
    }

    private LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, settings.zone());
    }

    private static Cause inactive(Holder holder) {
        return Cause.deactivated(holder.name() + " is no longer active");
    }

    private static Refusal noSuchSeat() {
        return Refusal.notFound("There is no such seat.");
    }

    private static <T, K> Collection<K> distinct(Collection<T> all, Function<T, K> key) {
        return all.stream().map(key).collect(Collectors.toSet());
    }
}
