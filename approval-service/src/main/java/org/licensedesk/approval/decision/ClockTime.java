package org.licensedesk.approval.decision;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as one says it in the middle of a sentence: "at 10:42", or "on 3 May at 10:42" when it was another day. */
final class ClockTime {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("'at' HH:mm", Locale.UK);
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("'on' d MMMM 'at' HH:mm", Locale.UK);
    private static final DateTimeFormatter LONG_AGO =
            DateTimeFormatter.ofPattern("'on' d MMMM yyyy 'at' HH:mm", Locale.UK);

    private ClockTime() {}

    static String of(Instant at, Instant now, ZoneId zone) {
        var then = at.atZone(zone);
        var today = now.atZone(zone);
        if (then.toLocalDate().equals(today.toLocalDate())) {
            return TODAY.format(then);
        }
        return (then.getYear() == today.getYear() ? EARLIER : LONG_AGO).format(then);
    }
}
