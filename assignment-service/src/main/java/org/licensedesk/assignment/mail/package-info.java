/** Mails to people: written with the change they tell of, sent afterwards, however long the mail server is away. */
package org.licensedesk.assignment.mail;
