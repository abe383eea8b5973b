package org.licensedesk.assignment.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.request.ApprovedPackage;

/** Our views of other services' events: the fields that are read here and no others. */
final class Told {

    private Told() {}

    /** A person as named by others. */
    record PersonRef(UUID id, String email, String name) {}

    /** Of approval-service: somebody said yes. */
    record RequestApproved(
            UUID requestId,
            String sku,
            String productName,
            PersonRef beneficiary,
            LocalDate endsOn,
            @JsonProperty("package") Package approvedPackage) {}

    /** Several products asked for as one. */
    record Package(Integer validDays, List<Part> parts) {
        ApprovedPackage approved() {
            return new ApprovedPackage(
                    validDays,
                    parts.stream()
                            .map(part -> new ApprovedPackage.Part(part.sku(), part.productName()))
                            .toList());
        }
    }

    /** One of them. */
    record Part(String sku, String productName) {}

    /** Of approval-service: the requester took it back, before or after the approval. */
    record ApprovalWithdrawn(
            UUID requestId,
            String sku,
            String productName,
            PersonRef beneficiary,
            String reason,
            @JsonProperty("package") Package withdrawnPackage) {}

    /** Of approval-service: somebody is no longer an active person. */
    record PersonDeactivated(PersonRef person, String cause) {}

    /** Of approval-service, compacted: a person as it is now. */
    record Person(
            UUID id, String email, String name, String title, String department, PersonRef manager, boolean active) {}

    /** A group as named by others. */
    record GroupName(String id, String name) {}

    /** Of approval-service, compacted: a group as it is now. */
    record Group(String id, String name, boolean deleted) {}

    /** Of approval-service, compacted: whether somebody belongs to a group, however they came to. */
    record GroupMember(GroupName group, PersonRef person, boolean member) {}
}
