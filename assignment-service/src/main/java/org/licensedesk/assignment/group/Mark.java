package org.licensedesk.assignment.group;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody's seats may no longer be what their groups say.
 *
 * @param since when the earliest change happened that is not settled yet, of any of their groups
 * @param cause the event that it follows from
 */
record Mark(long id, UUID holderId, String groupId, Instant since, UUID cause, Instant causeAt) {}
