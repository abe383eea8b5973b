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

/** The database that messaging wants and an OpenID provider, whose key exists for one test run only. */
public class TryServers implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;
    private TinyProvider provider;

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        try {
            postgres = EmbeddedPostgres.builder().start();
            var keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            var pair = keys.generateKeyPair();
            provider = new TinyProvider(pair);
            settings.put(
                    "try.private-key",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
        settings.put("DATABASE_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
        settings.put("DATABASE_USER", "postgres");
        settings.put("DATABASE_PASSWORD", "postgres");
        settings.put("OIDC_URL", provider.url());
        settings.put("OIDC_CLIENT_SECRET", "a-secret-that-only-this-run-knows");
        settings.put("SESSION_SECRET", "0123456789abcdef0123456789abcdef");
        settings.put("STATE_SECRET", "fedcba9876543210fedcba9876543210");
        return settings;
    }

    @Override
    public void stop() {
        try {
            provider.stop();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
