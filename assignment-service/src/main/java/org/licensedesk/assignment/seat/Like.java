package org.licensedesk.assignment.seat;

/** Text that people type, as a pattern of SQL. */
public final class Like {

    private Like() {}

    /** Matches every text with this one somewhere inside; what is typed has no wildcards. */
    public static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
