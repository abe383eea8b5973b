package org.licensedesk.assignment.seat;

import java.util.Locale;

/** Text that people type, as a pattern of SQL. */
public final class Like {

    private Like() {}

    /** Matches, in lower case, what is written with stars for any text; null stays null. */
    public static String withStars(String text) {
        return text == null
                ? null
                : text.toLowerCase(Locale.ROOT)
                        .replaceAll("([\\\\%_])", "\\\\$1")
                        .replace('*', '%');
    }

    /** Matches every text with this one somewhere inside; what is typed has no wildcards. */
    public static String containing(String text) {
        return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
