package org.licensedesk.approval.people.imports;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What one import did, as it is remembered. */
record ImportReport(
        UUID id,
        Instant at,
        String by,
        ImportMode mode,
        String encoding,
        int added,
        int changed,
        int unchanged,
        int deactivated,
        int rerouted,
        List<RejectedRow> rejected) {
    ImportReport {
        rejected = List.copyOf(rejected);
    }
}
