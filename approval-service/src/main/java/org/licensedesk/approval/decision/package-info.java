/** The case that approval-service makes of a request, the desk it waits on, and the one decision that ends it. */
package org.licensedesk.approval.decision;
