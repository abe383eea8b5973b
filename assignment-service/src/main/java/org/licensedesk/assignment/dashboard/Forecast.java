package org.licensedesk.assignment.dashboard;

import java.time.LocalDate;
import java.util.List;

/**
 * When seats will run out if people go on wanting them as they did: a straight line by least squares through what was wanted
 * on each day.
 *
 * @param outlook what the line says
 * @param runsOutOn the day on which more is wanted than there is; only with {@link Outlook#RUNS_OUT}
 * @param wantedToday where the line stands today, in seats
 * @param perDay how much more is wanted with every day, in seats; may be negative
 */
record Forecast(Outlook outlook, LocalDate runsOutOn, double wantedToday, double perDay) {

    enum Outlook {
        /** Too few days are known for a line. */
        UNKNOWN,
        /** Everything is taken already. */
        RUN_OUT,
        /** It ends on a day that can be named. */
        RUNS_OUT,
        /** It does not end within the time looked ahead. */
        LASTS
    }

    static final int FEWEST_DAYS = 7;
    static final int LOOKS_AHEAD_DAYS = 730;
    /** Less growth than this, in seats a day, is noise. */
    private static final double FLAT = 1e-9;

    /** @param days in order, each at most once; gaps are borne */
    static Forecast of(List<PoolDay> days, int purchased, int wanted, LocalDate today) {
        if (days.size() < FEWEST_DAYS) {
            return new Forecast(wanted >= purchased ? Outlook.RUN_OUT : Outlook.UNKNOWN, null, wanted, 0);
        }
        double n = days.size();
        double meanX = 0;
        double meanY = 0;
        for (PoolDay day : days) {
            meanX += x(day, today) / n;
            meanY += day.wanted() / n;
        }
        double covariance = 0;
        double variance = 0;
        for (PoolDay day : days) {
            double fromMean = x(day, today) - meanX;
            covariance += fromMean * (day.wanted() - meanY);
            variance += fromMean * fromMean;
        }
        double perDay = covariance / variance;
        double atToday = meanY - perDay * meanX;
        if (wanted >= purchased) {
            return new Forecast(Outlook.RUN_OUT, null, atToday, perDay);
        }
        double daysLeft = perDay <= FLAT ? Double.POSITIVE_INFINITY : Math.max(0, (purchased - atToday) / perDay);
        return daysLeft > LOOKS_AHEAD_DAYS
                ? new Forecast(Outlook.LASTS, null, atToday, perDay)
                : new Forecast(Outlook.RUNS_OUT, today.plusDays((long) Math.ceil(daysLeft)), atToday, perDay);
    }

    private static double x(PoolDay day, LocalDate today) {
        return day.day().toEpochDay() - today.toEpochDay();
    }
}
