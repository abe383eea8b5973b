package org.licensedesk.assignment.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.assignment.reclaim.UsageFile.Rejected;
import org.licensedesk.assignment.reclaim.UsageFile.Row;
import org.licensedesk.chassis.web.Refusal;

class UsageFileTest {

    @Test
    void columnsStandInAnyOrderAndAddressesInAnyCase() {
        var file = csv("\uFEFFsku,note,Last_Used_On,EMAIL\nVISIO,x,2026-08-03, Kevin@Example.org \n");

        assertThat(file.rows()).containsExactly(new Row(2, "kevin@example.org", "VISIO", LocalDate.of(2026, 8, 3)));
        assertThat(file.rejected()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamedByLineAndTheRestIsTaken() {
        var file = csv("""
                email,sku,last_used_on
                kevin@example.org,VISIO,yesterday
                ,VISIO,2026-08-03
                kevin@example.org,,2026-08-03
                kevin@example.org,VISIO
                kevin@example.org,VISIO,2026-08-03
                """);

        assertThat(file.rows()).hasSize(1);
        assertThat(file.rejected()).extracting(Rejected::line).containsExactly(2L, 3L, 4L, 5L);
        assertThat(file.rejected().get(0).cause()).isEqualTo("A day looks like 2026-11-22.");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", ","})
    void columnsAreSeparatedAsSpreadsheetsDo(String separator) {
        var file = csv("email,sku,last_used_on\nkevin@example.org,VISIO,2026-08-03\n".replace(",", separator));

        assertThat(file.rejected()).isEmpty();
        assertThat(file.rows()).containsExactly(new Row(2, "kevin@example.org", "VISIO", LocalDate.of(2026, 8, 3)));
    }

    @Test
    void windowsFilesAreReadToo() {
        var file = UsageFile.csv("email,sku,last_used_on\nkevin@example.org,CAFÉ,2026-08-03\n"
                .getBytes(Charset.forName("windows-1252")));

        assertThat(file.rows().get(0).sku()).isEqualTo("CAFÉ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "email,sku\nkevin@example.org,VISIO"})
    void whatIsNoSuchListIsRefusedWithItsLine(String sent) {
        assertThatThrownBy(() -> csv(sent)).isInstanceOf(Refusal.class).hasMessageStartingWith("Line ");
    }

    @Test
    void aListOfRowsMayBeJson() {
        var file = json("""
                [{"email": "kevin@example.org", "sku": "VISIO", "last_used_on": "2026-08-03"}, 5,
                 {"email": "kevin@example.org", "sku": "VISIO"}]""");

        assertThat(file.rows()).hasSize(1);
        assertThat(file.rejected()).extracting(Rejected::line).containsExactly(2L, 3L);
        for (String nonsense : new String[] {"", "5", "{", "{\"email\": 1}"}) {
            assertThatThrownBy(() -> json(nonsense)).isInstanceOf(Refusal.class);
        }
    }

    private static UsageFile csv(String text) {
        return UsageFile.csv(text.getBytes(StandardCharsets.UTF_8));
    }

    private static UsageFile json(String text) {
        return UsageFile.json(text.getBytes(StandardCharsets.UTF_8), new ObjectMapper());
    }
}
