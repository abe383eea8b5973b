/** Products on groups: whoever joins a group gets a seat of each, whoever leaves loses that reason. */
package org.licensedesk.assignment.group;
