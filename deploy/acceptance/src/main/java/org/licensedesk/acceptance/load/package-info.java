/** Many clients at once, and parts that die under them: what they did is written down for the checker. */
package org.licensedesk.acceptance.load;
