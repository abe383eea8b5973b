package org.licensedesk.approval.decision;

/** How far a case is, by name. */
enum CaseStatus {
    WAITING,
    UNROUTABLE,
    APPROVED,
    REJECTED,
    WITHDRAWN
}
