/**
 * The ledger: seats, the reasons they are held for, and waiting places. Every way of giving out a license ends here, and
 * nothing else changes the number of used seats.
 */
package org.licensedesk.assignment.seat;
