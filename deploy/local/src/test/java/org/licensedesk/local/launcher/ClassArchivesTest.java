package org.licensedesk.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
    @TempDir
    private Path directory;

    private Path code;

    @BeforeEach
    void buildTheProgram() throws IOException {
        code = Files.writeString(directory.resolve("program.jar"), "code");
        Files.setLastModifiedTime(code, FileTime.from(Instant.now().minusSeconds(60)));
    }

    @Test
    void theFirstRunRecordsAndTheNextUsesWhatItRecorded() throws IOException {
        var first = new ClassArchives(directory);
        Files.writeString(recording(first), "classes");
        first.keepRecordings();

        var option = option(new ClassArchives(directory));

        assertTrue(option.startsWith("-XX:SharedArchiveFile="), option);
        assertEquals("classes", Files.readString(Path.of(option.substring(option.indexOf('=') + 1))));
    }

    @Test
    void aProgramThatWasKilledLeavesNothingAndTheNextRunRecords() throws IOException {
        var first = new ClassArchives(directory);
        recording(first);
        first.keepRecordings();

        recording(new ClassArchives(directory));
    }

    @Test
    void anArchiveOfOlderCodeIsRecordedAnew() throws IOException {
        var first = new ClassArchives(directory);
        Files.writeString(recording(first), "classes");
        first.keepRecordings();
        Files.setLastModifiedTime(code, FileTime.from(Instant.now().plusSeconds(60)));

        recording(new ClassArchives(directory));
    }

    private String option(ClassArchives archives) throws IOException {
        return archives.flags("program", code).get(0);
    }

    /** Where this run records to; fails when it does not. */
    private Path recording(ClassArchives archives) throws IOException {
        var option = option(archives);
        assertTrue(option.startsWith("-XX:ArchiveClassesAtExit="), option);
        return Path.of(option.substring(option.indexOf('=') + 1));
    }
}
