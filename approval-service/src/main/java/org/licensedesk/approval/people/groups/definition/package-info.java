/** What a group shall be: chosen by hand or by a rule, read, shown with who gains and who loses, and written down. */
package org.licensedesk.approval.people.groups.definition;
