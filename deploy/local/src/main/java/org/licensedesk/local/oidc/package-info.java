/**
 * The OpenID provider of the local system. Anybody on this machine signs in as anybody: it is a stand-in for the company's own
 * provider, bound to loopback, and the services refuse it in production.
 */
package org.licensedesk.local.oidc;
