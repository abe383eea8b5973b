package org.licensedesk.local.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.licensedesk.local.servers.FreePorts;

class OidcProviderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = new FreePorts().next();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private HttpServer directoryService;
    private URI address;
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        directoryService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        directoryService.createContext("/approvals/api/people", exchange -> {
            byte[] answer = """
                    {"items": [{"email": "ines.imported@harbour.example", "name": "Ines Imported", "active": true}], "next": null}
                    """.getBytes(StandardCharsets.UTF_8);
            boolean trusted =
                    exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(trusted ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        directoryService.start();
        address = URI.create("http://localhost:" + directoryService.getAddress().getPort());
        Path accounts = directory.resolve("accounts.json");
        Files.writeString(
                accounts,
                JSON.writeValueAsString(List.of(
                        new Account("kevin.brown@harbour.example", "Kevin Brown", "Engineer, <asks>", List.of()),
                        new Account(
                                "lena.fischer@harbour.example",
                                "Lena Fischer",
                                "Administrator",
                                List.of("license-admin")),
                        new Account("mei.tanaka@harbour.example", "Mei Tanaka", null, List.of()))));
        provider = OidcProvider.start(port, address, accounts, directory.resolve("key.json"));
    }

    @AfterEach
    void stop() {
        provider.stop(0);
        directoryService.stop(0);
    }

    @Test
    void thePageOffersThoseWithAPartAndAFieldForOthers() throws Exception {
        String page = get(authorize()).body();

        assertThat(page)
                .contains("value=\"kevin.brown@harbour.example\"", "Engineer, &lt;asks&gt;", "Lena Fischer")
                .contains("<input id=\"other\"")
                .doesNotContain("Mei Tanaka", "<script");
    }

    @Test
    void whoeverIsChosenIsSignedInWithTheirOwnClaims() throws Exception {
        HttpResponse<String> chosen = post(authorize(), "username=LENA.fischer%40harbour.example");

        assertThat(chosen.statusCode()).isEqualTo(302);
        JWTClaimsSet claims = claims(tokensFor(codeIn(chosen)).path("id_token"));
        assertThat(claims.getStringClaim("email")).isEqualTo("lena.fischer@harbour.example");
        assertThat(claims.getStringClaim("name")).isEqualTo("Lena Fischer");
        assertThat(claims.getStringListClaim("roles")).containsExactly("license-admin");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n1");
        assertThat(claims.getAudience()).containsExactly("licensedesk");
        assertThat(claims.getIssuer()).isEqualTo(address + "/oidc");
    }

    @Test
    void nobodyGivesThemselvesARole() throws Exception {
        HttpResponse<String> chosen = post(
                authorize(), "username=kevin.brown%40harbour.example&claims=%7B%22roles%22%3A%5B%22auditor%22%5D%7D");

        assertThat(claims(tokensFor(codeIn(chosen)).path("id_token")).getStringListClaim("roles"))
                .isEmpty();
    }

    @Test
    void whoeverWasImportedLaterIsFoundInTheDirectory() throws Exception {
        HttpResponse<String> chosen = post(authorize(), "username=ines.imported%40harbour.example");

        assertThat(claims(tokensFor(codeIn(chosen)).path("id_token")).getStringClaim("name"))
                .isEqualTo("Ines Imported");
    }

    @Test
    void anUnknownAddressIsShownAgainWithWhatIsWrong() throws Exception {
        HttpResponse<String> response = post(authorize(), "username=nobody%40harbour.example");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("There is nobody with the address nobody@harbour.example in the directory.")
                .contains("value=\"nobody@harbour.example\"");
    }

    @Test
    void aGuestSignsInWithAnyAddressAndHasNoRole() throws Exception {
        HttpResponse<String> chosen =
                post(authorize(), "guest=Carla.moreno%40studio.example&claims=%7B%22roles%22%3A%5B%22auditor%22%5D%7D");

        JWTClaimsSet claims = claims(tokensFor(codeIn(chosen)).path("id_token"));
        assertThat(claims.getStringClaim("email")).isEqualTo("carla.moreno@studio.example");
        assertThat(claims.getStringClaim("name")).isEqualTo("Carla Moreno");
        assertThat(claims.getStringListClaim("roles")).isEmpty();
    }

    @Test
    void whoTypesAPersonsAddressAsAGuestIsThatPerson() throws Exception {
        HttpResponse<String> chosen = post(authorize(), "guest=ines.imported%40harbour.example");

        assertThat(claims(tokensFor(codeIn(chosen)).path("id_token")).getStringClaim("name"))
                .isEqualTo("Ines Imported");
    }

    @Test
    void whatIsNoAddressIsNoGuest() throws Exception {
        assertThat(post(authorize(), "guest=carla").statusCode()).isEqualTo(400);
        assertThat(token(passwordGrant("carla") + "&guest=true")
                        .path("error_description")
                        .asText())
                .isEqualTo("carla is no address.");
    }

    @Test
    void aGuestGetsATokenOnlyWhereOneIsMeantAndNeverARole() throws Exception {
        String carla = passwordGrant("carla@studio.example");

        assertThat(token(carla).path("error_description").asText())
                .isEqualTo("There is nobody with the address carla@studio.example in the directory.");
        assertThat(claims(token(carla + "&guest=true").path("access_token")).getStringClaim("email"))
                .isEqualTo("carla@studio.example");
        assertThat(token(carla + "&guest=true&roles=auditor")
                        .path("error_description")
                        .asText())
                .isEqualTo("A guest has no role.");
    }

    @Test
    void whileTheDirectoryIsAwayItSaysSo() throws Exception {
        directoryService.stop(0);

        assertThat(post(authorize(), "username=ines.imported%40harbour.example").statusCode())
                .isEqualTo(503);
    }

    @Test
    void aTokenOfThePasswordGrantHasTheRolesAskedFor() throws Exception {
        JsonNode answer = token("grant_type=password&username=kevin.brown%40harbour.example&password=none"
                + "&client_id=licensedesk&client_secret=none&roles=auditor%20license-admin");

        JWTClaimsSet claims = claims(answer.path("access_token"));
        assertThat(claims.getStringListClaim("roles")).containsExactly("auditor", "license-admin");
        assertThat(claims.getStringClaim("email")).isEqualTo("kevin.brown@harbour.example");
        assertThat(claims.getAudience()).containsExactly("licensedesk");
        assertThat(claims.getExpirationTime().toInstant()).isAfter(Instant.now().plus(Duration.ofHours(8)));
    }

    @Test
    void aServiceThatClaimsNeedNotBeAPersonOfTheDirectory() throws Exception {
        String grant = "grant_type=password&username=portal%40apps.example&password=none"
                + "&client_id=licensedesk&client_secret=none&roles=";

        JWTClaimsSet claims = claims(token(grant + "claim-agent").path("access_token"));

        assertThat(claims.getStringListClaim("roles")).containsExactly("claim-agent");
        assertThat(claims.getStringClaim("email")).isEqualTo("portal@apps.example");
        assertThat(post("/oidc/token", grant + "claim-agent%20license-admin").statusCode())
                .isEqualTo(400);
        assertThat(post("/oidc/token", grant).statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyIsSentAnywhereElse() throws Exception {
        assertThat(get("/oidc/authorize?response_type=code&client_id=licensedesk&scope=openid"
                                + "&redirect_uri=http%3A%2F%2Fevil.example%2F")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/oidc/endsession?post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void noForeignPageReadsATokenInTheBrowser() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/oidc/token"))
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&username=kevin.brown%40harbour.example"
                        + "&password=none&client_id=licensedesk&client_secret=none"))
                .build();

        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void theKeyIsKeptAndOnlyItsOwnerReadsIt() throws Exception {
        String before = get("/oidc/jwks").body();
        Path key = directory.resolve("key.json");

        provider.stop(0);
        provider = OidcProvider.start(port, address, directory.resolve("accounts.json"), key);

        assertThat(get("/oidc/jwks").body()).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    private static String passwordGrant(String email) {
        return "grant_type=password&password=none&client_id=licensedesk&client_secret=none&username=" + encode(email);
    }

    private String authorize() {
        return "/oidc/authorize?response_type=code&client_id=licensedesk&scope=openid%20profile&state=s1&nonce=n1"
                + "&redirect_uri=" + encode(address + "/requests/signed-in");
    }

    private JsonNode tokensFor(String code) throws IOException, InterruptedException {
        return token("grant_type=authorization_code&client_id=licensedesk&client_secret=none&code=" + code
                + "&redirect_uri=" + encode(address + "/requests/signed-in"));
    }

    private JsonNode token(String form) throws IOException, InterruptedException {
        return JSON.readTree(post("/oidc/token", form).body());
    }

    private static String codeIn(HttpResponse<String> redirect) {
        Matcher code = Pattern.compile("[?&]code=([^&]+)")
                .matcher(redirect.headers().firstValue("Location").orElseThrow());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static JWTClaimsSet claims(JsonNode token) throws Exception {
        return SignedJWT.parse(token.asText()).getJWTClaimsSet();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
