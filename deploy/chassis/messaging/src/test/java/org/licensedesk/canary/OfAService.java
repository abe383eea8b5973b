package org.licensedesk.canary;

/** Stands for a type of a service, so that a rule has something to bite. */
public class OfAService {}
