package org.licensedesk.assignment.claim;

import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;

/** What a report is asked for, as it was typed. */
public class ReportQuery {

    private static final int DAYS_UNLESS_SAID = 30;
    private static final int MOST_DAYS = 366;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("sku")
    String sku;

    @QueryParam("department")
    String department;

    /** What the report is about; sku and department are null for all of them. */
    record Filter(LocalDate from, LocalDate to, String sku, String department) {}

    /** What was meant; what cannot be understood is refused by its name. */
    Filter filter(LocalDate today) {
        LocalDate start = day("from", from);
        LocalDate last = day("to", to);
        LocalDate end = last != null ? last : start == null || start.isBefore(today) ? today : start;
        LocalDate begin = start != null ? start : end.minusDays(DAYS_UNLESS_SAID - 1L);
        if (begin.isAfter(end)) {
            throw Refusal.invalid("from", "The first day is not after the last one.");
        }
        if (begin.plusDays(MOST_DAYS).isBefore(end)) {
            throw Refusal.invalid("from", "A report is about a year at most.");
        }
        return new Filter(begin, end, Typed.orNull(sku), Typed.orNull(department));
    }

    /** The same, where the product may be typed by its name; one that there is not is looked for as it stands. */
    Filter filter(LocalDate today, ProductChoices choices) {
        Filter typed = filter(today);
        List<String> meant = typed.sku() == null
                ? List.of()
                : choices.chosen(List.of(typed.sku())).skus();
        return meant.isEmpty() ? typed : new Filter(typed.from(), typed.to(), meant.get(0), typed.department());
    }

    /** A day, or null if none is given. */
    static LocalDate day(String field, String typed) {
        if (Typed.orNull(typed) == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException notADay) {
            // refused below with the same sentence as a year that nobody means
        }
        throw Refusal.invalid(field, "A day is written like 2026-11-22.");
    }

    /** The same question as part of an address. */
    static String encoded(Filter filter) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("from", filter.from().toString());
        fields.put("to", filter.to().toString());
        if (filter.sku() != null) {
            fields.put("sku", filter.sku());
        }
        if (filter.department() != null) {
            fields.put("department", filter.department());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
