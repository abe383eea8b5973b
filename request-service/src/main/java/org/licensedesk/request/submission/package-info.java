/** Asking for a license, and taking the question back. */
package org.licensedesk.request.submission;
