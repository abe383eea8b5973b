package org.licensedesk.local.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.licensedesk.local.servers.Directories;

/** Where one system keeps everything; used by one launcher at a time. */
final class DataDirectory {

    private static final List<String> OURS = List.of(
            "postgres",
            "postgres.new",
            "kafka",
            "kafka.new",
            "logs",
            "mail",
            "secrets.properties",
            "oidc-key.json",
            "demo-is-in");

    private final Path root;
    private final FileLock lock;

    private DataDirectory(Path root, FileLock lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataDirectory claim(Path given) throws StartFailure {
        Path root = given.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Files.createDirectories(root.resolve("run"));
            Files.setPosixFilePermissions(root.resolve("run"), PosixFilePermissions.fromString("rwx------"));
            var channel =
                    FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw StartFailure.wrongCall("Another License Desk is running on " + root
                        + ". Stop it first, or choose another directory with --data.");
            }
            Files.createDirectories(root.resolve("logs"));
            return new DataDirectory(root, lock);
        } catch (IOException e) {
            throw StartFailure.wrongCall(
                    "The directory " + root + " cannot be written to. Choose another one with --data.");
        }
    }

    /** Deletes what earlier runs left; files that are not ours stay. */
    void empty() throws IOException {
        for (String name : OURS) {
            Directories.delete(root.resolve(name));
        }
        Files.createDirectories(root.resolve("logs"));
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** The log of a part; what the run before this one logged is kept once. */
    Path log(String part) throws IOException {
        Path log = root.resolve("logs").resolve(part + ".log");
        if (Files.exists(log)) {
            Files.move(
                    log, log.resolveSibling(part + ".previous.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** Lets the next launcher in. */
    void release() throws IOException {
        lock.release();
    }
}
