package org.licensedesk.assignment.seat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A reason that is not over yet.
 *
 * @param seatId the seat, if it is held
 * @param cause what blocks it, if it is blocked
 */
public record LiveReason(
        UUID id,
        ReasonType type,
        String source,
        String sku,
        Holder holder,
        State state,
        UUID seatId,
        Instant grantedAt,
        LocalDate endsOn,
        Cause cause) {

    /** What a live reason amounts to. */
    public enum State {
        HELD,
        WAITING,
        BLOCKED
    }

    static LiveReason of(Reason reason) {
        return new LiveReason(
                reason.id(),
                reason.type(),
                reason.source(),
                reason.sku(),
                reason.holder(),
                State.valueOf(reason.state().name()),
                reason.seatId(),
                reason.grantedAt(),
                reason.endsOn(),
                reason.cause());
    }
}
