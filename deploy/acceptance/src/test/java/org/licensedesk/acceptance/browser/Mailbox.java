package org.licensedesk.acceptance.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.licensedesk.acceptance.RunningSystem;

/** The mails of a running system, which are files in its data directory. */
final class Mailbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern ESCAPED = Pattern.compile("=([0-9A-F]{2})");

    private final Path directory;

    Mailbox(RunningSystem system) {
        this.directory = system.data().resolve("mail");
    }

    /** The link in the newest mail to this address, waited for. */
    URI link(String address) throws IOException {
        Matcher link = LINK.matcher(newest(address));
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
                return text(Files.readString(found.get(), StandardCharsets.UTF_8));
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

    /** Long lines of a mail are broken, and some characters written as numbers; addresses hold none beyond ASCII. */
    private static String text(String mail) {
        return ESCAPED.matcher(mail.replaceAll("=\r?\n", ""))
                .replaceAll(escaped ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 16))));
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
