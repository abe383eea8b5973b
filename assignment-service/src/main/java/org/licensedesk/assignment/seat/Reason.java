package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.licensedesk.chassis.messaging.Origin;

/** Why a holder has, waits for, had or was refused a seat of one product. */
record Reason(
        UUID id,
        ReasonType type,
        String source,
        String sku,
        Holder holder,
        Instant grantedAt,
        LocalDate endsOn,
        State state,
        UUID seatId,
        Instant endedAt,
        Cause cause) {

    enum State {
        WAITING,
        HELD,
        /** Granted, but in conflict with what the holder has or lacks; tried again when that is gone. */
        BLOCKED,
        ENDED,
        REFUSED,
        /** Withdrawn before it was granted; a grant that comes after all is refused. */
        REVOKED
    }

    /** The order of the waiting list: time of approval, then id. */
    static final Comparator<Reason> IN_ORDER_OF_APPROVAL =
            Comparator.comparing(Reason::grantedAt).thenComparing(Reason::id, Grant.AS_THE_DATABASE_SORTS_THEM);

    static Reason held(Grant grant, UUID seatId) {
        return of(grant, State.HELD, seatId, null, null);
    }

    static Reason waiting(Grant grant) {
        return of(grant, State.WAITING, null, null, null);
    }

    static Reason blocked(Grant grant, Cause conflict) {
        return of(grant, State.BLOCKED, null, null, conflict);
    }

    static Reason refused(Grant grant, Cause cause, Instant now) {
        return of(grant, State.REFUSED, null, now, cause);
    }

    static Reason revoked(Grant grant, Cause cause, Instant now) {
        return of(grant, State.REVOKED, null, now, cause);
    }

    Reason heldBy(UUID seat) {
        if (state != State.BLOCKED) {
            mustBe(State.WAITING);
        }
        return to(State.HELD, seat, null, null);
    }

    Reason blockedBy(Cause conflict) {
        if (state != State.BLOCKED) {
            mustBe(State.WAITING);
        }
        return to(State.BLOCKED, null, null, conflict);
    }

    Reason unblockedToWait() {
        mustBe(State.BLOCKED);
        return to(State.WAITING, null, null, null);
    }

    Reason ended(Cause why, Instant now) {
        if (!isLive()) {
            throw new IllegalStateException("reason " + id + " is " + state + " and cannot end again");
        }
        return to(State.ENDED, null, now, why);
    }

    Reason refusedAfterAll(Instant now) {
        mustBe(State.REVOKED);
        return to(State.REFUSED, null, now, cause);
    }

    boolean isLive() {
        return state == State.HELD || state == State.WAITING || state == State.BLOCKED;
    }

    boolean isOverBy(LocalDate today) {
        return endsOn != null && endsOn.isBefore(today);
    }

    /** The same once more as a grant, to be tried again. */
    Grant again(Origin origin) {
        return new Grant(id, type, source, sku, sku, holder, grantedAt, endsOn, WhenFull.WAIT, origin);
    }

    private void mustBe(State expected) {
        if (state != expected) {
            throw new IllegalStateException("reason " + id + " is " + state + ", not " + expected);
        }
    }

    private Reason to(State newState, UUID newSeat, Instant at, Cause why) {
        return new Reason(id, type, source, sku, holder, grantedAt, endsOn, newState, newSeat, at, why);
    }

    private static Reason of(Grant grant, State state, UUID seatId, Instant at, Cause why) {
        return new Reason(
                grant.reasonId(),
                grant.type(),
                grant.source(),
                grant.sku(),
                grant.holder(),
                grant.grantedAt(),
                grant.endsOn(),
                state,
                seatId,
                at,
                why);
    }
}
