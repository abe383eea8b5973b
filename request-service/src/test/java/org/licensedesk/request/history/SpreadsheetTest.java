package org.licensedesk.request.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SpreadsheetTest {
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
