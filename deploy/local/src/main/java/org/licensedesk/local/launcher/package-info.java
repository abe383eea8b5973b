/** What {@code deploy/local/start} runs: reads the options, starts every part, loads what is to be in it, and ends it in order. */
package org.licensedesk.local.launcher;
