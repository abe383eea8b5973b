package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private static final Instant SUNDAY_NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:59:30Z, just now",
        "2026-11-22T12:00:20Z, in a moment",
        "2026-11-22T11:58:00Z, 2 minutes ago",
        "2026-11-22T11:59:00Z, 1 minute ago",
        "2026-11-22T12:30:00Z, in 30 minutes",
        "2026-11-22T08:05:00Z, today 08:05",
        "2026-11-22T17:00:00Z, today 17:00",
        "2026-11-21T17:00:00Z, yesterday 17:00",
        "2026-11-23T09:30:00Z, tomorrow 09:30",
        "2026-11-17T10:00:00Z, last Tuesday 10:00",
        "2026-11-26T10:00:00Z, Thursday 10:00",
        "2026-05-03T10:00:00Z, 3 May",
        "2025-05-03T10:00:00Z, 3 May 2025",
    })
    void timesAreSaidAsPeopleSayThem(String at, String said) {
        assertThat(Words.relative(Instant.parse(at), SUNDAY_NOON, ZoneId.of("UTC")))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:59:30Z, for a moment",
        "2026-11-22T11:53:00Z, for 7 minutes",
        "2026-11-22T08:05:00Z, since today 08:05",
        "2026-11-17T10:00:00Z, since last Tuesday 10:00",
        "2026-05-03T10:00:00Z, since 3 May",
    })
    void whatGoesOnIsSaidToDoSoForOrSince(String at, String said) {
        assertThat(Words.since(Instant.parse(at), SUNDAY_NOON, ZoneId.of("UTC")))
                .isEqualTo(said);
    }

    @Test
    void amountsCarryTheirCurrency() {
        assertThat(Words.money(new BigDecimal("28.1"), "EUR")).isEqualTo("€28.10");
        assertThat(Words.money(new BigDecimal("1200"), "USD")).isEqualTo("US$1,200.00");
        assertThat(Words.money(new BigDecimal("5"), "???")).isEqualTo("??? 5.00");
        assertThat(Words.money(new BigDecimal("5"), null)).isEqualTo("5.00");
        assertThat(Words.money(null, "EUR")).isEqualTo("–");
    }

    @Test
    void countsAndInitials() {
        assertThat(Words.counted(1, "seat")).isEqualTo("1 seat");
        assertThat(Words.counted(1200, "person", "people")).isEqualTo("1,200 people");
        assertThat(Words.initials("Grace Maria Duval")).isEqualTo("GD");
        assertThat(Words.initials("  ")).isEqualTo("?");
        assertThat(Words.initials("\uD83D\uDE00 x")).isEqualTo("\uD83D\uDE00X");
    }
}
