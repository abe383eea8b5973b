package org.licensedesk.chassis.web;

import static io.restassured.RestAssured.given;

import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import org.eclipse.microprofile.config.ConfigProvider;

/** Who asks in these tests; nobody follows a redirect. */
final class Asker {

    static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    private Asker() {}

    static RequestSpecification nobody() {
        return given().config(RestAssuredConfig.config()
                .redirect(RedirectConfig.redirectConfig().followRedirects(false)));
    }

    static RequestSpecification ada(String... roles) {
        return nobody().header("Authorization", "Bearer " + token("Ada@Example.org", Duration.ofMinutes(5), roles));
    }

    static String token(String email, Duration life, String... roles) {
        return token(email, life, null, roles);
    }

    static String token(String email, Duration life, Boolean verified, String... roles) {
        try {
            var der = Base64.getDecoder().decode(ConfigProvider.getConfig().getValue("try.private-key", String.class));
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            var claims = Jwt.subject("subject-of-" + email)
                    .claim("name", "Ada Moreno")
                    .claim("roles", new HashSet<>(Arrays.asList(roles)))
                    .issuer(ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class))
                    .audience("licensedesk")
                    .issuedAt(Instant.now().minus(Duration.ofHours(1)))
                    .expiresAt(Instant.now().plus(life));
            if (email != null) {
                claims = claims.claim("email", email);
            }
            if (verified != null) {
                claims = claims.claim("email_verified", verified);
            }
            return claims.jws().keyId("try").sign(key);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("a key made by this test run", e);
        }
    }
}
