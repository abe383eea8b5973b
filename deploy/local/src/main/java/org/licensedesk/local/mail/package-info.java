/** The mail server of the local system: nothing leaves this machine, every mail becomes a file. */
package org.licensedesk.local.mail;
