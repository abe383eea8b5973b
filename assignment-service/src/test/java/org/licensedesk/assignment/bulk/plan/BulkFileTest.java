package org.licensedesk.assignment.bulk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.assignment.bulk.plan.BulkFile.Row;
import org.licensedesk.chassis.web.Refusal;

class BulkFileTest {

    @Test
    void columnsComeInAnyOrderAndOthersAreLeftAlone() {
        List<Row> rows =
                read("ends_on,Note,SKU,Email\n2027-06-30,hello,VISIO,Ada@Example.org\n,,VISIO,ben@example.org\n");

        assertThat(rows)
                .containsExactly(
                        new Row(1, 2, "ada@example.org", "VISIO", LocalDate.parse("2027-06-30"), null, null),
                        new Row(2, 3, "ben@example.org", "VISIO", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"email;sku\nada@example.org;VISIO", "email\tsku\r\nada@example.org\tVISIO\r\n"})
    void spreadsheetsMaySeparateByOtherSigns(String text) {
        assertThat(read(text)).containsExactly(new Row(1, 2, "ada@example.org", "VISIO", null, null, null));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        assertThat(read("\uFEFFemail,sku\nada@example.org,VISIO"))
                .extracting(Row::email)
                .containsExactly("ada@example.org");
    }

    @Test
    void windowsLettersAreRead() {
        byte[] sent = "email,sku\nandré@example.org,\u00A0VISIO\u00A0\n".getBytes(Charset.forName("windows-1252"));

        assertThat(read(sent)).containsExactly(new Row(1, 2, "andré@example.org", "VISIO", null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,VISIO,                         | The email is missing
            ada,VISIO,                      | "ada" is no email address
            ada@example.org,,               | The sku is missing
            ada@example.org,VISIO,soon      | "soon" is no date such as 2027-06-30
            ada@example.org,VISIO,2027-02-30| "2027-02-30" is no date such as 2027-06-30
            ada@example.org,VISIO           | The row has 2 fields where the first line names 3
            ada@example.org,VISIO,,         | The row has 4 fields where the first line names 3
            """)
    void aRowThatMakesNoSenseIsObjectedToByItself(String row, String objection) {
        List<Row> rows = read("email,sku,ends_on\n" + row + "\nben@example.org,VISIO,\n");

        assertThat(rows).extracting(Row::objection).containsExactly(objection, null);
    }

    @Test
    void emptyLinesAreNoRowsAndDoNotMoveTheLines() {
        assertThat(read("email,sku\n\n,\nada@example.org,VISIO\n"))
                .containsExactly(new Row(1, 4, "ada@example.org", "VISIO", null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                     | 1 | is empty
            email,sku                              | 1 | there is no row
            person,product\\nada,VISIO             | 1 | missing: email and sku
            email,sku,email\\nada,VISIO,           | 1 | is there twice
            {"rows": []}                           | 1 | missing
            email,sku\\na@b.org,"VISIO\\nb@c.org,V | 2 | no CSV
            email,sku\\na@b.org,V\\na@b.org,"V"x\\n| 3 | no CSV
            email,sku\\na@b.org,V\\u0000\\n        | 2 | no text file
            """)
    void whatIsNoCsvIsRefusedWithLineAndCause(String text, int line, String cause) {
        String sent = text.replace("\\n", "\n").replace("\\u0000", "\u0000");

        assertThatThrownBy(() -> read(sent))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Line " + line + ":")
                .hasMessageContaining(cause)
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .satisfies(refusal -> assertThat(refusal.members()).containsEntry("line", line));
    }

    @Test
    void moreRowsThanAreTakenAreRefused() {
        String sent = "email,sku\n" + "ada@example.org,VISIO\n".repeat(4);

        assertThatThrownBy(() -> BulkFile.read(sent.getBytes(StandardCharsets.UTF_8), 3, rows -> {}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("up to 3 rows");
    }

    private static List<Row> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Row> read(byte[] sent) {
        List<Row> rows = new ArrayList<>();
        int count = BulkFile.read(sent, 100, rows::addAll);
        assertThat(count).isEqualTo(rows.size());
        return rows;
    }
}
