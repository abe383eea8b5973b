/** Bought seats: purchase lots with their terms, whose running sum is what a pool has, and where the vendor's subscription stands. */
package org.licensedesk.assignment.purchase;
