/** Groups of people as they are: found, looked at with what they give, and deleted. */
package org.licensedesk.approval.people.groups;
