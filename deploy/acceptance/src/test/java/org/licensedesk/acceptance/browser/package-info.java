/** The product as its four users meet it: in Chromium, through the login page, at desktop and phone width. */
package org.licensedesk.acceptance.browser;
