package org.licensedesk.assignment.seat;

/** Why a seat is held, and who may end that. */
public enum ReasonType {
    REQUEST("asked for and approved", true, true),
    MANUAL("given by an administrator", false, true),
    BULK("given in bulk", false, true),
    GROUP("through a group", false, false),
    PACKAGE("part of a package", false, true),
    CLAIM("claimed on demand", true, true),
    INVITATION("through an invitation", true, true);

    private final String words;
    private final boolean endsByReturn;
    private final boolean endsByRemoval;

    ReasonType(String words, boolean endsByReturn, boolean endsByRemoval) {
        this.words = words;
        this.endsByReturn = endsByReturn;
        this.endsByRemoval = endsByRemoval;
    }

    /** The reason as a person would put it. */
    public String words() {
        return words;
    }

    /**
     * Whether a conflict only blocks it: a group keeps wanting what it wants and a package comes in parts, so both are tried
     * again when the cause is gone; of a subscription that has ended only a group goes on wanting something. Any other reason is
     * refused.
     */
    boolean isBlockedBy(Cause.Code conflict) {
        return switch (conflict) {
            case EXCLUDED, MISSING_PREREQUISITE -> this == GROUP || this == PACKAGE;
            case SUBSCRIPTION_ENDED -> this == GROUP;
            default -> throw new IllegalArgumentException(conflict + " is no conflict of products");
        };
    }

    /** The page that tells more of a source of this type, or null. */
    public String pageOf(String source) {
        return switch (this) {
            case REQUEST, PACKAGE -> "/requests/" + source;
            case GROUP -> "/assignments/groups/" + source;
            case BULK -> "/assignments/bulk/" + source;
            case CLAIM -> "/assignments/claims";
            case INVITATION -> "/assignments/invitations";
            case MANUAL -> null;
        };
    }

    /** Whether that page opens to more people than administrators. */
    public boolean isToldToAll() {
        return this == REQUEST || this == PACKAGE;
    }

    /** Whether the holder can give it up. */
    public boolean endsByReturn() {
        return endsByReturn;
    }

    /** Whether an administrator can take it away. */
    public boolean endsByRemoval() {
        return endsByRemoval;
    }
}
