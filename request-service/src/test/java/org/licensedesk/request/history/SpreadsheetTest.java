package org.licensedesk.request.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "|calc",
                "  =1+1",
                "\u00a0=1",
                "\t=1+1",
                "\r=1+1",
                "\n=1",
                "\uFF1D1+1"
            })
    void whatLooksLikeAFormulaIsText(String typed) {
        assertThat(Spreadsheet.cell(typed)).isEqualTo("'" + typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kevin Brown asked for Visio", "3", "", "a=b", "{\"a\":1}", "kevin@example.org"})
    void whatIsTextStaysAsItIs(String typed) {
        assertThat(Spreadsheet.cell(typed)).isEqualTo(typed);
    }

    @Test
    void aLineCannotBeBrokenOutOf() {
        var out = new ByteArrayOutputStream();
        var spreadsheet = new Spreadsheet(out);

        spreadsheet.add(anEntrySaying("He wrote \"x\",\r\n=1+1"));
        spreadsheet.flush();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\uFEFF\"time\",\"sentence\"")
                .contains("\"He wrote \"\"x\"\",\r\n=1+1\"");
    }

    private static HistoryEntry anEntrySaying(String sentence) {
        return new HistoryEntry(
                UUID.randomUUID(),
                Instant.EPOCH,
                "RequestSubmitted",
                1,
                "request-service",
                "license.requests",
                "request",
                "1",
                1,
                "kevin@example.org",
                null,
                null,
                null,
                null,
                sentence,
                sentence,
                "{}",
                Instant.EPOCH);
    }
}
