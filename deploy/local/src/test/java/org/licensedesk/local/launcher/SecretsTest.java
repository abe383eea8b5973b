package org.licensedesk.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void aSecretStaysTheSame() throws IOException {
        String first = new Secrets(directory.resolve("secrets")).get("session");

        assertThat(new Secrets(directory.resolve("secrets")).get("session"))
                .isEqualTo(first)
                .hasSize(32)
                .matches("[A-Za-z0-9]+");
    }

    @Test
    void everySecretIsAnother() throws IOException {
        var secrets = new Secrets(directory.resolve("secrets"));

        assertThat(secrets.get("session")).isNotEqualTo(secrets.get("state"));
    }

    @Test
    void onlyTheirOwnerReadsThem() throws IOException {
        new Secrets(directory.resolve("secrets")).get("session");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("secrets"))))
                .isEqualTo("rw-------");
    }
}
