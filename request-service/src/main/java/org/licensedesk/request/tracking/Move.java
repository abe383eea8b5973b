package org.licensedesk.request.tracking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.licensedesk.request.people.PersonRef;

/** What another service's event means for a request: the status it reaches, since when, and what the requester is told. */
public record Move(
        UUID requestId,
        RequestStatus to,
        Instant at,
        List<PersonRef> waitingOn,
        String why,
        Instant dueAt,
        String outcome) {
    /** It is the turn of these people. */
    public static Move waitingFor(UUID requestId, Instant at, List<PersonRef> approvers, String why, Instant dueAt) {
        return new Move(requestId, RequestStatus.WAITING_FOR_APPROVAL, at, approvers, why, dueAt, null);
    }

    /** It waits, and nobody is there to decide. */
    public static Move unroutable(UUID requestId, Instant at, String cause) {
        return new Move(requestId, RequestStatus.WAITING_FOR_APPROVAL, at, List.of(), cause, null, null);
    }

    /** Somebody said yes. */
    public static Move approved(UUID requestId, Instant at, PersonRef by) {
        return to(RequestStatus.APPROVED, requestId, at, "Approved by " + by.name());
    }

    /** Somebody said no. */
    public static Move rejected(UUID requestId, Instant at, PersonRef by, String reason) {
        return to(RequestStatus.REJECTED, requestId, at, "Rejected by " + by.name() + ": “" + reason + "”");
    }

    /** The pool was empty. */
    public static Move waitlisted(UUID requestId, Instant at) {
        return to(RequestStatus.WAITLISTED, requestId, at, null);
    }

    /** There is a seat. */
    public static Move assigned(UUID requestId, Instant at) {
        return to(RequestStatus.ASSIGNED, requestId, at, null);
    }

    /** It is over, whatever the cause. */
    public static Move ended(UUID requestId, Instant at, String cause) {
        return to(RequestStatus.ENDED, requestId, at, cause);
    }

    /** Its parts have come so far. */
    static Move ofPackage(UUID requestId, RequestStatus status, Instant at, String causes) {
        return to(status, requestId, at, status == RequestStatus.ENDED ? causes : null);
    }

    private static Move to(RequestStatus status, UUID requestId, Instant at, String outcome) {
        return new Move(requestId, status, at, List.of(), null, null, outcome);
    }
}
