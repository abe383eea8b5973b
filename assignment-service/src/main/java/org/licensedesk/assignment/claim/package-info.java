/** Seats on demand: who may take one without asking, up to what limit, and what came of it. */
package org.licensedesk.assignment.claim;
