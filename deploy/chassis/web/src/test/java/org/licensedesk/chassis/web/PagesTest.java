package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.licensedesk.chassis.web.Asker.CSRF;
import static org.licensedesk.chassis.web.Asker.ada;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TryServers.class)
class PagesTest {

    private static final Pattern INLINE = Pattern.compile(
            "<style|<script(?![^>]*\\ssrc=)|\\sstyle=|\\son[a-z]+=|javascript:|hx-on|hx-vals=.js:",
            Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(strings = {"/", "/form", "/nothing/here", "/office", "/broken", "/signed-out", "/sign-in-failed"})
    void aPageHasNothingInlineAndOneHeading(String path) {
        var page = ada("license-admin", "auditor").get(path).asString();

        assertThat(INLINE.matcher(page).results().map(found -> found.group())).isEmpty();
        if (!path.equals("/office")) {
            assertThat(page.split("<h1", -1)).hasSize(2);
            assertThat(page).contains("<html lang=\"en\">", "<main id=\"main\"", "href=\"#main\"", "<title>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/api/me", "/signed-out", "/favicon.ico"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        var answer = ada().get(path).then();

        answer.header("Content-Security-Policy", allOf(startsWith("default-src 'self'"), not(containsString("unsafe"))))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("X-Frame-Options", "DENY");
    }

    @Test
    void whatPeopleTypeIsEscaped() {
        ada().queryParam("text", "<script>alert('x')</script>\"'")
                .get("/")
                .then()
                .statusCode(200)
                .body(not(containsString("<script>alert")))
                .body(containsString("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;"));
    }

    @Test
    void navigationShowsOnlyWhatOneMayUse() {
        ada().get("/").then().body(not(containsString("/assignments/"))).body(not(containsString("/requests/history")));
        ada("license-admin")
                .get("/")
                .then()
                .body(containsString("href=\"/approvals/people\""))
                .body(not(containsString("/requests/history")));
        ada("auditor")
                .get("/")
                .then()
                .body(containsString("href=\"/requests/history\""))
                .body(not(containsString("/approvals/people")));
        ada().get("/").then().body(containsString("href=\"/requests/\" aria-current=\"page\""));
    }

    @Test
    void pagesAreNotKeptByAnybodyElse() {
        ada().get("/").then().header("Cache-Control", containsString("private"));
        ada().get("/api/me").then().header("Cache-Control", containsString("no-store"));
    }

    @Test
    void anUnknownAddressAndAMissingRoleArePages() {
        ada().get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("text/html")
                .body(containsString("Not found"))
                .body(containsString("Sign out"));
        ada().get("/office")
                .then()
                .statusCode(403)
                .contentType("text/html")
                .body(containsString("You may not do or see this."));
        ada().get("/broken")
                .then()
                .statusCode(500)
                .contentType("text/html")
                .body(not(containsString("secret inner reason")));
        ada().delete("/form").then().statusCode(405).contentType("text/html");
    }

    @Test
    void aFormNeedsItsToken() {
        ada().formParam("text", "long enough a text")
                .post("/form")
                .then()
                .statusCode(400)
                .contentType("text/html")
                .body(containsString("open for too long"));
        ada().cookie("csrf-token", CSRF)
                .formParam("csrf-token", "AAAAAAAAAAAAAAAAAAAAAB")
                .formParam("text", "long enough a text")
                .post("/form")
                .then()
                .statusCode(400);
    }

    @Test
    void aFormWithItsTokenLeadsToAPageThatSaysSo() {
        var sent = ada().cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF)
                .formParam("text", "a <b>good</b> reason")
                .post("/form");
        sent.then().statusCode(303).header("Location", org.hamcrest.Matchers.endsWith("/try/"));

        var shown = ada().cookie("flash", sent.cookie("flash")).get("/");
        shown.then()
                .body(containsString("Sent: a &lt;b&gt;good&lt;/b&gt; reason"))
                .cookie("flash", emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "x", "PHNjcmlwdD4"})
    void aForgedMessageIsTextOrNothing(String cookie) {
        ada().cookie("flash", cookie).get("/").then().statusCode(200).body(not(containsString("<script>alert")));
    }

    @Test
    void aFieldErrorStandsBesideTheFieldAndTheTextIsKept() {
        ada().cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF)
                .formParam("text", "too <i>")
                .post("/form")
                .then()
                .statusCode(400)
                .body(containsString("aria-invalid=\"true\""))
                .body(containsString("Say in at least 10 characters why."))
                .body(containsString(">too &lt;i&gt;</textarea>"));
    }

    @Test
    void aRefusalForHtmxBecomesAMessageAndLeavesTheFragment() {
        ada().cookie("csrf-token", CSRF)
                .header("HX-Request", "true")
                .header("X-CSRF-TOKEN", CSRF)
                .formParam("text", "asked twice, really")
                .post("/form")
                .then()
                .statusCode(409)
                .header("HX-Retarget", "#messages")
                .header("HX-Reswap", "innerHTML")
                .body(containsString("Already approved by Ada Moreno &lt;b&gt;at&lt;/b&gt; 10:42."))
                .body(not(containsString("<html")));
    }

    @Test
    void whatComesFromAnotherSiteIsRefused() {
        var fetched = nobodyWithABrowser("cross-site", null);
        assertThat(fetched).isEqualTo(403);
        assertThat(nobodyWithABrowser("same-site", null)).isEqualTo(403);
        assertThat(nobodyWithABrowser("none", null)).isEqualTo(403);
        assertThat(nobodyWithABrowser(null, "https://evil.example")).isEqualTo(403);
        assertThat(nobodyWithABrowser(null, "null")).isEqualTo(403);
        assertThat(nobodyWithABrowser(null, null)).isEqualTo(403);
        assertThat(nobodyWithABrowser("same-origin", null)).isEqualTo(303);
    }

    /** A form post with a session cookie, as a browser sends it. */
    private int nobodyWithABrowser(String site, String origin) {
        var cookies = SignedIn.session();
        cookies.put("csrf-token", CSRF);
        var request = nobody().cookies(cookies).formParam("csrf-token", CSRF).formParam("text", "long enough a text");
        if (site != null) {
            request = request.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request = request.header("Origin", origin);
        }
        return request.post("/form").statusCode();
    }

    @Test
    void jsonWithABrowsersSessionFromAnotherSiteIsRefused() {
        var session = SignedIn.session();
        nobody().cookies(session)
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/json")
                .body("{\"justification\":\"long enough\"}")
                .post("/api/orders")
                .then()
                .statusCode(403)
                .body("code", equalTo("CROSS_SITE"));
        nobody().cookies(session)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/json")
                .body("{\"justification\":\"long enough\"}")
                .post("/api/orders")
                .then()
                .statusCode(200);
    }

    @Test
    void aFragmentThatDidNotChangeIs204() {
        ada().header("HX-Request", "true").get("/live?version=7").then().statusCode(204);
        ada().header("HX-Request", "true")
                .get("/live?version=6")
                .then()
                .statusCode(200)
                .body(containsString("version=7"));
    }

    @Test
    void assetsAreKeptForEverUnderTheirFingerprintOnly() {
        var page = ada().get("/").asString();
        var matcher = Pattern.compile("/try(/assets/[0-9a-f]{12}/tabler\\.css)").matcher(page);
        assertThat(matcher.find()).isTrue();

        nobody().header("Accept-Encoding", "gzip")
                .get(matcher.group(1))
                .then()
                .statusCode(200)
                .header("Cache-Control", allOf(containsString("immutable"), containsString("max-age=31536000")))
                .header("Content-Encoding", equalTo("gzip"))
                .header("Set-Cookie", nullValue());
        nobody().get("/assets/000000000000/tabler.css").then().statusCode(404);
        nobody().get("/assets/000000000000/../../application.properties").then().statusCode(not(200));
    }

    @Test
    void theFirstPageWeighsLittleAndTheNextOnesLess() {
        var page = ada().header("Accept-Encoding", "gzip").get("/");
        var html = Integer.parseInt(page.header("Content-Length") == null ? "0" : page.header("Content-Length"));
        var weight = Pattern.compile("/try(/assets/[^\"#]+)")
                .matcher(page.asString())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .mapToInt(path -> Integer.parseInt(
                        nobody().header("Accept-Encoding", "gzip").get(path).header("Content-Length")))
                .sum();

        assertThat(weight).isPositive().isLessThan(150_000);
        assertThat(html).isLessThan(30_000);
        page.then().header("Content-Encoding", equalTo("gzip")).header("Vary", notNullValue());
    }
}
