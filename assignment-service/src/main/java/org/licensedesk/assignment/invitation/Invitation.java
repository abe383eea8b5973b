package org.licensedesk.assignment.invitation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;

/**
 * One invitation as it stands in the database; what may become of it is asked here.
 *
 * @param holderId the guest, or the person the guest has become in the directory
 * @param sentAt when its present term began
 * @param mailState what has become of the mail of the last sending, such as SENT or REJECTED
 * @param seatState what the reason behind it amounts to in the ledger, such as HELD; ENDED when the seat is gone
 */
record Invitation(
        UUID id,
        String email,
        String sku,
        String productName,
        BigDecimal monthlyPrice,
        String currency,
        UUID holderId,
        UUID reasonId,
        State state,
        Instant invitedAt,
        Instant sentAt,
        String sentBy,
        String sentByName,
        Instant remindAt,
        Instant remindedAt,
        Instant expiresAt,
        byte[] codeHash,
        byte[] reminderCodeHash,
        int wrongCodes,
        Instant acceptedAt,
        Instant endedAt,
        String seatState,
        String mailState) {

    private static final BigDecimal SECONDS_OF_A_MONTH =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds()).divide(BigDecimal.valueOf(12));

    enum State {
        OPEN,
        ACCEPTED,
        EXPIRED,
        WITHDRAWN
    }

    /** Whether it can still be accepted. At the very instant of its end it is too late, whoever has or has not looked since. */
    boolean isAcceptableAt(Instant now) {
        return state == State.OPEN && now.isBefore(expiresAt);
    }

    /** What it is at this moment, whether or not the database has been told. */
    State stateAt(Instant now) {
        return state == State.OPEN && !isAcceptableAt(now) ? State.EXPIRED : state;
    }

    /** Whether a seat, or a place in line for one, is behind it. */
    boolean hasItsSeat() {
        return seatState.equals("HELD") || seatState.equals("WAITING");
    }

    boolean opensWith(InvitationCode code) {
        // both are compared whatever the first one says
        return code.has(codeHash) | code.has(reminderCodeHash);
    }

    /** Whoever the seat is held for, by the only name that is known. */
    Holder holder() {
        return new Holder(holderId, email, email);
    }

    /** What the seat has cost since it is held for this invitation; null where no price is known. */
    BigDecimal costUntil(Instant now) {
        if (monthlyPrice == null) {
            return null;
        }
        Instant until = endedAt == null ? now : endedAt;
        return monthlyPrice
                .multiply(BigDecimal.valueOf(
                        Math.max(0, Duration.between(invitedAt, until).toSeconds())))
                .divide(SECONDS_OF_A_MONTH, 2, RoundingMode.HALF_UP);
    }
}
