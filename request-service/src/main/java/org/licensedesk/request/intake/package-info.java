/** What we listen to: one table of the others' events, each with our own view of it. */
package org.licensedesk.request.intake;
