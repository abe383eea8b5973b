package org.licensedesk.assignment.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.licensedesk.chassis.web.Refusal;

/** A file that came in the field {@code file} of a form. */
public final class SentFile {

    private SentFile() {}

    /** What is in it; a form that was sent without a file is refused. */
    public static byte[] bytes(FileUpload file) {
        if (file == null || file.size() == 0) {
            throw Refusal.invalid("file", "Choose a file first.");
        }
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file that was sent", unreadable);
        }
    }
}
