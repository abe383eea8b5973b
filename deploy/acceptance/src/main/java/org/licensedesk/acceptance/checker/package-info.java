/** Proves what must stay true, from the databases, the clients' own record and the exported history alone. */
package org.licensedesk.acceptance.checker;
