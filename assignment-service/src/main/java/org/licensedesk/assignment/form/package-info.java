/** What the forms of all rooms have in common: everything that is wrong with one is said at once. */
package org.licensedesk.assignment.form;
