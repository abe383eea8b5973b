/** The directory as a file: read, checked as a whole, taken over in one transaction, and remembered with what could not be taken. */
package org.licensedesk.approval.people.imports;
