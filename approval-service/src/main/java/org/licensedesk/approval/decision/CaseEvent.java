package org.licensedesk.approval.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the others hear about a case; all of one case in order, under the request's id. */
sealed interface CaseEvent extends OutgoingEvent {

    /** The topic of all of them. */
    String TOPIC = "license.approvals";

    /** The aggregate of all of them. */
    String CASE = "case";

    /** The request the case is about. */
    UUID requestId();

    @Override
    default String aggregateId() {
        return requestId().toString();
    }

    /** It came to its approvers. */
    @EventType(value = "ApprovalRequested", topic = TOPIC, aggregate = CASE)
    record ApprovalRequested(
            UUID requestId,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            int stage,
            List<PersonRef> approvers,
            String why,
            Instant dueAt)
            implements CaseEvent {}

    /** Others decide it now. */
    @EventType(value = "ApprovalRerouted", topic = TOPIC, aggregate = CASE)
    record ApprovalRerouted(
            UUID requestId,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            int stage,
            List<PersonRef> approvers,
            String why,
            Instant dueAt,
            String cause)
            implements CaseEvent {}

    /** Nobody can decide it. */
    @EventType(value = "ApprovalUnroutable", topic = TOPIC, aggregate = CASE)
    record ApprovalUnroutable(
            UUID requestId, String sku, String productName, PersonRef requester, PersonRef beneficiary, String cause)
            implements CaseEvent {}

    /** The answer is yes. */
    @EventType(value = "RequestApproved", topic = TOPIC, aggregate = CASE)
    record RequestApproved(
            UUID requestId,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            LocalDate endsOn,
            int stage,
            PersonRef decidedBy,
            String reason,
            @JsonProperty("package") LicensePackage licensePackage)
            implements CaseEvent {}

    /** The answer is no. */
    @EventType(value = "RequestRejected", topic = TOPIC, aggregate = CASE)
    record RequestRejected(
            UUID requestId,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            LocalDate endsOn,
            int stage,
            PersonRef decidedBy,
            String reason)
            implements CaseEvent {}

    /** An open or approved case ended because its request was withdrawn. */
    @EventType(value = "ApprovalWithdrawn", topic = TOPIC, aggregate = CASE)
    record ApprovalWithdrawn(
            UUID requestId,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            String reason,
            boolean wasApproved,
            @JsonProperty("package") LicensePackage licensePackage)
            implements CaseEvent {}
}
