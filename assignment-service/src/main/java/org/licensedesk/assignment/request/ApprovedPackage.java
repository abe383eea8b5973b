package org.licensedesk.assignment.request;

import java.util.List;

/**
 * Several products approved as one.
 *
 * @param validDays for how many days from the approval on, where the request names no last day; null: without end
 * @param parts in the order in which they are given
 */
public record ApprovedPackage(Integer validDays, List<Part> parts) {

    /** One of its products. */
    public record Part(String sku, String productName) {}
}
