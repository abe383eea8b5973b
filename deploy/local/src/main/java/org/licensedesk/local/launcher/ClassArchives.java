package org.licensedesk.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of each program, laid out by an earlier run, so that the next one starts faster (JEP 350, dynamic archives).
 * A run without an archive records one as it ends; a program that is killed records nothing, and nothing is lost by that.
 */
final class ClassArchives {

    private static final String SILENT = "-Xlog:cds*=off";

    private final Path directory;
    private final String java = System.getProperty("java.vm.version").replaceAll("[^\\w.]", "-");
    private final Map<Path, Path> recordings = new LinkedHashMap<>();

    ClassArchives(Path directory) {
        this.directory = directory;
    }

    /**
     * The options that let a program use its archive, or record it.
     *
     * @param code the program's jar: an archive that is older is of no use
     */
    List<String> flags(String program, Path code) throws IOException {
        Files.createDirectories(directory);
        Path archive = directory.resolve(program + "-" + java + ".jsa");
        if (Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(code)) > 0) {
            return List.of("-XX:SharedArchiveFile=" + archive, SILENT);
        }
        Path recording = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        recordings.put(recording, archive);
        return List.of("-XX:ArchiveClassesAtExit=" + recording, SILENT);
    }

    /** Puts into place what has been recorded. An archive only saves time, so a failure here is none. */
    void keepRecordings() {
        recordings.forEach((recording, archive) -> {
            try {
                if (Files.exists(recording)) {
                    Files.move(recording, archive, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                recording.toFile().delete();
            }
        });
    }
}
