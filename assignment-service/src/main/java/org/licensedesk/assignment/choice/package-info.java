/** Choosing a product on a form: by its name or by its sku, whichever somebody types. */
package org.licensedesk.assignment.choice;
