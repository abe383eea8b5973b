package org.licensedesk.assignment.person;

import java.time.LocalDate;

/**
 * A reason in words.
 *
 * @param sourceHref the page that tells more of it to an administrator, or null
 * @param toldToAll whether that page tells others too
 */
record Why(String words, String sourceHref, boolean toldToAll, LocalDate endsOn) {}
