package org.licensedesk.local.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** What Java's own file operations leave out: whole directories, and making sure that they survive a power cut. */
public final class Directories {

    private Directories() {}

    /** Deletes a directory and all in it; one that does not exist is fine. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Forces every file and directory below (and the name of the directory itself) to the disk. */
    static void sync(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                syncOne(path);
            }
        }
        syncOne(directory.toAbsolutePath().getParent());
    }

    private static void syncOne(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
