package org.licensedesk.assignment.seat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A sku as a step of a path: vendors put blanks and stranger things into theirs. */
public final class SkuInAddress {

    private SkuInAddress() {}

    /** Escaped for a path. */
    public static String of(String sku) {
        return URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
