package org.licensedesk.chassis.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenID provider that signs everybody in as Ada at once, with the checks that matter: PKCE is asked for, the nonce comes back. */
final class TinyProvider {

    private final KeyPair keys;
    private final HttpServer server;
    private final Map<String, String> noncesByCode = new ConcurrentHashMap<>();

    TinyProvider(KeyPair keys) {
        this.keys = keys;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/oidc/.well-known/openid-configuration", exchange -> json(exchange, discovery()));
        server.createContext("/oidc/jwks", exchange -> json(exchange, jwks()));
        server.createContext("/oidc/authorize", this::authorize);
        server.createContext("/oidc/token", this::token);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/oidc";
    }

    void stop() {
        server.stop(0);
    }

    private String discovery() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/jwks",
                 "end_session_endpoint":"%1$s/endsession","response_types_supported":["code"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["RS256"]}""".formatted(url());
    }

    private String jwks() {
        var key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"try","n":"%s","e":"%s"}]}""".formatted(base64(key.getModulus()), base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        var bytes = number.toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var asked = parameters(exchange.getRequestURI().getRawQuery());
        var answer = asked.get("redirect_uri") + "?state=" + asked.get("state");
        if ("S256".equals(asked.get("code_challenge_method")) && asked.containsKey("nonce")) {
            var code = UUID.randomUUID().toString();
            noncesByCode.put(code, asked.get("nonce"));
            answer += "&code=" + code;
        } else {
            answer += "&error=invalid_request";
        }
        exchange.getResponseHeaders().add("Location", answer);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        var asked = parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var nonce = noncesByCode.remove(String.valueOf(asked.get("code")));
        if (nonce == null || !asked.containsKey("code_verifier")) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        json(
                exchange,
                "{\"access_token\":\"%1$s\",\"id_token\":\"%1$s\",\"refresh_token\":\"none\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        .formatted(sign(nonce)));
    }

    private String sign(String nonce) {
        return Jwt.subject("subject-of-ada")
                .issuer(url())
                .audience("licensedesk")
                .claim("email", "ada@example.org")
                .claim("name", "Ada Moreno")
                .claim("nonce", nonce)
                .claim("roles", Set.of("license-admin"))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(Duration.ofHours(1)))
                .jws()
                .keyId("try")
                .sign(keys.getPrivate());
    }

    private static Map<String, String> parameters(String encoded) {
        var all = new LinkedHashMap<String, String>();
        for (var pair : List.of(encoded.split("&"))) {
            var parts = pair.split("=", 2);
            all.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return all;
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
