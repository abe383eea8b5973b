/** Packages: several products that are asked for, decided on and taken back as one. */
package org.licensedesk.assignment.packages;
