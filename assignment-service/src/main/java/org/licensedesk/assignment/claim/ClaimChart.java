package org.licensedesk.assignment.claim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.licensedesk.assignment.claim.ClaimReport.Day;

/**
 * Claims a day as bars, in units of a picture {@link #WIDTH} wide or wider, and {@link #HEIGHT} high; and the same in words.
 *
 * @param words what the picture says, for whoever does not see it
 */
record ClaimChart(
        List<Bar> bars, int width, int assigned, int refused, int most, LocalDate first, LocalDate last, String words) {

    static final int WIDTH = 600;
    static final int HEIGHT = 100;

    /** One day: what was given at the foot, what was refused on top of it. */
    record Bar(Day day, int x, int width, int givenY, int givenHeight, int refusedY, int refusedHeight) {}

    static ClaimChart of(List<Day> days) {
        int step = Math.max(2, Math.min(WIDTH / days.size(), WIDTH / 12));
        int most = days.stream()
                .mapToInt(day -> day.assigned() + day.refused())
                .max()
                .orElse(0);
        int assigned = days.stream().mapToInt(Day::assigned).sum();
        int refused = days.stream().mapToInt(Day::refused).sum();
        List<Bar> bars = new ArrayList<>();
        for (int place = 0; place < days.size(); place++) {
            Day day = days.get(place);
            int given = high(day.assigned(), most);
            int all = Math.max(high(day.assigned() + day.refused(), most), given);
            bars.add(new Bar(
                    day, place * step, Math.max(1, step * 7 / 10), HEIGHT - given, given, HEIGHT - all, all - given));
        }
        return new ClaimChart(
                bars,
                Math.max(WIDTH, days.size() * step),
                assigned,
                refused,
                most,
                days.get(0).day(),
                days.get(days.size() - 1).day(),
                words(days, assigned, refused));
    }

    public boolean isEmpty() {
        return most == 0;
    }

    public int height() {
        return HEIGHT;
    }

    private static int high(int claims, int most) {
        // one of very many is still to be seen
        return claims == 0 ? 0 : Math.max(2, Math.round((float) claims * HEIGHT / most));
    }

    private static String words(List<Day> days, int assigned, int refused) {
        Day busiest = days.stream()
                .max(java.util.Comparator.comparingInt(day -> day.assigned() + day.refused()))
                .orElseThrow();
        return "Claims a day from %s to %s: %d given, %d refused in all; most on %s, %d given and %d refused. The table below has every number."
                .formatted(
                        days.get(0).day(),
                        days.get(days.size() - 1).day(),
                        assigned,
                        refused,
                        busiest.day(),
                        busiest.assigned(),
                        busiest.refused());
    }
}
