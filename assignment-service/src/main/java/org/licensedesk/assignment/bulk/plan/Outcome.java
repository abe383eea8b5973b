package org.licensedesk.assignment.bulk.plan;

/** What becomes of a row: planned at first, then done. */
public enum Outcome {
    ASSIGNED("good", "has a seat", "would get a seat", "had a seat"),
    ALREADY_HELD("info", "held it already", "holds it already", "held it already"),
    WAITLISTED("waiting", "waits for a seat", "would have to wait", "had to wait"),
    REJECTED("bad", "rejected", "would be rejected", "rejected");

    private final String kind;
    private final String words;
    private final String plannedWords;
    private final String undoneWords;

    Outcome(String kind, String words, String plannedWords, String undoneWords) {
        this.kind = kind;
        this.words = words;
        this.plannedWords = plannedWords;
        this.undoneWords = undoneWords;
    }

    /** The kind of chip that shows it. */
    public String kind() {
        return kind;
    }

    /** As something that happened. */
    public String words() {
        return words;
    }

    /** As something that was taken back. */
    public String undoneWords() {
        return undoneWords;
    }

    /** The chip of it once it was taken back: nothing good is left. */
    public String undoneKind() {
        return this == REJECTED ? kind : "quiet";
    }

    /** As something that would happen. */
    public String plannedWords() {
        return plannedWords;
    }
}
