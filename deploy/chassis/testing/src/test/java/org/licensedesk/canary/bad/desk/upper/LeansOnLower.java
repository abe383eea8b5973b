package org.licensedesk.canary.bad.desk.upper;

import org.licensedesk.canary.bad.desk.lower.LeansOnUpper;

/** Half of a cycle inside one capability. */
public class LeansOnLower {
    LeansOnUpper other;
}
