package org.licensedesk.assignment.seat;

import java.util.UUID;
import org.licensedesk.chassis.messaging.Origin;

/** A reason is to end: which, why, and whose doing it is. */
public record Ending(UUID reasonId, Cause cause, Origin origin) {}
