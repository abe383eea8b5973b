package org.licensedesk.request.tracking;

import java.time.LocalDate;
import java.util.UUID;

/**
 * One product of a package that was asked for, and how far it has come.
 *
 * @param reasonId the ledger's reason for it; null until the ledger has heard of the approval
 * @param status WAITLISTED, ASSIGNED or ENDED; null until then
 * @param endsOn the last day of its seat; null: no seat, or one without end
 * @param cause why it ended or what keeps it waiting, or null
 */
public record Part(
        String sku, String productName, UUID reasonId, RequestStatus status, LocalDate endsOn, String cause) {
    /** A part the moment it is asked for. */
    public static Part asked(String sku, String productName) {
        return new Part(sku, productName, null, null, null, null);
    }

    boolean is(RequestStatus one) {
        return status == one;
    }

    /** Its own status or, before it has one, that of its request. */
    RequestStatus statusIn(TrackedRequest request) {
        if (status != null) {
            return status;
        }
        return switch (request.status()) {
            case WAITLISTED, PARTIALLY_ASSIGNED, ASSIGNED -> RequestStatus.APPROVED;
            case SUBMITTED, WAITING_FOR_APPROVAL, APPROVED, REJECTED, EXPIRED, WITHDRAWN, ENDED -> request.status();
        };
    }
}
