package org.licensedesk.request.tracking;

import java.time.Instant;
import java.util.UUID;

/** What an event of the ledger means for one part of a package that was asked for. */
public record PartMove(UUID requestId, String sku, UUID reasonId, RequestStatus to, Instant at, String cause) {}
