/** Products and their pools: what can be licensed, what it costs, how many seats of it were bought. */
package org.licensedesk.assignment.product;
