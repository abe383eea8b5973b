package org.licensedesk.chassis.messaging;

/** An event and what its listener reads of its body. */
public record Received<T>(EventEnvelope envelope, T body) {}
