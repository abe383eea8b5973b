package org.licensedesk.assignment.bulk;

/** Where a job stands. It only moves forward. */
enum BulkState {
    PLANNED("waiting", "planned, nothing given yet"),
    RUNNING("info", "giving seats"),
    DONE("good", "done"),
    UNDOING("info", "being undone"),
    UNDONE("quiet", "undone");

    private final String kind;
    private final String words;

    BulkState(String kind, String words) {
        this.kind = kind;
        this.words = words;
    }

    /** The kind of chip that shows it. */
    public String kind() {
        return kind;
    }

    public String words() {
        return words;
    }

    /** Whether somebody works on it. */
    public boolean isAtWork() {
        return this == RUNNING || this == UNDOING;
    }
}
