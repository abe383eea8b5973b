package org.licensedesk.chassis.messaging;

import java.util.Collection;

/**
 * Several texts as one, for a column of lists in a statement over many rows: an array of arrays would have to be rectangular. The
 * statement takes them apart with {@code string_to_array(.., chr(31))}.
 */
public final class JoinedTexts {
    // the unit separator, which nobody types
    private static final String SEPARATOR = "\u001f";

    private JoinedTexts() {}

    /** All of them in their order; no text of them has a control character in it. */
    public static String of(Collection<String> texts) {
        return String.join(SEPARATOR, texts);
    }
}
