package org.licensedesk.chassis.messaging;

/** One aggregate of one publisher: what sequences are counted for. */
record AggregateKey(String source, String type, String id) {}
