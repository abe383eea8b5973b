package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;

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

    static Reason refused(Grant grant, Cause cause, Instant now) {
        return of(grant, State.REFUSED, null, now, cause);
    }

    static Reason revoked(Grant grant, Cause cause, Instant now) {
        return of(grant, State.REVOKED, null, now, cause);
    }

    Reason heldBy(UUID seat) {
        mustBe(State.WAITING);
        return to(State.HELD, seat, null, null);
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
        return state == State.HELD || state == State.WAITING;
    }

    boolean isOverBy(LocalDate today) {
        return endsOn != null && endsOn.isBefore(today);
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
