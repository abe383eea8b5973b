package org.licensedesk.request.tracking;

import org.licensedesk.request.tracking.WaitingList.Position;

/** A part of a package as a line of its request's page. */
record PartRow(Part part, RequestStatus status, Position position) {
    static PartRow of(Part part, TrackedRequest request, Position position) {
        return new PartRow(part, part.statusIn(request), position);
    }

    /** The look of its state. */
    public String kind() {
        return switch (status) {
            case SUBMITTED, WAITING_FOR_APPROVAL, APPROVED, WITHDRAWN, ENDED -> "quiet";
            case WAITLISTED, PARTIALLY_ASSIGNED -> "waiting";
            case ASSIGNED -> "good";
            case REJECTED -> "bad";
            case EXPIRED -> "warning";
        };
    }

    /** Its state in words. */
    public String sentence() {
        return switch (status) {
            case SUBMITTED, WAITING_FOR_APPROVAL -> "waits for the approval";
            case APPROVED -> "is being given";
            case WAITLISTED, PARTIALLY_ASSIGNED ->
                position != null ? position.phrase() : part.cause() != null ? "waits" : "on the waiting list";
            case ASSIGNED -> "seat given";
            case REJECTED -> "rejected";
            case EXPIRED -> "expired";
            case WITHDRAWN -> "withdrawn";
            case ENDED -> "ended";
        };
    }
}
