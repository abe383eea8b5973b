package org.licensedesk.request.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GapTest {
    @Test
    void aStoryWithoutHolesIsComplete() {
        assertThat(Gap.in(List.of(entry("case", 1), entry("case", 2), entry("request", 1)), List.of()))
                .isEmpty();
    }

    @Test
    void aMissingNumberIsReportedWhereverItLies() {
        assertThat(Gap.in(List.of(entry("case", 2), entry("case", 4), entry("request", 1)), List.of()))
                .extracting(Gap::aggregateType, Gap::sequence)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("case", 1L),
                        org.assertj.core.groups.Tuple.tuple("case", 3L));
    }

    @Test
    void whatWaitsBehindAGapShowsTheGapAndIsNoneItself() {
        var waiting = new Gap.Waiting("approval-service", "case", "1", 3, null);

        assertThat(Gap.in(List.of(entry("case", 1)), List.of(waiting)))
                .extracting(Gap::sentence)
                .containsExactly(
                        "Event 2 of the case (approval-service) is missing; later ones are known or wait for it.");
    }

    @Test
    void whatWasSetAsideIsReportedWithItsCause() {
        var unreadable = new Gap.Waiting("approval-service", "case", "1", 2, "it is no JSON");

        assertThat(Gap.in(List.of(entry("case", 1)), List.of(unreadable)))
                .extracting(Gap::sentence)
                .containsExactly("Event 2 of the case (approval-service) arrived but was set aside: it is no JSON");
    }

    private static HistoryEntry entry(String aggregateType, long sequence) {
        return new HistoryEntry(
                UUID.randomUUID(),
                Instant.EPOCH,
                "X",
                1,
                "approval-service",
                "license.approvals",
                aggregateType,
                "1",
                sequence,
                "system",
                null,
                null,
                null,
                null,
                "x",
                "x",
                "{}",
                Instant.EPOCH);
    }
}
