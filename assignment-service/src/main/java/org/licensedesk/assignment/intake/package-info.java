/** What other services tell: the consumer of their events, our records of them, and what we remember of persons. */
package org.licensedesk.assignment.intake;
