package org.licensedesk.assignment.seat;

import java.util.List;

/**
 * What the ledger has to know of a product besides its numbers.
 *
 * @param roles what a seat brings its holder
 * @param requires the skus a holder has to hold before
 * @param excludes the skus a holder may not hold beside it
 */
public record ProductRules(List<String> roles, List<String> requires, List<String> excludes) {

    public ProductRules {
        roles = List.copyOf(roles);
        requires = List.copyOf(requires);
        excludes = List.copyOf(excludes);
    }

    /** No roles and no conflicts. */
    public static ProductRules none() {
        return new ProductRules(List.of(), List.of(), List.of());
    }

    boolean hasConflicts() {
        return !requires.isEmpty() || !excludes.isEmpty();
    }
}
