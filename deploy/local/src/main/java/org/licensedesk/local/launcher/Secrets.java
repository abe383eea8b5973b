package org.licensedesk.local.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;

/** Passwords and keys of one system: made up when first asked for, kept in a file that only its owner can read. */
final class Secrets {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private final Path file;
    private final Properties known = new Properties();
    private final SecureRandom random = new SecureRandom();

    Secrets(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            known.load(new StringReader(Files.readString(file)));
        }
    }

    /** The secret with this name, 32 letters and digits. */
    synchronized String get(String name) {
        String secret = known.getProperty(name);
        if (secret == null) {
            secret = random.ints(LENGTH, 0, LETTERS.length())
                    .mapToObj(LETTERS::charAt)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                    .toString();
            known.setProperty(name, secret);
            save();
        }
        return secret;
    }

    private void save() {
        try {
            var text = new StringWriter();
            known.store(text, null);
            writePrivately(file, text.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the secrets cannot be kept in " + file, e);
        }
    }

    /** Replaces a file as a whole by one that only its owner can read. */
    static void writePrivately(Path file, String text) throws IOException {
        Path aside = Files.createTempFile(
                file.getParent(),
                file.getFileName() + "-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
