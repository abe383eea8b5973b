package org.licensedesk.request.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartCountsTest {
    @ParameterizedTest(name = "{0} pending, {1} waiting, {2} with a seat: {3}")
    @CsvSource({
        "2, 0, 0,",
        "1, 1, 0, WAITLISTED",
        "0, 2, 0, WAITLISTED",
        "1, 0, 1, PARTIALLY_ASSIGNED",
        "0, 1, 1, PARTIALLY_ASSIGNED",
        "0, 0, 1, ASSIGNED",
        "0, 0, 2, ASSIGNED",
        "0, 0, 0, ENDED"
    })
    void whereARequestStandsFollowsFromItsParts(int pending, int waiting, int held, RequestStatus status) {
        var counts = new PartCounts(UUID.randomUUID(), pending, waiting, held, Instant.EPOCH, "the cause");

        assertThat(counts.status().orElse(null)).isEqualTo(status);
    }
}
