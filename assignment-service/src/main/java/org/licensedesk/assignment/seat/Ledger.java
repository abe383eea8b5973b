package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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
        rows.loadSeatsOfHolders(tx, grants, pools);

        Instant now = clock.instant();
        LocalDate today = today(now);
        List<OfReason> outcomes = new ArrayList<>(grants.size());
        LedgerFacts.Story story = facts.begin();
        grants.stream().sorted(Grant.IN_ORDER_OF_APPROVAL).forEach(grant -> {
            Pool pool = pools.get(grant.sku());
            Reason before = met.get(grant.reasonId());
            if (before != null && before.state() != Reason.State.REVOKED) {
                return;
            }
            if (before != null) {
                pool.load(before);
            }
            var fact = gone.contains(grant.holder().id())
                    ? pool.refuseUnlessKnown(grant, inactive(grant.holder()), now)
                    : !known.contains(grant.sku())
                            ? pool.refuseUnlessKnown(grant, Cause.unknownProduct(grant.sku()), now)
                            : pool.grant(grant, now, today);
            fact.ifPresent(outcome -> {
                outcomes.add(outcome);
                story.add(outcome, grant.origin());
            });
        });
        rows.save(tx, pools.values());
        story.tell(tx, pools.values());
        return outcomes;
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
        end(
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

    /** Buys or drops seats; bought ones go to the waiting list at once. */
    public PoolNumbers resize(Handle tx, String sku, int purchased, Origin origin) {
        Map<String, Pool> pools = rows.lockPools(tx, List.of(sku));
        Pool pool = pools.get(sku);
        if (pool == null) {
            throw Refusal.notFound("There is no product " + sku + ".");
        }

        LedgerFacts.Story story = facts.begin();
        pool.resize(purchased).ifPresent(fact -> story.add(fact, origin));
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

    private void end(Handle tx, List<Ending> endings) {
        if (endings.isEmpty()) {
            return;
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
        LedgerFacts.Story story = facts.begin();
        for (Ending ending : endings) {
            Reason reason = reasons.get(ending.reasonId());
            if (reason != null && pools.containsKey(reason.sku())) {
                pools.get(reason.sku())
                        .end(ending.reasonId(), ending.cause(), now)
                        .ifPresent(fact -> story.add(fact, ending.origin()));
            }
        }
        drainAndSave(tx, pools, story);
    }

    private void drainAndSave(Handle tx, Map<String, Pool> pools, LedgerFacts.Story story) {
        Instant now = clock.instant();
        LocalDate today = today(now);
        while (true) {
            List<Pool> needy = pools.values().stream()
                    .filter(pool -> pool.seatsForMoreOfTheLine() > 0)
                    .toList();
            if (needy.isEmpty()) {
                break;
            }
            rows.loadTheNextInLine(tx, needy);
            needy.forEach(pool -> {
                List<OfReason> served = pool.drain(now, today);
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
