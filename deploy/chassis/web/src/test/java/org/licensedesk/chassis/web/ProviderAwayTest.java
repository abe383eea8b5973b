package org.licensedesk.chassis.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TryServers.class)
@TestProfile(ProviderAwayTest.Away.class)
class ProviderAwayTest {

    /** Nobody listens on that port. */
    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.auth-server-url", "http://localhost:1/oidc");
        }
    }

    @Test
    void aPageSaysSoAndWhenToComeBack() {
        nobody().get("/form")
                .then()
                .statusCode(503)
                .contentType("text/html")
                .header("Retry-After", notNullValue())
                .body(containsString("Signing in is not possible at the moment"));
    }

    @Test
    void theApiSaysSoToo() {
        nobody().header("Authorization", "Bearer " + Asker.token("ada@example.org", java.time.Duration.ofMinutes(5)))
                .get("/api/me")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("SIGN_IN_AWAY"));
    }

    @Test
    void whatIsPublicStillAnswers() {
        nobody().get("/signed-out").then().statusCode(200);
    }
}
