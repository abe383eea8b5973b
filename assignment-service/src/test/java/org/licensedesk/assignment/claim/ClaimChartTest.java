package org.licensedesk.assignment.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.claim.ClaimReport.Day;

class ClaimChartTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");

    @Test
    void theBusiestDayReachesTheTopAndRefusalsStandOnWhatWasGiven() {
        ClaimChart chart = ClaimChart.of(List.of(new Day(FIRST, 6, 2), new Day(FIRST.plusDays(1), 4, 0)));

        ClaimChart.Bar busiest = chart.bars().get(0);
        assertThat(busiest.refusedY()).isZero();
        assertThat(busiest.refusedY() + busiest.refusedHeight()).isEqualTo(busiest.givenY());
        assertThat(busiest.givenY() + busiest.givenHeight()).isEqualTo(ClaimChart.HEIGHT);
        assertThat(chart.bars().get(1).givenHeight()).isEqualTo(50);
        assertThat(chart.words()).contains("10 given, 2 refused").contains("2026-11-01, 6 given and 2 refused");
    }

    @Test
    void oneOfVeryManyIsStillToBeSeen() {
        ClaimChart chart = ClaimChart.of(List.of(new Day(FIRST, 10_000, 1), new Day(FIRST.plusDays(1), 1, 0)));

        assertThat(chart.bars().get(1).givenHeight()).isPositive();
    }

    @Test
    void aYearFitsSideBySide() {
        ClaimChart chart = ClaimChart.of(IntStream.range(0, 366)
                .mapToObj(day -> new Day(FIRST.plusDays(day), day % 5, day % 3))
                .toList());

        assertThat(chart.bars()).allSatisfy(bar -> {
            assertThat(bar.width()).isPositive();
            assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(chart.width());
            assertThat(bar.refusedY()).isNotNegative();
        });
    }

    @Test
    void aQuietTimeIsNoPicture() {
        assertThat(ClaimChart.of(List.of(new Day(FIRST, 0, 0))).isEmpty()).isTrue();
    }
}
