/** Who is who: our copy of the directory, kept current by approval-service's events. */
package org.licensedesk.request.people;
