package org.licensedesk.request.history;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.Cursor;

/**
 * One event as it happened, with its sentence.
 *
 * @param requestId the request it belongs to, or the claim; or null
 */
record HistoryEntry(
        UUID id,
        Instant at,
        String type,
        int version,
        String source,
        String topic,
        String aggregateType,
        String aggregateId,
        long sequence,
        String actor,
        UUID causationId,
        UUID requestId,
        String sku,
        String person,
        String sentence,
        String inShort,
        String body,
        Instant recordedAt) {
    private static final Pattern OF_CLAIM = Pattern.compile("\"reasonType\"\\s*:\\s*\"CLAIM\"");

    /** The place right behind this entry, in either direction. */
    Cursor place() {
        return Cursor.at(at, id);
    }

    /** What kind of event it is, in words. */
    public String kind() {
        return Sentences.words(type);
    }

    /** Whether what it belongs to is a claim, which nobody had to approve. */
    public boolean isOfClaim() {
        return aggregateType.equals("claim") || OF_CLAIM.matcher(body).find();
    }

    public boolean isBySystem() {
        return actor.equals(Origin.SYSTEM);
    }
}
