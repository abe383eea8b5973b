/** Who works here, who manages whom, and who owns licenses; published to the other services. */
package org.licensedesk.approval.people;
