package org.licensedesk.local.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once beside this project's jar and shared by every system that runs from it. */
final class PostgresPrograms {

    private final Path home;

    private PostgresPrograms(Path home) {
        this.home = home;
    }

    static synchronized PostgresPrograms unpacked() {
        try {
            byte[] archive = archive();
            var checksum = new CRC32();
            checksum.update(archive);
            Path home = besideTheJar().resolve("postgres-" + Long.toHexString(checksum.getValue()));
            if (!Files.isDirectory(home)) {
                unpack(archive, home);
            }
            return new PostgresPrograms(home);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs could not be unpacked", e);
        }
    }

    String path(String program) {
        return home.resolve("bin").resolve(program).toString();
    }

    private static byte[] archive() throws IOException {
        String name = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream in = PostgresPrograms.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException("this build has no PostgreSQL for this machine (" + name + ")");
            }
            return in.readAllBytes();
        }
    }

    static String archiveName(String system, String machine) {
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        boolean mac = system.toLowerCase(Locale.ROOT).contains("mac");
        return "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static Path besideTheJar() {
        try {
            Path code = Path.of(PostgresPrograms.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path directory = code.getParent();
            return Files.isWritable(directory) ? directory : Path.of(System.getProperty("java.io.tmpdir"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the jar's own place is not a file", e);
        }
    }

    /** Unpacks aside and renames, so that two processes at once, or one that is killed, never leave half a directory. */
    private static void unpack(byte[] archive, Path home) throws IOException {
        Path aside = Files.createTempDirectory(home.getParent(), "unpacking-");
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(new java.io.ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, aside.resolve(entry.getName()).normalize());
            }
        }
        try {
            Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            deleteAll(aside); // somebody else was quicker
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("a hard link in PostgreSQL's archive: " + entry.getName());
        } else {
            Files.copy(tar, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
