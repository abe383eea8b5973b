package org.licensedesk.local.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** The key that signs this system's tokens: made at the first start, kept beside its data, so that sessions survive a restart. */
final class SigningKey {

    private SigningKey() {}

    static RSAKey keptIn(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                write(file, new RSAKeyGenerator(2048).generate());
            }
            return RSAKey.parse(Files.readString(file));
        } catch (JOSEException | ParseException e) {
            throw new IOException("the signing key in " + file + " cannot be used", e);
        }
    }

    private static void write(Path file, RSAKey key) throws IOException {
        Path aside = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "key-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, key.toJSONString());
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
