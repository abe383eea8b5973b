package org.licensedesk.chassis.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Bearer tokens of invented persons, signed with RS256 by a key that the service under test trusts ({@link LocalServers}). */
public final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** A token of the person with this email and these roles, good for an hour; the name is made of the email. */
    public static String of(String email, String... roles) {
        return signed(TestKey.current(), email, nameOf(email), "licensedesk", Duration.ofHours(1), roles);
    }

    /** A token that ended an hour ago. */
    public static String expired(String email, String... roles) {
        return signed(TestKey.current(), email, nameOf(email), "licensedesk", Duration.ofHours(-1), roles);
    }

    /** A token signed by somebody else. */
    public static String forged(String email, String... roles) {
        return signed(TestKey.forged(), email, nameOf(email), "licensedesk", Duration.ofHours(1), roles);
    }

    /** A token of the right provider, but for another application. */
    public static String forAnotherAudience(String email, String... roles) {
        return signed(TestKey.current(), email, nameOf(email), "payroll", Duration.ofHours(1), roles);
    }

    /** A request of that person, below the service's root path: {@code as("ada@example.org", "license-admin").get("/api/requests")}. */
    public static RequestSpecification as(String email, String... roles) {
        return given().auth().oauth2(of(email, roles));
    }

    /** As {@link #as}, with what a form needs to pass the check against forged posts; redirects are not followed. */
    public static RequestSpecification postingFormAs(String email, String... roles) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String csrfToken = BASE64.encodeToString(bytes);
        return as(email, roles)
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .cookie("csrf-token", csrfToken)
                .formParam("csrf-token", csrfToken);
    }

    /** "ada.moreno@example.org" is called Ada Moreno. */
    public static String nameOf(String email) {
        return Arrays.stream(email.substring(0, email.indexOf('@')).split("[.]"))
                .filter(part -> !part.isEmpty())
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static String signed(
            TestKey key, String email, String name, String audience, Duration validity, String... roles) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", TestProvider.url());
        claims.put("aud", audience);
        claims.put("sub", email);
        claims.put("email", email);
        claims.put("name", name);
        claims.put("roles", List.of(roles));
        claims.put("iat", now.minus(Duration.ofHours(2)).getEpochSecond());
        claims.put("exp", now.plus(validity).getEpochSecond());
        String content = part(Map.of("alg", "RS256", "typ", "JWT", "kid", TestKey.ID)) + "." + part(claims);
        return content + "." + BASE64.encodeToString(key.sign(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String part(Map<String, ?> content) {
        try {
            return BASE64.encodeToString(Contracts.JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }
}
