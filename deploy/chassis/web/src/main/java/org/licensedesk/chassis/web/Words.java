package org.licensedesk.chassis.web;

import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;

/** How pages say times, dates and money: {@code {at.ago}}, {@code {at.exact}}, {@code {date.day}}, {@code {price.money(currency)}}. */
@TemplateExtension
public final class Words {

    private static final Locale ENGLISH = Locale.UK;
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm:ss z", ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", ENGLISH);
    private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", ENGLISH);

    private Words() {}

    /** How long ago, or how far ahead: "4 minutes ago", "yesterday 17:00", "tomorrow 09:30", "3 May". */
    public static String ago(Instant at) {
        var now = PageClock.now();
        return relative(at, now.toInstant(), now.getZone());
    }

    /** For how long, or since when: "for 4 minutes", "since yesterday 17:00", "since 3 May". */
    public static String since(Instant at) {
        var now = PageClock.now();
        return since(at, now.toInstant(), now.getZone());
    }

    /** The whole of it, for the title of a relative time. */
    public static String exact(Instant at) {
        return EXACT.format(at.atZone(PageClock.now().getZone()));
    }

    /** A date as people say it: "3 May", with the year when it is another one. */
    public static String day(LocalDate date) {
        return dayOf(date, PageClock.now().toLocalDate());
    }

    /** An amount with its currency, such as €28.10; nothing known is said as a dash. */
    public static String money(BigDecimal amount, String currency) {
        if (amount == null) {
            return "–";
        }
        if (currency == null || currency.isBlank()) {
            return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
        }
        try {
            var format = NumberFormat.getCurrencyInstance(ENGLISH);
            format.setCurrency(Currency.getInstance(currency));
            return format.format(amount);
        } catch (IllegalArgumentException unknownCurrency) {
            return currency + " " + amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
        }
    }

    /** "1 seat", "40 seats": a count and its noun, the plural formed with an s unless given. */
    public static String counted(Number count, String noun) {
        return counted(count, noun, noun + "s");
    }

    public static String counted(Number count, String one, String many) {
        var number = NumberFormat.getIntegerInstance(ENGLISH).format(count.longValue());
        return number + " " + (count.longValue() == 1 ? one : many);
    }

    /** Up to two initials of a name, for the little circle before it. */
    public static String initials(String name) {
        var words = name.strip().split("\\s+");
        var first = words[0].isEmpty() ? "?" : words[0].substring(0, words[0].offsetByCodePoints(0, 1));
        var last = words[words.length - 1];
        return (words.length == 1 ? first : first + last.substring(0, last.offsetByCodePoints(0, 1)))
                .toUpperCase(ENGLISH);
    }

    static String relative(Instant at, Instant now, ZoneId zone) {
        var distance = Duration.between(at, now);
        var ahead = distance.isNegative();
        var size = distance.abs();
        var then = at.atZone(zone);
        var days = ChronoUnit.DAYS.between(then.toLocalDate(), now.atZone(zone).toLocalDate());
        if (size.compareTo(Duration.ofSeconds(45)) < 0) {
            return ahead ? "in a moment" : "just now";
        }
        if (size.compareTo(Duration.ofMinutes(60)) < 0) {
            var minutes = counted(Math.max(1, size.toMinutes()), "minute");
            return ahead ? "in " + minutes : minutes + " ago";
        }
        if (days == 0) {
            return "today " + CLOCK.format(then);
        }
        if (Math.abs(days) == 1) {
            return (ahead ? "tomorrow " : "yesterday ") + CLOCK.format(then);
        }
        if (Math.abs(days) < 7) {
            return (ahead ? "" : "last ") + WEEKDAY.format(then) + " " + CLOCK.format(then);
        }
        return dayOf(then.toLocalDate(), now.atZone(zone).toLocalDate());
    }

    static String since(Instant at, Instant now, ZoneId zone) {
        var said = relative(at, now, zone);
        if (said.equals("just now") || said.equals("in a moment")) {
            return "for a moment";
        }
        return said.endsWith(" ago") ? "for " + said.substring(0, said.length() - " ago".length()) : "since " + said;
    }

    private static String dayOf(LocalDate date, LocalDate today) {
        return (date.getYear() == today.getYear() ? DAY : DAY_AND_YEAR).format(date);
    }
}
