package org.licensedesk.acceptance.browser;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.licensedesk.acceptance.RunningSystem;

/** The mails of a running system, which are files in its data directory. */
final class Mailbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final Path directory;

    Mailbox(RunningSystem system) {
        this(system.data());
    }

    /** @param data where a system keeps what it owns */
    Mailbox(Path data) {
        this.directory = data.resolve("mail");
    }

    /** The link in the newest mail to this address, waited for. */
    URI link(String address) throws IOException {
        var link = LINK.matcher(newest(address));
        if (!link.find()) {
            throw new AssertionError("no link in the mail to " + address);
        }
        return URI.create(link.group());
    }

    private String newest(String address) throws IOException {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            var found = find(address);
            if (found.isPresent()) {
                return text(found.get());
            }
            pause();
        }
        throw new AssertionError("no mail to " + address + " in " + directory);
    }

    private Optional<Path> find(String address) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-" + address + ".eml"))
                    .sorted()
                    .reduce((older, newer) -> newer);
        }
    }

    /** As its reader sees it: whether anything is written as numbers in it, and how, its head says. */
    private static String text(Path mail) throws IOException {
        try (var in = Files.newInputStream(mail)) {
            return (String) new MimeMessage(null, in).getContent();
        } catch (MessagingException e) {
            throw new IOException("not a mail: " + mail, e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a mail", e);
        }
    }
}
