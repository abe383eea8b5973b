package org.licensedesk.request.history;

import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.chassis.web.Refusal;

/** The parameters of every look into the history, as they were typed. */
public class HistoryQuery {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @QueryParam("request")
    String request;

    @QueryParam("person")
    String person;

    @QueryParam("sku")
    String sku;

    @QueryParam("type")
    String type;

    @QueryParam("actor")
    String actor;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    /** What is asked for; what cannot be understood is refused by its name. */
    HistoryFilter filter(ZoneId zone, HistoryFilter.AnyOf anyOf) {
        return new HistoryFilter(
                uuid("request", request),
                lowerCase(person),
                text(sku),
                text(type),
                lowerCase(actor),
                moment("from", from, zone, 0),
                // a day as the end means all of that day
                moment("to", to, zone, 1),
                anyOf);
    }

    /** Whether anything is narrowed down. */
    boolean isEmpty() {
        return typed().isEmpty();
    }

    /** What was typed, by field; empty fields are left out. */
    Map<String, String> typed() {
        var typed = new LinkedHashMap<String, String>();
        put(typed, "request", request);
        put(typed, "person", person);
        put(typed, "sku", sku);
        put(typed, "type", type);
        put(typed, "actor", actor);
        put(typed, "from", from);
        put(typed, "to", to);
        return typed;
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void put(Map<String, String> typed, String field, String value) {
        if (text(value) != null) {
            typed.put(field, text(value));
        }
    }

    private static String text(String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip().replace("\u0000", "");
    }

    private static String lowerCase(String typed) {
        var text = text(typed);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static UUID uuid(String field, String typed) {
        var text = text(typed);
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw Refusal.invalid(field, "That is no id of a request or a claim.");
        }
    }

    private static Instant moment(String field, String typed, ZoneId zone, int daysLater) {
        var text = text(typed);
        if (text == null) {
            return null;
        }
        try {
            var moment = text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(zone)
                            .toInstant()
                    : Instant.parse(text);
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw Refusal.invalid(field, "A time lies between the years 1 and 9999.");
            }
            return moment;
        } catch (DateTimeParseException notATime) {
            throw Refusal.invalid(
                    field, "A time looks like 2026-11-22T10:42:00Z, a day like 2026-11-22; this is neither.");
        }
    }
}
