package org.licensedesk.local.oidc;

import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequestHandler;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.licensedesk.local.servers.QuietLogs;

/** Runs the OpenID provider, behind the gateway, until the process is ended. */
public final class OidcProvider {

    private static final int THREADS = 8;

    private final URI address;
    private final ProviderRoutes routes;

    private OidcProvider(URI address, ProviderRoutes routes) {
        this.address = address;
        this.routes = routes;
    }

    /**
     * @param arguments the port, the address of the whole system, the file with the accounts, the file for the signing key
     */
    public static void main(String[] arguments) throws IOException {
        QuietLogs.set();
        start(Integer.parseInt(arguments[0]), URI.create(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
    }

    static HttpServer start(int port, URI address, Path accountsFile, Path keyFile) throws IOException {
        // small answers leave at once instead of waiting for an acknowledgement of the one before
        System.setProperty("sun.net.httpserver.nodelay", "true");
        RSAKey key = SigningKey.keptIn(keyFile);
        var tokens = new OAuth2TokenProvider(new KeyProvider(List.of(key), "RS256"));
        var directory = new ApprovalServiceDirectory(address, () -> launchersToken(tokens, address));
        Accounts accounts = Accounts.read(accountsFile, directory);
        var config = new OAuth2Config(true, null, null, false, tokens, Set.of(new TokenClaims(accounts)));
        var routes = new ProviderRoutes(
                new OAuth2HttpRequestHandler(config).getAuthorizationServer(),
                accounts,
                new SignInPage(accounts.shownOnThePage()),
                address);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new OidcProvider(address, routes)::handle);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.start();
        return server;
    }

    private static String launchersToken(OAuth2TokenProvider tokens, URI address) {
        Map<String, Object> claims = Map.of(
                "iss",
                address + "/" + TokenClaims.ISSUER_ID,
                "aud",
                TokenClaims.CLIENT,
                "sub",
                "sign-in@licensedesk.local",
                "email",
                "sign-in@licensedesk.local",
                "name",
                "Sign-in page",
                "roles",
                List.of("license-admin"));
        return tokens.jwt(claims, Duration.ofMinutes(1), TokenClaims.ISSUER_ID).serialize();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            OAuth2HttpResponse response = routes.answer(request(exchange));
            response.getHeaders()
                    .forEach(header -> exchange.getResponseHeaders().add(header.getFirst(), header.getSecond()));
            byte[] body = body(response);
            exchange.sendResponseHeaders(response.getStatus(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /**
     * The request as if it had come straight to the public address, so that the issuer is always the same one. Without its Origin:
     * the library would let any page of any site in this browser read tokens.
     */
    private OAuth2HttpRequest request(HttpExchange exchange) throws IOException {
        var headers = new Headers.Builder();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (!lower.equals("host") && !lower.equals("origin") && !lower.startsWith("x-forwarded-")) {
                values.forEach(value -> headers.addUnsafeNonAscii(name, value));
            }
        });
        headers.add("Host", address.getAuthority());
        HttpUrl url = HttpUrl.get(address).resolve(exchange.getRequestURI().toString());
        if (url == null) {
            throw new IOException("not a path: " + exchange.getRequestURI());
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new OAuth2HttpRequest(headers.build(), exchange.getRequestMethod(), url, body);
    }

    private static byte[] body(OAuth2HttpResponse response) {
        if (response.getBytesBody() != null) {
            return response.getBytesBody();
        }
        return response.getBody() == null ? new byte[0] : response.getBody().getBytes(StandardCharsets.UTF_8);
    }
}
