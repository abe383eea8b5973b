package org.licensedesk.assignment.dashboard;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A small picture of what was wanted of a product over the last days, how much was bought, and where the line leads. All
 * coordinates are ready for an SVG of {@link #WIDTH} by {@link #HEIGHT}; the sentence says the same to whoever cannot see it.
 */
public record Trend(String wanted, String bought, String ahead, String sentence) {

    public static final int WIDTH = 160;
    public static final int HEIGHT = 40;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final double EDGE = 3;
    /** How much of the width is left for the days to come. */
    private static final double AHEAD = 0.25;

    /** @param days in order; without two of them there is nothing to draw, and only the sentence is there */
    static Trend of(List<PoolDay> days, int purchased, Forecast forecast, LocalDate today) {
        String sentence = sentence(days, purchased, forecast);
        if (days.size() < 2) {
            return new Trend(null, null, null, sentence);
        }
        double most = Math.max(
                1,
                Math.max(
                        purchased,
                        days.stream()
                                .mapToInt(day -> Math.max(day.wanted(), day.purchased()))
                                .max()
                                .orElseThrow()));
        LocalDate first = days.get(0).day();
        double span = Math.max(1, today.toEpochDay() - first.toEpochDay());
        double drawn = (WIDTH - 2 * EDGE) * (1 - AHEAD);
        String line = days.stream()
                .map(day -> point(
                        EDGE + (day.day().toEpochDay() - first.toEpochDay()) / span * drawn, y(day.wanted(), most)))
                .collect(Collectors.joining(" "));
        String limit = days.stream()
                        .map(day -> point(
                                EDGE + (day.day().toEpochDay() - first.toEpochDay()) / span * drawn,
                                y(day.purchased(), most)))
                        .collect(Collectors.joining(" "))
                + " " + point(WIDTH - EDGE, y(purchased, most));
        double daysAhead = span * AHEAD / (1 - AHEAD);
        String ahead = forecast.outlook() == Forecast.Outlook.UNKNOWN || days.size() < Forecast.FEWEST_DAYS
                ? null
                : point(EDGE + drawn, y(clamp(forecast.wantedToday(), most), most)) + " "
                        + point(
                                WIDTH - EDGE,
                                y(clamp(forecast.wantedToday() + forecast.perDay() * daysAhead, most), most));
        return new Trend(line, limit, ahead, sentence);
    }

    /** Whether there is something to draw. */
    public boolean isDrawn() {
        return wanted != null;
    }

    private static String sentence(List<PoolDay> days, int purchased, Forecast forecast) {
        String past = days.size() < 2
                ? ""
                : "%d seats wanted on %s, %d now, %d bought. "
                        .formatted(
                                days.get(0).wanted(),
                                DAY.format(days.get(0).day()),
                                days.get(days.size() - 1).wanted(),
                                purchased);
        return past
                + switch (forecast.outlook()) {
                    case UNKNOWN -> "A forecast needs " + Forecast.FEWEST_DAYS + " days.";
                    case RUN_OUT -> "Every seat is taken.";
                    case RUNS_OUT -> "Taken up on " + DAY.format(forecast.runsOutOn()) + " if it goes on like this.";
                    case LASTS -> "Enough for the next two years if it goes on like this.";
                };
    }

    private static double clamp(double value, double most) {
        return Math.max(0, Math.min(most, value));
    }

    private static double y(double value, double most) {
        return HEIGHT - EDGE - value / most * (HEIGHT - 2 * EDGE);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
