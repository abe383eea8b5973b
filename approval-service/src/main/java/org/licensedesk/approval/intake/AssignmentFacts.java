package org.licensedesk.approval.intake;

import java.math.BigDecimal;
import java.time.Instant;
import org.licensedesk.approval.people.PersonRef;

/** What we read of assignment-service's events. */
final class AssignmentFacts {

    private AssignmentFacts() {}

    /** What we need of the state of a product. */
    record Product(
            String sku, String name, BigDecimal monthlyPrice, String currency, int purchased, int used, int waiting) {}

    /** What we need of SeatAssigned. */
    record SeatAssigned(
            String reasonId, String sku, String productName, PersonRef holder, String seatId, Instant since) {}

    /** What we need of ReasonAdded. */
    record ReasonAdded(String reasonId, String sku) {}

    /** What we need of ReasonEnded. */
    record ReasonEnded(String reasonId, String sku, Cause cause) {}

    /** What we need of SeatReleased. */
    record SeatReleased(String reasonId, String sku, String seatId, Cause cause) {}

    /** What we need of Waitlisted. */
    record Waitlisted(String reasonId, String sku, Instant grantedAt) {}

    /** What we need of ReasonBlocked. */
    record ReasonBlocked(String reasonId, String sku, Cause cause) {}

    /** What we need of WaitingPlaceEnded. */
    record WaitingPlaceEnded(String reasonId, String sku, Cause cause) {}

    /** What we need of AssignmentRefused. */
    record AssignmentRefused(String reasonId, String sku, Cause cause) {}

    /** Why something ended. */
    record Cause(String sentence) {}
}
