/** The invented company, and how it and other imports come into a system: over the public API, as people would do it. */
package org.licensedesk.local.demo;
