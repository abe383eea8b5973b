/** One person's page: what they hold, wait for and had lately, why, and what it costs. It decides nothing. */
package org.licensedesk.assignment.person;
