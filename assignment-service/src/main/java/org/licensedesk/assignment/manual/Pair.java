package org.licensedesk.assignment.manual;

import java.util.UUID;

/** One holder and one product. */
record Pair(UUID holder, String sku) {}
