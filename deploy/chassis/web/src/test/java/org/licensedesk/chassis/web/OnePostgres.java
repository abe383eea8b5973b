package org.licensedesk.chassis.web;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The database that messaging wants, and a key pair that exists for one test run only. */
public class OnePostgres implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        try {
            postgres = EmbeddedPostgres.builder().start();
            var keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            var pair = keys.generateKeyPair();
            settings.put("quarkus.oidc.public-key", base64(pair.getPublic().getEncoded()));
            settings.put("try.private-key", base64(pair.getPrivate().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
        settings.put("DATABASE_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
        settings.put("DATABASE_USER", "postgres");
        settings.put("DATABASE_PASSWORD", "postgres");
        return settings;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
