package org.licensedesk.request.tracking;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How many parts of a package have come how far: from this alone follows where its request stands, whatever the order in which
 * the parts were heard of.
 *
 * @param pending parts the ledger has said nothing about yet
 */
record PartCounts(UUID requestId, int pending, int waiting, int held, Instant last, String causes) {

    /** Where the request stands; empty while nothing has come of any part. */
    Optional<RequestStatus> status() {
        if (pending + waiting + held == 0) {
            return Optional.of(RequestStatus.ENDED);
        }
        if (pending + waiting == 0) {
            return Optional.of(RequestStatus.ASSIGNED);
        }
        if (held > 0) {
            return Optional.of(RequestStatus.PARTIALLY_ASSIGNED);
        }
        return waiting > 0 ? Optional.of(RequestStatus.WAITLISTED) : Optional.empty();
    }

    Optional<Move> move() {
        return status().map(status -> Move.ofPackage(requestId, status, last, causes));
    }
}
