package org.licensedesk.assignment.manual;

/** What became of one product for one person. The order is that of their urgency to whoever looks at the list. */
enum Outcome {
    REFUSED("bad", "refused"),
    REMOVED("warning", "taken away"),
    WAITLISTED("waiting", "on the waiting list"),
    /** It stays as it is: nothing else was wanted, or it was to be taken away and has a reason that does not end by hand. */
    KEPT("quiet", "kept"),
    ASSIGNED("good", "given a seat"),
    /** Held before; this is one more reason, unless it was given by hand already. */
    ALREADY_HELD("info", "held already");

    private final String chip;
    private final String words;

    Outcome(String chip, String words) {
        this.chip = chip;
        this.words = words;
    }

    /** The kind of chip that shows it. */
    public String chip() {
        return chip;
    }

    /** As it stands behind a count. */
    public String words() {
        return words;
    }
}
