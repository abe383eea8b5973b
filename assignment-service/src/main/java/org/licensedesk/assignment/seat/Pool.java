package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.PoolResized;
import org.licensedesk.assignment.seat.SeatEvent.PoolStateChanged;
import org.licensedesk.assignment.seat.SeatEvent.ReasonAdded;
import org.licensedesk.assignment.seat.SeatEvent.ReasonBlocked;
import org.licensedesk.assignment.seat.SeatEvent.ReasonEnded;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.SeatReleased;
import org.licensedesk.assignment.seat.SeatEvent.WaitingPlaceEnded;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;
import org.licensedesk.chassis.web.Refusal;

/**
 * The pool of one product during one transaction: its row is locked, and of its seats, reasons and waiting places those are
 * loaded that the transaction is about. It decides every move, counts, and remembers what has to be written.
 */
final class Pool {

    private final String sku;
    private final String productName;
    private final ProductRules rules;
    private final PoolNumbers before;
    private final long sequenceBefore;
    private final Supplier<UUID> ids;

    private int purchased;
    private int used;
    private int waiting;
    private long sequence;
    private PoolState state;
    private Integer reduceTo;

    private final Map<UUID, Reason> reasons = new HashMap<>();
    private final Map<UUID, Seat> seatsByHolder = new HashMap<>();
    private final Map<UUID, Set<UUID>> waitingByHolder = new HashMap<>();
    private final TreeSet<Reason> line = new TreeSet<>(Reason.IN_ORDER_OF_APPROVAL);

    private final Set<UUID> newReasons = new LinkedHashSet<>();
    private final Set<UUID> changedReasons = new LinkedHashSet<>();
    private final Map<UUID, Seat> givenSeats = new LinkedHashMap<>();
    private final List<UUID> freedSeats = new ArrayList<>();

    Pool(PoolNumbers numbers, String productName, long sequence, Supplier<UUID> ids) {
        this(numbers, productName, ProductRules.none(), sequence, ids);
    }

    Pool(PoolNumbers numbers, String productName, ProductRules rules, long sequence, Supplier<UUID> ids) {
        this.rules = rules;
        this.state = numbers.state();
        this.reduceTo = numbers.reduceTo();
        this.sku = numbers.sku();
        this.productName = productName;
        this.before = numbers;
        this.sequenceBefore = sequence;
        this.ids = ids;
        this.purchased = numbers.purchased();
        this.used = numbers.used();
        this.waiting = numbers.waiting();
        this.sequence = sequence;
    }

    /** A seat, and the reasons that hold it as far as they are loaded. */
    record Seat(UUID id, String sku, Holder holder, Instant since, Set<UUID> heldFor) {}

    // ---- what the database knows

    void load(Seat seat) {
        if (freedSeats.contains(seat.id())) {
            return; // still in its table, but this transaction has already ended it
        }
        seatsByHolder.putIfAbsent(seat.holder().id(), seat);
    }

    void load(Reason reason) {
        if (reasons.putIfAbsent(reason.id(), reason) == null && reason.state() == Reason.State.WAITING) {
            waitingOf(reason.holder()).add(reason.id());
        }
    }

    /** The next in the waiting list. To be called in the list's order and without leaving anybody out. */
    void loadNextInLine(Reason reason) {
        load(reason);
        line.add(reasons.get(reason.id()));
    }

    /** Loaded as waiting, but this transaction has already done something else with them. */
    List<UUID> noLongerWaiting() {
        return reasons.values().stream()
                .filter(reason -> reason.state() != Reason.State.WAITING)
                .map(Reason::id)
                .toList();
    }

    // ---- the moves

