package org.licensedesk.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.licensedesk.local.servers.FreePorts;
import picocli.CommandLine;

class StartTest {

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final PrintStream usual = System.err;

    @TempDir
    Path directory;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(errors, true));
    }

    @AfterEach
    void restore() {
        System.setErr(usual);
    }

    @Test
    void aTakenPortIsOneClearSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exitCode = start("--port", String.valueOf(taken.getLocalPort()), "--data", directory.toString());

            assertThat(exitCode).isEqualTo(2);
            assertThat(errors.toString().strip())
                    .isEqualTo("Port " + taken.getLocalPort() + " is taken. Choose another one with --port.");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsOneClearSentence() throws Exception {
        Path file = Files.writeString(directory.resolve("a-file"), "no directory");

        int exitCode = start("--port", freePort(), "--data", file.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString().strip())
                .isEqualTo("The directory " + file + " cannot be written to. Choose another one with --data.");
    }

    @Test
    void aFileThatIsMissingIsOneClearSentence() {
        int exitCode = start("--people", "no-such.csv", "--data", directory.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString().strip()).isEqualTo("The file no-such.csv cannot be read.");
    }

    @Test
    void aWrongOptionShowsTheRightOnes() {
        int exitCode = start("--bogus");

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains("Unknown option", "--port=N");
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThat(start("--port", "99999", "--data", directory.toString())).isEqualTo(2);
        assertThat(errors.toString().strip()).isEqualTo("There is no port 99999. Choose one from 1 to 65535.");
    }

    private static int start(String... arguments) {
        return new CommandLine(new Start())
                .setErr(new PrintWriter(System.err, true))
                .execute(arguments);
    }

    private static String freePort() {
        return String.valueOf(new FreePorts().next());
    }
}
