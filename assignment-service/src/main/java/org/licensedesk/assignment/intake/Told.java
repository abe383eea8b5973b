package org.licensedesk.assignment.intake;

import java.time.LocalDate;
import java.util.UUID;

/** Our views of other services' events: the fields that are read here and no others. */
final class Told {

    private Told() {}

    /** A person as named by others. */
    record PersonRef(UUID id, String email, String name) {}

    /** Of approval-service: somebody said yes. */
    record RequestApproved(UUID requestId, String sku, String productName, PersonRef beneficiary, LocalDate endsOn) {}

    /** Of approval-service: the requester took it back, before or after the approval. */
    record ApprovalWithdrawn(UUID requestId, String sku, String productName, PersonRef beneficiary, String reason) {}

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
