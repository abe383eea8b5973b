package org.licensedesk.request.catalogue;

import java.util.List;

/**
 * Several products asked for as one.
 *
 * @param validDays for how many days from the approval on, where a request names no last day; null: without end
 */
public record LicensePackage(
        String id, String name, String description, List<String> skus, Integer validDays, boolean deleted) {}
