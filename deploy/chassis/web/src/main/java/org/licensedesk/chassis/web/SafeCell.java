package org.licensedesk.chassis.web;

import java.util.Objects;

/** A cell of a CSV that a spreadsheet shows and never runs. */
public final class SafeCell {

    // signs that begin a formula in one program or another, also in their full-width form
    private static final String BEGINS_A_FORMULA = "=+-@|\uFF1D\uFF0B\uFF0D\uFF20";

    private SafeCell() {}

    /** The value as text; what a spreadsheet could take for a formula goes behind an apostrophe. Null is empty. */
    public static String of(Object value) {
        String text = Objects.toString(value, "");
        // some programs skip blanks of all kinds before they look
        var first = text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .findFirst();
        boolean formula = first.isPresent() && BEGINS_A_FORMULA.indexOf(first.getAsInt()) >= 0;
        boolean control = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
        return formula || control ? "'" + text : text;
    }
}
