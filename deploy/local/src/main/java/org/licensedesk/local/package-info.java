/** The whole of License Desk on one machine: what can be started, and the servers that tests borrow. */
package org.licensedesk.local;
