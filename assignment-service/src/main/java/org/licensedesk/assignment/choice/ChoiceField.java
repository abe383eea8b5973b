package org.licensedesk.assignment.choice;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One of several fields for products on a form.
 *
 * @param spoken which of them it is, for who does not see it
 */
public record ChoiceField(String id, String spoken, String typed) {

    /** A field for each text, numbered from 1. */
    public static List<ChoiceField> of(List<String> typed, IntFunction<String> id, String spoken) {
        return IntStream.rangeClosed(1, typed.size())
                .mapToObj(number -> new ChoiceField(id.apply(number), spoken + " " + number, typed.get(number - 1)))
                .toList();
    }
}
