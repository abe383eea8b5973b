package org.licensedesk.approval.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Several products asked for as one, as the package was when it was asked for.
 *
 * @param validDays for how many days from the approval on, where the request names no last day; null: without end
 */
public record LicensePackage(String id, String name, Integer validDays, List<Part> parts) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public LicensePackage {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a package has parts");
        }
    }

    /** One of its products. */
    @Schema(name = "PackagePart")
    public record Part(String sku, String productName) {}

    /** As it was kept; null for null. */
    static LicensePackage read(String kept) {
        if (kept == null) {
            return null;
        }
        try {
            return JSON.readValue(kept, LicensePackage.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("packages were written by us: " + kept, unreadable);
        }
    }

    /** To be kept. */
    String written() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a package is plain text", impossible);
        }
    }
}
