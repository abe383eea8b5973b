package org.licensedesk.assignment.product;

import java.util.Optional;

/** The name under which a product is known to its vendor. */
final class Sku {

    private static final int LONGEST = 100;

    private Sku() {}

    /** What is wrong with it as a sku, if anything. Blanks inside are fine: Microsoft's list has two such. */
    static Optional<String> objectionTo(String sku) {
        if (sku == null || sku.isBlank()) {
            return Optional.of("A product needs a sku.");
        }
        if (sku.length() > LONGEST) {
            return Optional.of("A sku has at most " + LONGEST + " characters.");
        }
        if (!sku.equals(sku.strip()) || sku.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')) {
            return Optional.of("A sku is one line of text without slashes, and without blanks at its ends.");
        }
        return Optional.empty();
    }
}
