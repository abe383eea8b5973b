package org.licensedesk.request.tracking;

import java.time.Instant;

/** One entry of a request's timeline. */
public record Moment(Instant at, String type, String actor, String sentence) {}
