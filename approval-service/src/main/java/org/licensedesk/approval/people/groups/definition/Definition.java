package org.licensedesk.approval.people.groups.definition;

import java.util.List;

/**
 * What somebody wants a group to be, as they wrote it.
 *
 * @param members emails, and ids of groups; null when a rule decides
 * @param rule null when the members are chosen
 */
record Definition(String name, List<String> members, WantedRule rule) {

    /** A rule as it was written; blank conditions are none. */
    record WantedRule(String department, String title, String manager, boolean directReportsOnly) {}
}
