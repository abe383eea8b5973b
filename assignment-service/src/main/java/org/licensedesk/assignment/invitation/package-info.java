/**
 * People outside the directory are invited to a seat: it is held for them until they accept, or until the invitation expires.
 */
package org.licensedesk.assignment.invitation;
