package org.licensedesk.assignment.choice;

import java.util.List;

/**
 * What was meant by what was typed.
 *
 * @param skus the products, in the order in which they were typed
 * @param objection what is wrong with it, as a sentence; null: nothing
 */
public record Chosen(List<String> skus, String objection) {

    public Chosen {
        skus = List.copyOf(skus);
    }
}
