/** What all pools come to, for administrators: use, waste, money, and when seats will run out. Reads; changes nothing. */
package org.licensedesk.assignment.dashboard;
