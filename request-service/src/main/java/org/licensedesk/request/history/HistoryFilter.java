package org.licensedesk.request.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What of the history is looked at; null: no matter.
 *
 * @param person whoever the entry concerns, be it as the one who did it
 * @param from the first moment included
 * @param to the first moment not included
 * @param anyOf the entry concerns one of these, where a search box was used
 */
record HistoryFilter(
        UUID request, String person, String sku, String type, String actor, Instant from, Instant to, AnyOf anyOf) {

    /** What a search box may mean: requests (or single events), people, products. */
    record AnyOf(UUID id, List<String> people, List<String> skus) {
        boolean isNothing() {
            return id == null && people.isEmpty() && skus.isEmpty();
        }
    }
}
