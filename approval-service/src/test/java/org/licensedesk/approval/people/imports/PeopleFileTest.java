package org.licensedesk.approval.people.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.people.imports.PeopleFile.Column;
import org.licensedesk.approval.people.imports.PeopleFile.Row;
import org.licensedesk.chassis.web.Refusal;

class PeopleFileTest {

    private static final String HEADER = "email,display_name,title,department,manager_email\n";

    @Test
    void aRowIsAPerson() {
        var file =
                read(HEADER + "Kevin.Brown@Harbour.example, Kevin Brown ,Engineer,Engineering,GRACE@harbour.example\n");

        assertThat(file.rows())
                .containsExactly(new Row(
                        2,
                        "kevin.brown@harbour.example",
                        "Kevin Brown",
                        "Engineer",
                        "Engineering",
                        "grace@harbour.example"));
        assertThat(file.rejected()).isEmpty();
    }

    @Test
    void theColumnsComeInAnyOrderAndOthersAreIgnored() {
        var file =
                read("Department,cost_centre,Display Name,EMAIL\nEngineering,4711,Kevin Brown,kevin@harbour.example\n");

        assertThat(file.columns()).containsExactlyInAnyOrder(Column.DEPARTMENT, Column.NAME, Column.EMAIL);
        assertThat(file.rows())
                .containsExactly(new Row(2, "kevin@harbour.example", "Kevin Brown", null, "Engineering", null));
    }

    @Test
    void semicolonsAndTabsSeparateToo() {
        assertThat(read("email;display_name\na@b.example;Ada, the first\n")
                        .rows()
                        .get(0)
                        .name())
                .isEqualTo("Ada, the first");
        assertThat(read("email\tdisplay_name\na@b.example\tAda\n").rows()).hasSize(1);
    }

    @Test
    void umlautsSurviveEveryEncoding() {
        var text = "email,display_name\njose@harbour.example,José Sánchez\n";

        assertThat(readBytes(text.getBytes(StandardCharsets.UTF_8)).encoding()).isEqualTo("UTF-8");
        assertThat(readBytes(text.getBytes(Charset.forName("windows-1252"))).encoding())
                .isEqualTo("Windows-1252");
        assertThat(readBytes(bytes(new int[] {0xEF, 0xBB, 0xBF}, text, StandardCharsets.UTF_8))
                        .encoding())
                .isEqualTo("UTF-8");
        assertThat(readBytes(bytes(new int[] {0xFF, 0xFE}, text, StandardCharsets.UTF_16LE))
                        .encoding())
                .isEqualTo("UTF-16");
        for (var bytes : new byte[][] {
            text.getBytes(StandardCharsets.UTF_8),
            text.getBytes(Charset.forName("windows-1252")),
            bytes(new int[] {0xEF, 0xBB, 0xBF}, text, StandardCharsets.UTF_8),
            bytes(new int[] {0xFF, 0xFE}, text, StandardCharsets.UTF_16LE),
            bytes(new int[] {0xFE, 0xFF}, text, StandardCharsets.UTF_16BE)
        }) {
            assertThat(readBytes(bytes).rows().get(0).name()).isEqualTo("José Sánchez");
        }
    }

    @Test
    void nonBreakingSpacesAndLineBreaksInsideAValueBecomeOneBlank() {
        var file = read("email,display_name\n\u00A0ada@harbour.example,\"Ada\u00A0\r\n Moreno\"\n");

        assertThat(file.rows()).extracting(Row::name).containsExactly("Ada Moreno");
        assertThat(file.rows()).extracting(Row::email).containsExactly("ada@harbour.example");
    }

