/** Who belongs to a group in effect: nested groups and rules followed, kept in step with the directory, and published. */
package org.licensedesk.approval.people.groups.membership;
