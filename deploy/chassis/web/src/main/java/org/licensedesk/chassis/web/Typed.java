package org.licensedesk.chassis.web;

/** What people typed into a field, or left out of an address. */
public final class Typed {

    private Typed() {}

    /** The text without the blanks around it; null when nothing else is there. */
    public static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
