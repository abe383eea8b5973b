package org.licensedesk.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link is read as it was meant, however the mail was packed for the way. */
class MailboxTest {
    private static final String GUEST = "carla@studio.example";

    @TempDir
    Path data;

    @Test
    void aCodeThatLooksLikeANumberIsLeftAsItStandsInAPlainMail() throws IOException {
        arrives("001", "7bit", "http://desk.example/acceptance?key=3DPxSat\r\n");

        assertThat(new Mailbox(data).link(GUEST)).isEqualTo(URI.create("http://desk.example/acceptance?key=3DPxSat"));
    }

    @Test
    void aPackedMailIsUnpacked() throws IOException {
        arrives("001", "quoted-printable", "http://desk.example/accep=\r\ntance?key=3DPxSat\r\n");

        assertThat(new Mailbox(data).link(GUEST)).isEqualTo(URI.create("http://desk.example/acceptance?key=PxSat"));
    }

    @Test
    void theNewestCounts() throws IOException {
        arrives("001", "7bit", "http://desk.example/?key=old\r\n");
        arrives("002", "7bit", "http://desk.example/?key=new\r\n");

        assertThat(new Mailbox(data).link(GUEST)).isEqualTo(URI.create("http://desk.example/?key=new"));
    }

    private void arrives(String number, String encoding, String body) throws IOException {
        var directory = Files.createDirectories(data.resolve("mail"));
        Files.writeString(
                directory.resolve(number + "-" + GUEST + ".eml"),
                "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n"
                        + body);
    }
}
