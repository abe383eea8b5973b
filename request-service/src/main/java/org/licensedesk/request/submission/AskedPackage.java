package org.licensedesk.request.submission;

import java.util.List;
import org.licensedesk.request.tracking.Part;

/** A package as it is when somebody asks for it; what becomes of the package later changes nothing about the request. */
record AskedPackage(String id, String name, Integer validDays, List<AskedPart> parts) {
    /** One of its products. */
    record AskedPart(String sku, String productName) {}

    /** How its parts are tracked from now on. */
    List<Part> tracked() {
        return parts.stream()
                .map(part -> Part.asked(part.sku(), part.productName()))
                .toList();
    }
}
