package org.licensedesk.request.tracking;

/** How far a request has come. It only moves forward: to a status with more progress than the one it has. */
public enum RequestStatus {
    SUBMITTED(0, true),
    WAITING_FOR_APPROVAL(10, true),
    APPROVED(20, true),
    WAITLISTED(30, true),
    /** Of a package: some parts have a seat, for others it is still to be waited. */
    PARTIALLY_ASSIGNED(35, true),
    ASSIGNED(40, false),
    REJECTED(50, false),
    EXPIRED(50, false),
    WITHDRAWN(90, false),
    ENDED(90, false);

    private final int progress;
    private final boolean open;

    RequestStatus(int progress, boolean open) {
        this.progress = progress;
        this.open = open;
    }

    /** The further along, the greater; equal ones exclude each other. */
    public int progress() {
        return progress;
    }

    /** Whether somebody still has to do something before a seat is held; until then it can be withdrawn. */
    public boolean isOpen() {
        return open;
    }
}
