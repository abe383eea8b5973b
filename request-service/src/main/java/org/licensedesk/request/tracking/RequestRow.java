package org.licensedesk.request.tracking;

import java.time.Instant;
import org.licensedesk.request.tracking.WaitingList.Position;

/** A request as a line of a page: its state in words, how far it is, and what its reader may do. */
record RequestRow(TrackedRequest request, Position position, String reader, boolean withdrawable) {
    private static final int STEPS = 4;

    /** The state as a sentence to this reader. */
    public String headline() {
        if (request.status() == RequestStatus.ASSIGNED && request.beneficiary().is(reader)) {
            return "You have " + request.seats();
        }
        if (request.status() == RequestStatus.PARTIALLY_ASSIGNED
                && request.beneficiary().is(reader)) {
            return "You have " + request.seats() + request.whatIsMissing();
        }
        return position == null ? request.headline() : "Approved, " + position.phrase();
    }

    /** Since when: since it is these people's turn, otherwise since the status was reached. */
    public Instant since() {
        return request.waitingSince() != null ? request.waitingSince() : request.statusSince();
    }

    /** Who is meant, where it is not the reader themselves. */
    public String between() {
        if (!request.isOnBehalf()) {
            return request.beneficiary().is(reader)
                    ? null
                    : "by " + request.requester().name();
        }
        if (request.requester().is(reader)) {
            return "for " + request.beneficiary().name();
        }
        return request.beneficiary().is(reader)
                ? "asked for by " + request.requester().name()
                : "by " + request.requester().name() + " for "
                        + request.beneficiary().name();
    }

    /** The look of the state: what kind of news it is. */
    public String kind() {
        return switch (request.status()) {
            case SUBMITTED, APPROVED -> "info";
            case WAITING_FOR_APPROVAL -> request.waitingOn().isEmpty() ? "warning" : "waiting";
            case WAITLISTED, PARTIALLY_ASSIGNED -> "waiting";
            case ASSIGNED -> "good";
            case REJECTED -> "bad";
            case EXPIRED -> "warning";
            case WITHDRAWN, ENDED -> "quiet";
        };
    }

    /** One or two words for the chip beside the sentence. */
    public String word() {
        return switch (request.status()) {
            case SUBMITTED -> "Submitted";
            case WAITING_FOR_APPROVAL -> "Waiting";
            case APPROVED -> "Approved";
            case WAITLISTED -> "On the waiting list";
            case PARTIALLY_ASSIGNED -> "Partially assigned";
            case ASSIGNED -> "Assigned";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Expired";
            case WITHDRAWN -> "Withdrawn";
            case ENDED -> "Ended";
        };
    }

    /** How many of the four steps are done; none where it ended without a seat. */
    public int done() {
        return switch (request.status()) {
            case SUBMITTED -> 1;
            case WAITING_FOR_APPROVAL -> 2;
            case APPROVED, WAITLISTED, PARTIALLY_ASSIGNED -> 3;
            case ASSIGNED -> STEPS;
            case REJECTED, EXPIRED, WITHDRAWN, ENDED -> 0;
        };
    }

    public int steps() {
        return STEPS;
    }

    public boolean isOpen() {
        return request.status().isOpen();
    }

    /** What is asked before it is taken back. */
    public String withdrawQuestion() {
        return "Withdraw the request for " + request.productName() + "?"
                + (request.status() == RequestStatus.PARTIALLY_ASSIGNED
                        ? " The seats that were given go back too."
                        : "");
    }

    /** Where it is taken back. */
    public String withdrawAddress() {
        return "/requests/" + request.id() + "/withdraw";
    }

    /** Whether asking once more makes sense to the reader. */
    public boolean isAskableAgain() {
        return switch (request.status()) {
            case REJECTED, EXPIRED, WITHDRAWN, ENDED -> request.requester().is(reader);
            case SUBMITTED, WAITING_FOR_APPROVAL, APPROVED, WAITLISTED, PARTIALLY_ASSIGNED, ASSIGNED -> false;
        };
    }
}
