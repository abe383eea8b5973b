/** Administrators give and take seats by hand: one product for many people, or many products for one person. */
package org.licensedesk.assignment.manual;
