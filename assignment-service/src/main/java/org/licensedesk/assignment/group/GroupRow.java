package org.licensedesk.assignment.group;

import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A group as lists show it.
 *
 * @param errors how many of its members' seats are in error
 */
record GroupRow(String id, String name, int members, int products, int errors) {

    public String href() {
        return "/assignments/groups/" + SkuInAddress.of(id);
    }
}