    /** A granted reason becomes a seat, one more reason for a seat, a waiting place, or is refused; nothing if it is known already. */
    Optional<OfReason> grant(Grant grant, Holdings holdings, Instant now, LocalDate today) {
        Reason known = reasons.get(grant.reasonId());
        boolean again = known != null && known.state() == Reason.State.BLOCKED;
        if (known != null && !again) {
            return known.state() == Reason.State.REVOKED ? Optional.of(refuseRevoked(known, now)) : Optional.empty();
        }
        if (grant.endsOn() != null && grant.endsOn().isBefore(today)) {
            // of a blocked one the look for last days takes care
            return again ? Optional.empty() : Optional.of(refuse(grant, Cause.ended(grant.endsOn()), now));
        }
        Optional<Cause> objection = objectionTo(grant.holder(), holdings);
        if (objection.isPresent()) {
            return again && known.cause().equals(objection.get())
                    ? Optional.empty()
                    : Optional.of(block(grant, again ? known : null, objection.get(), now));
        }
        Seat held = seatsByHolder.get(grant.holder().id());
        if (held != null) {
            put(again ? known.heldBy(held.id()) : Reason.held(grant, held.id()));
            held.heldFor().add(grant.reasonId());
            return Optional.of(reasonAdded(reasons.get(grant.reasonId()), held));
        }
        if (state.givesSeats() && used < purchased) {
            Seat seat = newSeat(grant.holder(), now);
            Reason reason = again ? known.heldBy(seat.id()) : Reason.held(grant, seat.id());
            put(reason);
            return Optional.of(give(seat, reason, false));
        }
        if (grant.whenFull() == WhenFull.REFUSE && !again) {
            return Optional.of(refuse(
                    grant,
                    state.givesSeats()
                            ? Cause.noFreeSeat(productName, purchased)
                            : Cause.poolClosed(productName, state),
                    now));
        }
        Reason reason = again ? known.unblockedToWait() : Reason.waiting(grant);
        put(reason);
        boolean further = !waitingOf(reason.holder()).isEmpty();
        waitingOf(reason.holder()).add(reason.id());
        if (!further) {
            waiting++;
        }
        return Optional.of(new Waitlisted(
                reason.id(),
                reason.type(),
                reason.source(),
                sku,
                productName,
                reason.holder(),
                reason.grantedAt(),
                reason.endsOn(),
                further,
                state.givesSeats() ? null : Cause.poolClosed(productName, state)));
    }

    /** Why this holder may have no seat here, whether or not one is free; who has one is not asked again until the term is over. */
    private Optional<Cause> objectionTo(Holder holder, Holdings holdings) {
        if (state.isOver()) {
            return Optional.of(Cause.subscriptionEnded(productName));
        }
        return isHeldBy(holder) ? Optional.empty() : holdings.objectionTo(this, holder);
    }

    /** The grant gets nothing, for a cause that the pool need not judge; nothing if the reason is known already. */
    Optional<OfReason> refuseUnlessKnown(Grant grant, Cause cause, Instant now) {
        Reason known = reasons.get(grant.reasonId());
        if (known != null) {
            return known.state() == Reason.State.REVOKED ? Optional.of(refuseRevoked(known, now)) : Optional.empty();
        }
        return Optional.of(refuse(grant, cause, now));
    }

    /** A reason ends: the seat goes with its last one, a waiting place simply ends; nothing if it is over already. */
    Optional<OfReason> end(UUID reasonId, Cause cause, Instant now) {
        Reason reason = reasons.get(reasonId);
        if (reason == null || !reason.isLive()) {
            return Optional.empty();
        }
        if (reason.state() == Reason.State.BLOCKED) {
            return Optional.of(endBlocked(reason, cause, now));
        }
        change(reason.ended(cause, now));
        if (reason.state() == Reason.State.WAITING) {
            return Optional.of(leaveWaitingList(reason, cause));
        }
        Seat seat = seatsByHolder.get(reason.holder().id());
        if (seat == null || !seat.heldFor().remove(reasonId)) {
            throw new IllegalStateException(
                    "reason " + reasonId + " is held by seat " + reason.seatId() + ", which is not loaded");
        }
        if (!seat.heldFor().isEmpty()) {
            return Optional.of(new ReasonEnded(
                    reasonId, reason.type(), reason.source(), sku, productName, reason.holder(), seat.id(), cause));
        }
        return Optional.of(free(seat, reason, cause));
    }

    /** All reasons of a seat end, or none: one that may not be ended by whoever asks refuses the whole. */
    List<OfReason> release(UUID seatId, Predicate<ReasonType> mayEnd, Cause cause, Instant now) {
        List<Reason> held = reasons.values().stream()
                .filter(reason -> seatId.equals(reason.seatId()))
                .sorted(Reason.IN_ORDER_OF_APPROVAL)
                .toList();
        held.stream().filter(reason -> !mayEnd.test(reason.type())).findFirst().ifPresent(remaining -> {
            throw Refusal.conflict(
                            "REASON_REMAINS",
                            remaining.holder().name() + " holds " + productName
                                    + (held.size() > 1 ? " also" : "") + " for a reason that cannot be ended here: "
                                    + remaining.type().words() + ". Nothing was changed.")
                    .with("reason", new ReasonRow(remaining.type(), remaining.source(), remaining.endsOn()));
        });
        List<OfReason> facts = new ArrayList<>();
        held.forEach(reason -> end(reason.id(), cause, now).ifPresent(facts::add));
        return facts;
    }

