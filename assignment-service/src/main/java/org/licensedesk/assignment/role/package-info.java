/** The roles that come with seats: which seats are paid for and cannot be used, and giving them what they lack. */
package org.licensedesk.assignment.role;
