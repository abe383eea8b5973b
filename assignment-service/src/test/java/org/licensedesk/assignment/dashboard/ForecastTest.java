package org.licensedesk.assignment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.dashboard.Forecast.Outlook;

class ForecastTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);

    @Test
    void aSteadyGrowthRunsOutOnTheDayItReachesWhatWasBought() {
        List<PoolDay> days = days(30, back -> 40 - back); // one more a day, 40 today

        Forecast forecast = Forecast.of(days, 50, 40, TODAY);

        assertThat(forecast.outlook()).isEqualTo(Outlook.RUNS_OUT);
        assertThat(forecast.runsOutOn()).isEqualTo(TODAY.plusDays(10));
        assertThat(forecast.perDay()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theLineIsDrawnByLeastSquaresThroughUnevenDays() {
        List<PoolDay> days = List.of(
                day(6, 10),
                day(5, 14),
                day(4, 11),
                day(3, 15),
                day(2, 12),
                day(1, 16),
                day(0, 13)); // sums of x y and x x: 14 and 28

        Forecast forecast = Forecast.of(days, 100, 13, TODAY);

        assertThat(forecast.perDay()).isCloseTo(14.0 / 28, within(1e-9));
        assertThat(forecast.wantedToday()).isCloseTo(13 + 3 * 14.0 / 28, within(1e-9));
    }

    @Test
    void whoeverWaitsIsCountedAsWanted() {
        List<PoolDay> days = IntStream.rangeClosed(0, 9)
                .mapToObj(i -> new PoolDay("VISIO", TODAY.minusDays(9 - i), 10, 5, i))
                .toList();

        assertThat(Forecast.of(days, 20, 14, TODAY).runsOutOn()).isEqualTo(TODAY.plusDays(6));
    }

    @Test
    void whatDoesNotGrowLasts() {
        assertThat(Forecast.of(days(30, back -> 12), 20, 12, TODAY).outlook()).isEqualTo(Outlook.LASTS);
        assertThat(Forecast.of(days(30, back -> 12 + back), 60, 12, TODAY).outlook())
                .isEqualTo(Outlook.LASTS);
    }

    @Test
    void growthThatTakesLongerThanTwoYearsLasts() {
        assertThat(Forecast.of(days(30, back -> back == 29 ? 9 : 10), 10_000, 10, TODAY)
                        .outlook())
                .isEqualTo(Outlook.LASTS);
    }

    @Test
    void aFullPoolHasRunOutWhateverTheLineSays() {
        assertThat(Forecast.of(days(30, back -> 20 + back), 20, 20, TODAY).outlook())
                .isEqualTo(Outlook.RUN_OUT);
        assertThat(Forecast.of(List.of(), 5, 5, TODAY).outlook()).isEqualTo(Outlook.RUN_OUT);
    }

    @Test
    void fewDaysGiveNoForecast() {
        assertThat(Forecast.of(days(6, back -> 40 - back), 50, 40, TODAY).outlook())
                .isEqualTo(Outlook.UNKNOWN);
    }

    @Test
    void theTrendSaysInWordsWhatItDraws() {
        List<PoolDay> days = days(30, back -> 40 - back);
        Forecast forecast = Forecast.of(days, 50, 40, TODAY);

        Trend trend = Trend.of(days, 50, forecast, TODAY);

        assertThat(trend.isDrawn()).isTrue();
        assertThat(trend.wanted().split(" ")).hasSize(30).allMatch(point -> point.matches("[0-9.]+,[0-9.]+"));
        assertThat(trend.ahead()).isNotNull();
        assertThat(trend.sentence())
                .startsWith("11 seats wanted on 5 Apr")
                .contains("40 now, 50 bought")
                .contains("14 May");
    }

    @Test
    void aSingleDayIsNoTrend() {
        List<PoolDay> days = days(1, back -> 3);

        Trend trend = Trend.of(days, 5, Forecast.of(days, 5, 3, TODAY), TODAY);

        assertThat(trend.isDrawn()).isFalse();
        assertThat(trend.sentence()).isEqualTo("A forecast needs 7 days.");
    }

    private static List<PoolDay> days(int number, IntUnaryOperator usedSoManyDaysAgo) {
        return IntStream.iterate(number - 1, back -> back >= 0, back -> back - 1)
                .mapToObj(back -> day(back, usedSoManyDaysAgo.applyAsInt(back)))
                .toList();
    }

    private static PoolDay day(int ago, int used) {
        return new PoolDay("VISIO", TODAY.minusDays(ago), 50, used, 0);
    }
}
