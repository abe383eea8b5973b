package org.licensedesk.assignment.bulk;

/** What becomes of a row: planned at first, then done. */
enum Outcome {
    ASSIGNED("good", "has a seat", "would get a seat"),
    ALREADY_HELD("info", "held it already", "holds it already"),
    WAITLISTED("waiting", "waits for a seat", "would have to wait"),
    REJECTED("bad", "rejected", "would be rejected");

    private final String kind;
    private final String words;
    private final String plannedWords;

    Outcome(String kind, String words, String plannedWords) {
        this.kind = kind;
        this.words = words;
        this.plannedWords = plannedWords;
    }

    /** The kind of chip that shows it. */
    public String kind() {
        return kind;
    }

    /** As something that happened. */
    public String words() {
        return words;
    }

    /** As something that would happen. */
    public String plannedWords() {
        return plannedWords;
    }
}
