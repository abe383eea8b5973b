package org.licensedesk.assignment.claim;

import java.util.List;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A policy as pages and API show it.
 *
 * @param groupName what its group is called, or null
 * @param backupNames what its backups are called, in their order
 */
record PolicyRow(ClaimPolicy policy, String productName, String groupName, List<String> backupNames) {

    /** Where it is changed. */
    public String href() {
        return "/assignments/products/" + SkuInAddress.of(policy.sku()) + "/claims";
    }

    /** Who may, as a person would put it. */
    public String who() {
        return policy.group() == null ? "everybody" : groupName;
    }

    /** How many, as a person would put it. */
    public String howMany() {
        if (policy.perDay() == null && policy.perDepartmentPerDay() == null) {
            return "as long as there are seats";
        }
        String all = policy.perDay() == null ? "" : policy.perDay() + " a day";
        String department =
                policy.perDepartmentPerDay() == null ? "" : policy.perDepartmentPerDay() + " a day and department";
        return all.isEmpty() || department.isEmpty() ? all + department : all + ", " + department;
    }

    /** What is given instead, as a person would put it. */
    public String instead() {
        return backupNames.isEmpty() ? "nothing" : String.join(", then ", backupNames);
    }
}
