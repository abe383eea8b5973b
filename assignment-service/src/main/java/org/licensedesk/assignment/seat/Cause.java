package org.licensedesk.assignment.seat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Why a reason ended or never began: a code for programs, a sentence for people. */
public record Cause(Code code, String sentence) {

    /** The kinds of causes. */
    public enum Code {
        RETURNED,
        REMOVED,
        WITHDRAWN,
        ENDED,
        DEACTIVATED,
        UNKNOWN_PRODUCT
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    public Cause {
        if (sentence == null || sentence.isBlank()) {
            throw new IllegalArgumentException("a cause has a sentence");
        }
    }

    /** The holder gave it back. */
    public static Cause returned(String byName) {
        return new Cause(Code.RETURNED, "Returned by " + byName);
    }

    /** An administrator took it away. */
    public static Cause removed(String byName) {
        return new Cause(Code.REMOVED, "Removed by " + byName);
    }

    /** The request behind it was withdrawn. */
    public static Cause withdrawn(String why) {
        return new Cause(
                Code.WITHDRAWN,
                why == null || why.isBlank() ? "The request was withdrawn" : "The request was withdrawn: " + why);
    }

    /** Its last day is over. */
    public static Cause ended(LocalDate endsOn) {
        return new Cause(Code.ENDED, "It was wanted until " + DAY.format(endsOn));
    }

    /** The holder is no longer an active person. */
    public static Cause deactivated(String why) {
        return new Cause(Code.DEACTIVATED, why);
    }

    /** There is no such product here. */
    public static Cause unknownProduct(String sku) {
        return new Cause(Code.UNKNOWN_PRODUCT, "There is no product " + sku);
    }
}
