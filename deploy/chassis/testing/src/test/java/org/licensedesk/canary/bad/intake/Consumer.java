package org.licensedesk.canary.bad.intake;

/** Known to a capability. */
public class Consumer {}
