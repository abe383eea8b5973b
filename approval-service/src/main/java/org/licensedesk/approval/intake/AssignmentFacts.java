package org.licensedesk.approval.intake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Received;

/** What we read of assignment-service's events. */
final class AssignmentFacts {

    private AssignmentFacts() {}

    /** What we need of the state of a product. */
    record Product(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            int purchased,
            int used,
            int waiting,
            String state,
            List<String> requires,
            List<String> excludes,
            String claimGroup) {
        // states of an earlier time say nothing of rules, nor of a term
        Product {
            state = state == null ? "ACTIVE" : state;
            requires = requires == null ? List.of() : requires;
            excludes = excludes == null ? List.of() : excludes;
        }
    }

    /** What a group gives its members. */
    record GroupProducts(String groupId, List<String> skus) {}

    /** What each group gives, by the newest of these states. */
    static Map<String, List<String>> skusByGroup(List<Received<GroupProducts>> states) {
        var skus = new LinkedHashMap<String, List<String>>();
        states.forEach(state -> skus.put(state.body().groupId(), state.body().skus()));
        return skus;
    }

    /** What every event about a reason to hold a seat says. */
    interface OfReason {
        String reasonId();

        /** Such as REQUEST, PACKAGE for a part of one that was requested, or BULK. */
        String reasonType();

        String sku();

        /** Whether somebody decides on a request for it, and wants to see what becomes of it. */
        default boolean isRequested() {
            return reasonType().equals("REQUEST") || reasonType().equals("PACKAGE");
        }
    }

    /** What we need of SeatAssigned. */
    record SeatAssigned(
            String reasonId,
            String reasonType,
            String sku,
            String productName,
            PersonRef holder,
            String seatId,
            Instant since)
            implements OfReason {}

    /** What we need of ReasonAdded. */
    record ReasonAdded(String reasonId, String reasonType, String sku) implements OfReason {}

    /** What we need of ReasonEnded. */
    record ReasonEnded(String reasonId, String reasonType, String sku, Cause cause) implements OfReason {}

    /** What we need of SeatReleased. */
    record SeatReleased(String reasonId, String reasonType, String sku, String seatId, Cause cause)
            implements OfReason {}

    /** What we need of Waitlisted. */
    record Waitlisted(String reasonId, String reasonType, String sku, PersonRef holder, Instant grantedAt)
            implements OfReason {}

    /** What we need of ReasonBlocked. */
    record ReasonBlocked(String reasonId, String reasonType, String sku, Cause cause) implements OfReason {}

    /** What we need of WaitingPlaceEnded. */
    record WaitingPlaceEnded(String reasonId, String reasonType, String sku, Cause cause) implements OfReason {}

    /** What we need of AssignmentRefused. */
    record AssignmentRefused(String reasonId, String reasonType, String sku, Cause cause) implements OfReason {}

    /** Why something ended. */
    record Cause(String sentence) {}
}