    @Test
    void everyRowThatCannotBeTakenIsNamedWithItsLineAndCause() {
        var file = read(HEADER
                + "ada@harbour.example,Ada,,,\n"
                + ",Nobody,,,\n"
                + "\n"
                + "not an email,Somebody,,,\n"
                + "ADA@harbour.example,Ada again,,,\n"
                + "omar@harbour.example,,,,\n"
                + "grace@harbour.example,Grace,Head,Engineering, Research,\n"
                + "kevin@harbour.example,Kevin,,,his manager\n"
                + "long@harbour.example," + "x".repeat(201) + ",,,\n");

        assertThat(file.rows()).extracting(Row::email).containsExactly("ada@harbour.example");
        assertThat(file.rejected())
                .extracting(RejectedRow::line, RejectedRow::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, "The email is missing."),
                        org.assertj.core.groups.Tuple.tuple(5, "\"not an email\" is not an email address."),
                        org.assertj.core.groups.Tuple.tuple(6, "This person is in the file already, on line 2."),
                        org.assertj.core.groups.Tuple.tuple(7, "The display name is missing."),
                        org.assertj.core.groups.Tuple.tuple(
                                8,
                                "The row has 6 fields where the first line names 5. A value with a comma in it needs quotes."),
                        org.assertj.core.groups.Tuple.tuple(
                                9, "The manager's \"his manager\" is not an email address."),
                        org.assertj.core.groups.Tuple.tuple(
                                10, "Name, title and department have up to 200 characters each."));
        assertThat(file.mentioned())
                .contains(
                        "omar@harbour.example",
                        "grace@harbour.example",
                        "kevin@harbour.example",
                        "long@harbour.example");
    }

    @Test
    void aFileWithoutTheNeededColumnsIsRefusedAsAWhole() {
        assertThatThrownBy(() -> read("name,mail\nAda,ada@harbour.example\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("email and display_name are needed");
        assertThatThrownBy(() -> read("")).isInstanceOf(Refusal.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> read("email,display_name,EMAIL\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("there twice");
    }

    @Test
    void binaryJunkIsNoTextFile() {
        var random = new Random(42);
        var junk = new byte[50_000];
        random.nextBytes(junk);

        assertThatThrownBy(() -> readBytes(junk)).isInstanceOf(Refusal.class).hasMessageContaining("not a text file");
    }

    @Test
    void anUnclosedQuoteIsRefusedWithAHint() {
        assertThatThrownBy(() -> read(HEADER + "ada@harbour.example,\"Ada,,,\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("stops being CSV");
    }

    @Test
    void moreRowsThanAllowedAreTooMany() {
        var text = new StringBuilder(HEADER);
        for (var i = 0; i < 11; i++) {
            text.append("p").append(i).append("@harbour.example,P,,,\n");
        }

        assertThatThrownBy(() -> PeopleFile.of(text.toString().getBytes(StandardCharsets.UTF_8), 10))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TOO_LARGE));
    }

    @Test
    void whateverBytesComeTheyAreReadOrRefused() {
        var seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var pieces = new String[] {
            "email",
            ",",
            "\n",
            "\"",
            "display_name",
            ";",
            "\r",
            "ada@b.example",
            "\u00A0",
            "ü",
            "manager_email",
            "=1+1",
            "\t",
            " "
        };
        for (var round = 0; round < 2000; round++) {
            var text = new StringBuilder(random.nextBoolean() ? HEADER : "");
            for (var i = random.nextInt(40); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            var bytes = text.toString()
                    .getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"));
            try {
                var file = readBytes(bytes);
                assertThat(file.rows())
                        .as("seed " + seed + ": " + text)
                        .allMatch(
                                row -> row.email().contains("@") && !row.name().isBlank());
            } catch (Refusal refused) {
                assertThat(refused.sentence()).as("seed " + seed + ": " + text).isNotBlank();
            }
        }
    }

    private static PeopleFile read(String text) {
        return readBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static PeopleFile readBytes(byte[] bytes) {
        return PeopleFile.of(bytes, 1000);
    }

    private static byte[] bytes(int[] mark, String text, Charset charset) {
        var bytes = new ByteArrayOutputStream();
        for (var one : mark) {
            bytes.write(one);
        }
        bytes.writeBytes(text.getBytes(charset));
        return bytes.toByteArray();
    }
}
