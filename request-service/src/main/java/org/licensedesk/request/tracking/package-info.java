/** What became of it: the states of a request, whose turn it is, and the seats one holds. */
package org.licensedesk.request.tracking;
