/** What the pages and the API of all services share: layout, login, refusals, limits, headers. No business word enters. */
package org.licensedesk.chassis.web;
