/** Seats that nobody uses: what is known of use, and campaigns that ask holders to keep or release before somebody else gets the seat. */
package org.licensedesk.assignment.reclaim;
