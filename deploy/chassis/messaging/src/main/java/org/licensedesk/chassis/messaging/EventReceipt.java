package org.licensedesk.chassis.messaging;

import java.time.Instant;
import java.util.UUID;

/** What the outbox gave an event: its identity, its place within its aggregate (1, 2, 3 ...) and its time. */
public record EventReceipt(UUID id, long sequence, Instant time) {}
