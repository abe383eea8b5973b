package org.licensedesk.chassis.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Just enough of an OpenID provider for a service under test to find and trust {@link TestKey}: the services keep the settings
 * they run with, and an anonymous page request is redirected as in production. Nobody can sign in here.
 */
final class TestProvider {
    private static final String URL = "licensedesk.testing.oidc";

    private TestProvider() {}

    /** The issuer's address; the provider is started by the first call in a JVM. */
    static String url() {
        synchronized (System.getProperties()) {
            if (System.getProperty(URL) == null) {
                System.setProperty(URL, start());
            }
            return System.getProperty(URL);
        }
    }

    private static String start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String url = "http://localhost:" + server.getAddress().getPort() + "/oidc";
            answer(server, "/oidc/jwks", TestKey.current().keySet());
            answer(server, "/oidc/.well-known/openid-configuration", """
                    {"issuer":"URL","authorization_endpoint":"URL/authorize","token_endpoint":"URL/token",
                     "userinfo_endpoint":"URL/userinfo","end_session_endpoint":"URL/endsession","jwks_uri":"URL/jwks",
                     "response_types_supported":["code"],"subject_types_supported":["public"],
                     "id_token_signing_alg_values_supported":["RS256"]}""".replace("URL", url));
            // a thread of its own, as a daemon: this provider must not keep the test JVM alive
            server.setExecutor(task -> {
                Thread thread = new Thread(task, "test-provider");
                thread.setDaemon(true);
                thread.start();
            });
            server.start();
            return url;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
