/** What a workflow costs: measured from outside, next to the least that PostgreSQL alone would need for it. */
package org.licensedesk.bench;
