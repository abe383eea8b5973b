package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.chassis.web.Asker.CSRF;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TryServers.class)
class SignInTest {

    @Test
    void whoeverHasNoSessionIsSentToTheProviderWithPkceNonceAndState() {
        nobody().get("/form")
                .then()
                .statusCode(302)
                .header(
                        "Location",
                        allOf(
                                containsString("code_challenge_method=S256"),
                                containsString("nonce="),
                                containsString("state="),
                                containsString("client_id=licensedesk")));
    }

    @Test
    void signingInLeadsBackToTheVeryPageAndSaysWhoOneIs() {
        var cookies = new HashMap<String, String>();

        var page = SignedIn.follow(nobody().get("/form"), cookies);

        page.then()
                .statusCode(200)
                .body(containsString("Request a license"))
                .body(containsString("Ada Moreno"))
                .body(containsString("href=\"/approvals/people\""));
        assertThat(cookies).containsKey("q_session");
        nobody().cookies(cookies)
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("email", equalTo("ada@example.org"))
                .body("admin", equalTo(true));
    }

    @Test
    void theSessionCookieIsForAllServicesAndNotForScripts() {
        var session = SignedIn.walk(nobody().get("/form"), new HashMap<>()).stream()
                .map(answer -> answer.detailedCookie("q_session"))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();

        assertThat(session.getPath()).isEqualTo("/");
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isNotNull().isNotEqualToIgnoringCase("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c"})
    void aSessionThatCannotBeReadIsNoSession(String session) {
        nobody().cookie("q_session", session)
                .get("/form")
                .then()
                .statusCode(302)
                .header("Location", containsString("code_challenge"));
        nobody().cookie("q_session", session)
                .get("/api/me")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        nobody().cookie("q_session", session).get("/signed-out").then().statusCode(200);
    }

    @Test
    void anEndedSessionReloadsThePageOfAFragment() {
        nobody().header("HX-Request", "true")
                .get("/live?version=7")
                .then()
                .statusCode(401)
                .header("HX-Refresh", "true")
                .header("Location", nullValue());
    }

    @Test
    void anEndedSessionNeverLosesWhatWasTyped() {
        nobody().header("Sec-Fetch-Site", "same-origin")
                .cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF)
                .formParam("text", "long enough a text")
                .post("/form")
                .then()
                .statusCode(401)
                .contentType("text/html")
                .header("Location", nullValue())
                .body(containsString("Your session ended"))
                .body(containsString("new tab"));
        nobody().header("HX-Request", "true")
                .formParam("text", "long enough a text")
                .post("/form")
                .then()
                .statusCode(401)
                .header("HX-Retarget", "#messages")
                .body(containsString("Your session ended"));
    }

    @Test
    void aStateThatNobodyGaveOutOpensNoSession() {
        var answer = nobody().cookie("q_auth_x", "x")
                .queryParam("state", "forged")
                .queryParam("code", "stolen")
                .get("/signed-in");

        answer.then().statusCode(302).header("Location", containsString("code_challenge"));
        assertThat(answer.detailedCookie("q_session")).isNull();
    }

    @Test
    void signingOutEndsTheSessionHereAndAtTheProvider() {
        var cookies = SignedIn.session();

        var out = nobody().cookies(cookies).get("/sign-out");

        out.then()
                .statusCode(302)
                .header("Location", allOf(containsString("/oidc/endsession"), containsString("signed-out")));
        assertThat(out.detailedCookie("q_session").getMaxAge()).isZero();
        nobody().get("/signed-out")
                .then()
                .statusCode(200)
                .body(containsString("You are signed out"))
                .header("Set-Cookie", notNullValue());
    }
}
