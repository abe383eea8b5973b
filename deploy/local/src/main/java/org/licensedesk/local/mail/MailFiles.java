package org.licensedesk.local.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes mails over SMTP, on loopback only, and writes each into a file of its own: {@code TIME-NUMBER-RECIPIENT.eml}, sorted by time. They
 * may hold what opens a door, so only their owner reads them.
 */
public final class MailFiles implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int CONNECTIONS = 8;
    private static final int LONGEST_MAIL = 10 * 1024 * 1024;
    private static final int TRY_LATER = 451;

    private final Path directory;
    private final SMTPServer server;
    private final AtomicInteger number = new AtomicInteger();

    private MailFiles(Path directory, int port) {
        this.directory = directory;
        this.server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost") // or else it asks the network who it is
                .maxConnections(CONNECTIONS)
                .maxMessageSize(LONGEST_MAIL)
                .executorService(Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "mail");
                    thread.setDaemon(true);
                    return thread;
                }))
                .messageHandler((context, from, to, mail) -> keep(to, mail))
                .build();
    }

    /** Takes mails from now on. */
    public static MailFiles start(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        MailFiles files = new MailFiles(directory, port);
        files.server.start();
        return files;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Written aside first: whoever waits for a mail never reads half of one. */
    private void keep(String recipient, byte[] mail) throws RejectException {
        try {
            Path aside = Files.createTempFile(
                    directory,
                    "arriving-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(aside, mail);
            Files.move(aside, directory.resolve(name(recipient)), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RejectException(
                    TRY_LATER,
                    "The mail cannot be written down: " + e.getClass().getSimpleName());
        }
    }

    /** A recipient may be named like a path; the file must not be. */
    private String name(String recipient) {
        String safe = recipient.replaceAll("[^A-Za-z0-9@.+_-]", "_");
        return "%s-%03d-%s.eml"
                .formatted(
                        TIME.format(Instant.now()),
                        number.incrementAndGet() % 1000,
                        safe.substring(0, Math.min(safe.length(), 100)));
    }
}
