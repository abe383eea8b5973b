/** The running system from outside: started by its one command, used over HTTP and in a browser, checked from its data. */
package org.licensedesk.acceptance;
