package org.licensedesk.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.licensedesk.local.servers.FreePorts;

class MailFilesTest {

    private final int port = new FreePorts().next();

    @TempDir
    Path directory;

    @Test
    void eachMailBecomesAFileThatOnlyItsOwnerReads() throws Exception {
        Path mails = directory.resolve("mail");
        try (MailFiles files = MailFiles.start(mails, port)) {
            send("carla@guest.example", "Subject: One\r\n\r\nHello Carla.\r\n.");
            send("carla@guest.example", "Subject: Two\r\n\r\nHello again.\r\n.");
        }

        List<Path> found = inOrder(mails);
        assertThat(found).hasSize(2).allSatisfy(file -> {
            assertThat(file.getFileName().toString()).endsWith("-carla@guest.example.eml");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        });
        assertThat(Files.readString(found.get(0))).contains("Subject: One", "Hello Carla.");
        assertThat(Files.readString(found.get(1))).contains("Subject: Two");
    }

    @Test
    void aRecipientNamedLikeAPathStaysInsideTheDirectory() throws Exception {
        Path mails = directory.resolve("mail");
        try (MailFiles files = MailFiles.start(mails, port)) {
            send("../../evil@guest.example", "Subject: Up\r\n\r\nAnd away.\r\n.");
        }

        assertThat(inOrder(mails)).hasSize(1);
        assertThat(inOrder(directory)).containsExactly(mails);
    }

    @Test
    void nobodyOutsideOfThisMachineReachesIt() throws Exception {
        try (MailFiles files = MailFiles.start(directory.resolve("mail"), port)) {
            for (InetAddress address :
                    InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
                if (!address.isLoopbackAddress()) {
                    assertThat(answers(address)).isFalse();
                }
            }
        }
    }

    private boolean answers(InetAddress address) {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void send(String recipient, String mail) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(in.readLine()).startsWith("220");
            for (String line : List.of(
                    "HELO test", "MAIL FROM:<desk@localhost>", "RCPT TO:<" + recipient + ">", "DATA", mail, "QUIT")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                assertThat(in.readLine()).matches("[23].*");
            }
        }
    }

    private static List<Path> inOrder(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
