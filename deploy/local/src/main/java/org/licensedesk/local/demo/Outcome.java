package org.licensedesk.local.demo;

/** What becomes of a request of the demo company, and the state in which it then is. */
enum Outcome {
    /** Nobody has decided yet. */
    WAIT("WAITING_FOR_APPROVAL"),
    /** There is nobody who could decide. */
    NOBODY_CAN(null),
    APPROVE("ASSIGNED"),
    REJECT("REJECTED"),
    /** Approved when all seats are taken. */
    WAIT_IN_LINE("WAITLISTED"),
    /** A package, approved when all seats of a part of it are taken. */
    PARTLY("PARTIALLY_ASSIGNED"),
    /** Taken back before anybody decided. */
    WITHDRAW("WITHDRAWN"),
    /** Approved when all seats are taken, then taken back. */
    WITHDRAW_FROM_LINE("WITHDRAWN"),
    /** Approved, used, and given back. */
    RETURN("ENDED");

    private final String status;

    Outcome(String status) {
        this.status = status;
    }

    boolean isReached(String now) {
        return status == null || status.equals(now);
    }

    /** Decided while there are free seats. */
    boolean isDecidedEarly() {
        return this == APPROVE || this == REJECT || this == RETURN;
    }

    /** Decided when the seats are gone, in the order of the waiting list. */
    boolean isDecidedLate() {
        return this == WAIT_IN_LINE || this == WITHDRAW_FROM_LINE || this == PARTLY;
    }

    String decision() {
        return this == REJECT ? "REJECT" : "APPROVE";
    }
}
