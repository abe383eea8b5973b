/** What a bulk job would do: its rows read from a file or found by a filter, judged one by one, and summed up. Nothing is given here. */
package org.licensedesk.assignment.bulk.plan;
