/** Choosing a product, a group or a manager on a form: by name or by sku, id or address, whichever somebody types. */
package org.licensedesk.assignment.choice;
