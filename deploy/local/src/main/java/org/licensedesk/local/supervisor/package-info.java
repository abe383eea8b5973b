/** Keeps child processes running: starts them, says when one died and starts it again, ends them in order, leaves none behind. */
package org.licensedesk.local.supervisor;
