package org.licensedesk.assignment.choice;

/**
 * A product to choose from.
 *
 * @param standing how its pool stands, in a word
 */
public record Choice(String sku, String name, String standing) {

    /** How it stands in a field: a name alone may be that of several. */
    public String label() {
        return name + " (" + sku + ")";
    }
}