    /**
     * Buys or drops seats; dropping ones in use is refused, unless it is scheduled: then they go as they become free. Nothing if
     * the number stays the same.
     */
    Optional<PoolResized> resize(int newPurchased, boolean scheduled) {
        if (newPurchased < used && !scheduled) {
            throw Refusal.conflict(
                            "BELOW_USE",
                            "%d %s of %s %s in use; a pool of %d would be too small. Remove seats first."
                                    .formatted(
                                            used,
                                            used == 1 ? "seat" : "seats",
                                            productName,
                                            used == 1 ? "is" : "are",
                                            newPurchased))
                    .with("purchased", purchased)
                    .with("used", used)
                    .with("asked", newPurchased);
        }
        Integer stillToReduceTo = newPurchased < used ? newPurchased : null;
        int possible = Math.max(newPurchased, used);
        if (possible == purchased && Objects.equals(stillToReduceTo, reduceTo)) {
            return Optional.empty();
        }
        reduceTo = stillToReduceTo;
        return Optional.of(resized(possible));
    }

    /** Seats that have become free are retired, as far as a reduction is scheduled. To be asked before {@link #drain}. */
    Optional<PoolResized> retireFreedSeats() {
        if (reduceTo == null || used == purchased) {
            return Optional.empty();
        }
        int left = Math.max(reduceTo, used);
        reduceTo = left > reduceTo ? reduceTo : null;
        return Optional.of(resized(left));
    }

    /** The term goes on, or begins anew. Nothing if it is there already. */
    Optional<PoolStateChanged> setState(PoolState newState) {
        if (newState == state) {
            return Optional.empty();
        }
        PoolState stateBefore = state;
        state = newState;
        return Optional.of(new PoolStateChanged(sku, productName, stateBefore, newState));
    }

    private PoolResized resized(int newPurchased) {
        int purchasedBefore = purchased;
        purchased = newPurchased;
        sequence++;
        return new PoolResized(sku, productName, sequence, purchasedBefore, purchased, used, reduceTo);
    }

    /** Free seats go to the first in the waiting list, as far as it is loaded; see {@link #seatsForMoreOfTheLine}. */
    List<OfReason> drain(Holdings holdings, Instant now, LocalDate today) {
        List<OfReason> facts = new ArrayList<>();
        while (state.givesSeats() && used < purchased && !line.isEmpty()) {
            Reason first = reasons.get(line.pollFirst().id());
            if (first.state() != Reason.State.WAITING) {
                continue; // served a moment ago together with another place of the same holder
            }
            if (first.isOverBy(today)) {
                Cause over = Cause.ended(first.endsOn());
                change(first.ended(over, now));
                facts.add(leaveWaitingList(first, over));
                continue;
            }
            Optional<Cause> conflict = holdings.objectionTo(this, first.holder());
            if (conflict.isPresent()) {
                facts.add(giveUpWaiting(first, conflict.get(), now));
                continue;
            }
            Seat seat = newSeat(first.holder(), now);
            Reason served = first.heldBy(seat.id());
            stopWaiting(first);
            change(served);
            facts.add(give(seat, served, true));
            facts.addAll(addOtherReasonsOf(seat));
        }
        return facts;
    }

    /** Whoever is loaded as next in line. */
    Set<UUID> inLine() {
        return line.stream().map(reason -> reason.holder().id()).collect(Collectors.toSet());
    }

    /** How many more of the waiting list have to be loaded before {@link #drain} can go on; 0 when it is done. */
    int seatsForMoreOfTheLine() {
        return state.givesSeats() ? Math.min(purchased - used, waiting) : 0;
    }

    // ---- what came of it

    String sku() {
        return sku;
    }

    ProductRules rules() {
        return rules;
    }

    boolean isHeldBy(Holder holder) {
        return seatsByHolder.containsKey(holder.id());
    }

    String productName() {
        return productName;
    }

    PoolNumbers numbers() {
        return new PoolNumbers(sku, purchased, used, waiting, state, reduceTo);
    }

    PoolNumbers numbersBefore() {
        return before;
    }

    long sequence() {
        return sequence;
    }

    long sequenceBefore() {
        return sequenceBefore;
    }

    boolean isChanged() {
        return sequence != sequenceBefore || !numbers().equals(before);
    }

    Collection<Seat> givenSeats() {
        return givenSeats.values();
    }

    List<UUID> freedSeats() {
        return freedSeats;
    }

    List<Reason> newReasons() {
        return newReasons.stream().map(reasons::get).toList();
    }

    List<Reason> changedReasons() {
        return changedReasons.stream().map(reasons::get).toList();
    }

    // ---- steps

    private Seat newSeat(Holder holder, Instant now) {
        return new Seat(ids.get(), sku, holder, now, new HashSet<>());
    }

    private SeatAssigned give(Seat seat, Reason reason, boolean fromWaitingList) {
        if (used >= purchased) {
            throw new IllegalStateException("pool " + sku + " has no free seat to give: " + numbers());
        }
        used++;
        sequence++;
        seat.heldFor().add(reason.id());
        seatsByHolder.put(seat.holder().id(), seat);
        givenSeats.put(seat.id(), seat);
        return new SeatAssigned(
                reason.id(),
                reason.type(),
                reason.source(),
                sku,
                productName,
                reason.holder(),
                seat.id(),
                seat.since(),
                reason.endsOn(),
                fromWaitingList,
                rules.roles(),
                sequence,
                purchased,
                used);
    }

