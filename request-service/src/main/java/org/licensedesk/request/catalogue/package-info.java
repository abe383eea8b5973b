/** What can be asked for, with prices and free seats. */
package org.licensedesk.request.catalogue;
