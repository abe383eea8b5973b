package org.licensedesk.assignment.seat;

/** Where the term of a pool stands. Only an active pool gives seats. */
public enum PoolState {
    ACTIVE("active"),
    GRACE("in its grace period"),
    SUSPENDED("suspended"),
    ENDED("ended");

    private final String words;

    PoolState(String words) {
        this.words = words;
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    public boolean givesSeats() {
        return this == ACTIVE;
    }
}