    private SeatReleased free(Seat seat, Reason last, Cause cause) {
        used--;
        sequence++;
        seatsByHolder.remove(seat.holder().id());
        if (givenSeats.remove(seat.id()) == null) {
            freedSeats.add(seat.id());
        }
        return new SeatReleased(
                last.id(),
                last.type(),
                last.source(),
                sku,
                productName,
                last.holder(),
                seat.id(),
                cause,
                sequence,
                purchased,
                used);
    }

    /** Who has a seat now need not wait for another of the same product. */
    private List<OfReason> addOtherReasonsOf(Seat seat) {
        List<OfReason> facts = new ArrayList<>();
        for (UUID waitingReason : List.copyOf(waitingOf(seat.holder()))) {
            Reason other = reasons.get(waitingReason);
            stopWaiting(other);
            change(other.heldBy(seat.id()));
            seat.heldFor().add(other.id());
            facts.add(reasonAdded(other, seat));
        }
        return facts;
    }

    private ReasonAdded reasonAdded(Reason reason, Seat seat) {
        return new ReasonAdded(
                reason.id(),
                reason.type(),
                reason.source(),
                sku,
                productName,
                reason.holder(),
                seat.id(),
                reason.endsOn());
    }

    private WaitingPlaceEnded leaveWaitingList(Reason reason, Cause cause) {
        stopWaiting(reason);
        return waitingPlaceEnded(reason, cause);
    }

    private WaitingPlaceEnded waitingPlaceEnded(Reason reason, Cause cause) {
        return new WaitingPlaceEnded(
                reason.id(),
                reason.type(),
                reason.source(),
                sku,
                productName,
                reason.holder(),
                cause,
                !waitingOf(reason.holder()).isEmpty());
    }

    /** The place goes with the last reason to wait: one holder has one place, with any number of reasons. */
    private void stopWaiting(Reason reason) {
        Set<UUID> theirs = waitingOf(reason.holder());
        if (theirs.remove(reason.id()) && theirs.isEmpty()) {
            waiting--;
        }
    }

    private Set<UUID> waitingOf(Holder holder) {
        return waitingByHolder.computeIfAbsent(holder.id(), any -> new LinkedHashSet<>());
    }

    /** A conflict blocks a reason that is tried again, and refuses any other. */
    private OfReason block(Grant grant, Reason known, Cause conflict, Instant now) {
        if (!grant.type().isBlockedBy(conflict.code())) {
            return known == null ? refuse(grant, conflict, now) : endBlocked(known, conflict, now);
        }
        Reason blocked = known == null ? Reason.blocked(grant, conflict) : known.blockedBy(conflict);
        put(blocked);
        return blocked(blocked);
    }

    private OfReason giveUpWaiting(Reason waitingReason, Cause conflict, Instant now) {
        if (!waitingReason.type().isBlockedBy(conflict.code())) {
            change(waitingReason.ended(conflict, now));
            return leaveWaitingList(waitingReason, conflict);
        }
        stopWaiting(waitingReason);
        Reason blocked = waitingReason.blockedBy(conflict);
        change(blocked);
        return blocked(blocked);
    }

    private WaitingPlaceEnded endBlocked(Reason reason, Cause cause, Instant now) {
        change(reason.ended(cause, now));
        return waitingPlaceEnded(reason, cause);
    }

    private ReasonBlocked blocked(Reason reason) {
        return new ReasonBlocked(
                reason.id(),
                reason.type(),
                reason.source(),
                sku,
                productName,
                reason.holder(),
                reason.grantedAt(),
                reason.endsOn(),
                reason.cause());
    }

    private AssignmentRefused refuse(Grant grant, Cause cause, Instant now) {
        Reason refused = Reason.refused(grant, cause, now);
        add(refused);
        return refusal(refused);
    }

    private AssignmentRefused refuseRevoked(Reason revoked, Instant now) {
        Reason refused = revoked.refusedAfterAll(now);
        change(refused);
        return refusal(refused);
    }

    private AssignmentRefused refusal(Reason refused) {
        return new AssignmentRefused(
                refused.id(), refused.type(), refused.source(), sku, productName, refused.holder(), refused.cause());
    }

    private void add(Reason reason) {
        reasons.put(reason.id(), reason);
        newReasons.add(reason.id());
    }

    private void put(Reason reason) {
        if (reasons.containsKey(reason.id())) {
            change(reason);
        } else {
            add(reason);
        }
    }

    private void change(Reason reason) {
        reasons.put(reason.id(), reason);
        if (!newReasons.contains(reason.id())) {
            changedReasons.add(reason.id());
        }
    }
}
