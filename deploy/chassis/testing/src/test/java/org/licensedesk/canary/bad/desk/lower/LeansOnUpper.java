package org.licensedesk.canary.bad.desk.lower;

import org.licensedesk.canary.bad.desk.upper.LeansOnLower;

/** The other half. */
public class LeansOnUpper {
    LeansOnLower other;
}
