package org.licensedesk.chassis.web;

/** What separates the columns of a table that somebody sent: spreadsheets take what the country's comma leaves free. */
public final class ColumnSeparator {

    private ColumnSeparator() {}

    /** A comma, a semicolon or a tab, whichever the first line has most of. */
    public static char of(String text) {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }
}
