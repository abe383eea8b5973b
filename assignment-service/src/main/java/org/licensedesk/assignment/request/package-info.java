/** Approved requests become seats. */
package org.licensedesk.assignment.request;
