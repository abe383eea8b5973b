package org.licensedesk.assignment.bulk.plan;

import java.time.LocalDate;

/** Why the plan has no seat for a row. */
public enum Because {
    BAD_ROW("the row cannot be used"),
    UNKNOWN_PERSON("nobody in the directory has this address"),
    INACTIVE_PERSON("the person is no longer active"),
    UNKNOWN_PRODUCT("there is no such product"),
    OVER("the last day is over already"),
    SUBSCRIPTION_ENDED("the subscription of the product has ended"),
    NO_LONGER_FITS("the person no longer fits the filter"),
    EXCLUDED("the person holds a product that cannot be held together with it"),
    MISSING_PREREQUISITE("the person does not hold what it needs"),
    OTHER_END("an earlier row names the same person and product with another last day"),
    REPEATED("an earlier row names the same person and product");

    private final String words;

    Because(String words) {
        this.words = words;
    }

    /** As the end of a sentence. */
    public String words() {
        return words;
    }

    /** The whole of it, about one row. */
    public String about(JobRow row) {
        return switch (this) {
            case BAD_ROW -> row.objection();
            case UNKNOWN_PERSON -> "Nobody in the directory has the address " + row.email();
            case INACTIVE_PERSON -> row.name() + " is no longer active";
            case UNKNOWN_PRODUCT -> "There is no product " + row.sku();
            case OVER -> "Its last day, " + row.endsOn() + ", is over already";
            case SUBSCRIPTION_ENDED -> "The subscription of " + row.productName() + " has ended";
            case NO_LONGER_FITS -> row.email() + " no longer fits the filter";
            case EXCLUDED, MISSING_PREREQUISITE ->
                (row.name() == null ? row.email() : row.name()) + " cannot have it: " + words;
            case OTHER_END ->
                "Line " + row.lineOfFirst() + " names the same person and product and its last day counts: "
                        + lastDay(row.endsOnOfFirst()) + " instead of " + lastDay(row.endsOn());
            case REPEATED -> "An earlier row names the same person and product";
        };
    }

    private static String lastDay(LocalDate day) {
        return day == null ? "none" : day.toString();
    }
}
