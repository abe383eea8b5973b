package org.licensedesk.assignment.claim;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.chassis.web.Refusal;

/** What became of a claim. */
sealed interface ClaimOutcome permits ClaimOutcome.Assigned, ClaimOutcome.AlreadyHeld, ClaimOutcome.Refused {

    /** Answers one question for every kind of outcome. */
    <T> T fold(
            Function<Assigned, T> ifAssigned, Function<AlreadyHeld, T> ifAlreadyHeld, Function<Refused, T> ifRefused);

    /** A seat was given, of the product or of one of its backups. */
    record Assigned(String sku, String productName, UUID seat) implements ClaimOutcome {
        @Override
        public <T> T fold(
                Function<Assigned, T> ifAssigned,
                Function<AlreadyHeld, T> ifAlreadyHeld,
                Function<Refused, T> ifRefused) {
            return ifAssigned.apply(this);
        }
    }

    /** The person had a seat of the product or of one of its backups already. */
    record AlreadyHeld(String sku, String productName, UUID seat) implements ClaimOutcome {
        @Override
        public <T> T fold(
                Function<Assigned, T> ifAssigned,
                Function<AlreadyHeld, T> ifAlreadyHeld,
                Function<Refused, T> ifRefused) {
            return ifAlreadyHeld.apply(this);
        }
    }

    /**
     * Nothing was given.
     *
     * @param until when it is worth trying again, where that is known; or null
     */
    record Refused(Cause cause, Instant until) implements ClaimOutcome {
        @Override
        public <T> T fold(
                Function<Assigned, T> ifAssigned,
                Function<AlreadyHeld, T> ifAlreadyHeld,
                Function<Refused, T> ifRefused) {
            return ifRefused.apply(this);
        }

        /** As it is answered. */
        Refusal refusal() {
            Refusal refusal = Refusal.conflict(cause.code().name(), cause.sentence() + ".")
                    .with("outcome", "REFUSED")
                    .with("cause", cause);
            return until == null ? refusal : refusal.with("until", until);
        }
    }
}
