/** Every event of all services, once and for good, with a sentence a person can read. */
package org.licensedesk.request.history;
