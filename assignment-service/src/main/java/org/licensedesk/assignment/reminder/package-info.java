/** Tells holders in time that their seat ends. */
package org.licensedesk.assignment.reminder;
