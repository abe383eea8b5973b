package org.licensedesk.acceptance.checker;

import java.time.Instant;

/**
 * What a client sent, and which answer it got: its own record, written down whatever the system claims.
 *
 * @param actor the email of whoever sent it
 * @param subject what it was about: the request's id, the seat's id or the sku; of a submission its id once answered, else null
 * @param marker what tells this submission from all others, carried in its justification; null of other calls
 * @param detail what was wanted of the subject: APPROVE, REJECT, the number of seats; null where the action says all
 * @param status the answer's, or 0 if none came
 * @param retryAfter whether the answer said when to try again
 */
public record Call(
        String actor,
        Action action,
        String subject,
        String marker,
        String detail,
        String method,
        String path,
        Instant sentAt,
        Instant answeredAt,
        int status,
        boolean retryAfter,
        String answer) {

    /** What a client may want. */
    public enum Action {
        SUBMIT,
        DECIDE,
        WITHDRAW,
        RETURN,
        RESIZE,
        IMPORT,
        READ
    }

    /** Whether the system said yes. */
    public boolean isAccepted() {
        return status / 100 == 2;
    }

    /** Whether the system said no for good: it must then not have happened. */
    public boolean isRefused() {
        return status / 100 == 4 && status != 429;
    }

    @Override
    public String toString() {
        return "%s %s by %s at %s answered %d: %s".formatted(method, path, actor, sentAt, status, answer);
    }
}
