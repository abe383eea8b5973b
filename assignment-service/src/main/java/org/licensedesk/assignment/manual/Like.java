package org.licensedesk.assignment.manual;

/** Text that people type, as a pattern of SQL. */
final class Like {

    private Like() {}

    /** Matches every text with this one somewhere inside; what is typed has no wildcards. */
    static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
