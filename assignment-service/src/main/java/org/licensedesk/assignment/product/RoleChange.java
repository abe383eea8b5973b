package org.licensedesk.assignment.product;

import org.licensedesk.chassis.web.Words;

/**
 * What other roles of a product mean for the seats that are held.
 *
 * @param unusable seats of use today whose holders would have none of the roles
 * @param usable seats of no use today that would be of use
 */
record RoleChange(int unusable, int usable) {

    public boolean isNothing() {
        return unusable == 0 && usable == 0;
    }

    /** Another one as soon as it would mean something else. */
    public String fingerprint() {
        return unusable + "-" + usable;
    }

    /** As a person would put it. */
    public String words() {
        String lost = unusable == 0
                ? ""
                : Words.counted(unusable, "present seat")
                        + " could no longer be used: who holds %s has none of these roles, and %s paid for. "
                                .formatted(unusable == 1 ? "it" : "them", unusable == 1 ? "it stays" : "they stay");
        String won = usable == 0
                ? ""
                : Words.counted(usable, "seat") + (usable == 1 ? " that is" : " that are")
                        + " of no use today could be used.";
        return (lost + won).strip();
    }
}
