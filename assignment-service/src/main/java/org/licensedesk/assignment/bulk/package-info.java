/** Seats for many people at once: a file or a filter becomes a plan, a job that gives seats in chunks, and a result for each row. */
package org.licensedesk.assignment.bulk;
