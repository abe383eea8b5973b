package org.licensedesk.acceptance.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** One event as an outbox or the history holds it. */
public record Event(
        UUID id,
        String source,
        String type,
        String topic,
        String aggregateType,
        String aggregateId,
        long sequence,
        Instant time,
        String actor,
        UUID causationId,
        JsonNode body) {

    /** What a sequence counts. */
    public String aggregate() {
        return source + " " + aggregateType + " " + aggregateId;
    }

    private static final Set<String> STATES =
            Set.of("license.people", "license.groups", "license.catalogue", "license.group-products");

    /** Whether it tells what happened; the compacted topics repeat a state instead and are not in the history. */
    public boolean isFact() {
        return !STATES.contains(topic);
    }

    /** A text of the body; nested ones by a path with slashes. */
    public String text(String path) {
        JsonNode value = body.at("/" + path);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /** A whole number of the body. */
    public long number(String path) {
        JsonNode value = body.at("/" + path);
        if (!value.isIntegralNumber()) {
            throw new IllegalStateException(this + " has no number " + path);
        }
        return value.asLong();
    }

    @Override
    public String toString() {
        return type + " #" + sequence + " of " + aggregateType + " " + aggregateId + " (" + id + ")";
    }
}
