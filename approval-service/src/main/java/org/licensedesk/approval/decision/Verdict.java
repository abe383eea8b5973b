package org.licensedesk.approval.decision;

/** The two things a person can decide. */
public enum Verdict {
    APPROVE,
    REJECT;

    /** "approved" or "rejected", for sentences. */
    String pastTense() {
        return switch (this) {
            case APPROVE -> "approved";
            case REJECT -> "rejected";
        };
    }
}
