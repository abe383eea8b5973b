/** The one address behind which the three services and the sign-in page stand: same origin, one session. */
package org.licensedesk.local.gateway;
