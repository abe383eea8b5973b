package org.licensedesk.assignment.seat;

/** What becomes of a grant that finds no seat to give. */
public enum WhenFull {
    /** It waits in line. */
    WAIT,
    /** It is refused, and says why. */
    REFUSE
}
