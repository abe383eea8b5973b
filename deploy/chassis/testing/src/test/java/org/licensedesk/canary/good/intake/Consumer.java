package org.licensedesk.canary.good.intake;

import org.licensedesk.canary.good.desk.Desk;

/** Translates for the desk. */
public class Consumer {
    Desk desk;
}
