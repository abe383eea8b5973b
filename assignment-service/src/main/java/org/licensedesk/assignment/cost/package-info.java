/** What things cost: amounts of money with their currency. */
package org.licensedesk.assignment.cost;
