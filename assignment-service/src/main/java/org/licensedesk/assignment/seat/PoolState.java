package org.licensedesk.assignment.seat;

/** Where the term of a pool stands. Only an active pool gives seats. */
public enum PoolState {
    ACTIVE("active", "good", "Free seats are given at once."),
    GRACE("in its grace period", "waiting", "Whoever has a seat works on; nobody gets a new one."),
    SUSPENDED("suspended", "warning", "Holders keep their seats but have no access; nobody gets a new one."),
    ENDED("ended", "quiet", "All seats are released, and nobody gets a new one.");

    private final String words;
    private final String look;
    private final String meaning;

    PoolState(String words, String look, String meaning) {
        this.words = words;
        this.look = look;
        this.meaning = meaning;
    }

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }

    /** The same, to stand alone. */
    public String word() {
        return this == GRACE ? "in grace" : words;
    }

    /** The look of it: what kind of news it is. */
    public String look() {
        return look;
    }

    /** What it means for those who have a seat or want one. */
    public String meaning() {
        return meaning;
    }

    /** Whether who has a seat can use it. */
    public boolean givesAccess() {
        return this == ACTIVE || this == GRACE;
    }

    /** Whether the term is over for good: who wants a seat need not wait for one. */
    public boolean isOver() {
        return this == ENDED;
    }

    public boolean givesSeats() {
        return this == ACTIVE;
    }
}
