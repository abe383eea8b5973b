package org.licensedesk.assignment.claim;

import java.util.List;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A policy as pages and API show it.
 *
 * @param groupName what its group is called; null where there is none, or it is gone
 * @param backupNames what its backups are called, in their order
 */
record PolicyRow(ClaimPolicy policy, String productName, String groupName, List<String> backupNames) {

    /** Where it is changed. */
    public String href() {
        return "/assignments/products/" + SkuInAddress.of(policy.sku()) + "/claims";
    }

    /** Who may, as a person would put it. */
    public String who() {
        return policy.group() == null ? "everybody" : isGroupGone() ? "nobody" : groupName;
    }

    /** Whether it is for the members of a group that is no more. */
    public boolean isGroupGone() {
        return policy.group() != null && groupName == null;
    }

    /** What keeps everybody from claiming although it is on; or null. */
    public String note() {
        return isGroupGone()
                ? "The group it was for is gone, so nobody can claim it: choose another group, or everybody."
                : null;
    }

    /** How many, as a person would put it. */
    public String howMany() {
        if (policy.perDay() == null && policy.perDepartmentPerDay() == null) {
            return "as long as there are seats";
        }
        String all = policy.perDay() == null ? "" : number(policy.perDay()) + " a day";
        String department = policy.perDepartmentPerDay() == null
                ? ""
                : number(policy.perDepartmentPerDay()) + " a day for one department";
        return all.isEmpty() || department.isEmpty() ? all + department : all + ", at most " + department;
    }

    private static String number(int seats) {
        return seats == 0 ? "none" : String.valueOf(seats);
    }

    /** What is given instead, as a person would put it. */
    public String instead() {
        return backupNames.isEmpty() ? "no other product" : String.join(", then ", backupNames);
    }
}
