/** What the tests of all three services stand on: servers, tokens, contracts, events, the authorization table, architecture rules. */
package org.licensedesk.chassis.testing;
