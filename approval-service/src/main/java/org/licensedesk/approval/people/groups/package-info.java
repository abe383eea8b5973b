/** Groups of people: chosen by hand out of people and other groups, or by a rule; who belongs to them in effect is published. */
package org.licensedesk.approval.people.groups;
