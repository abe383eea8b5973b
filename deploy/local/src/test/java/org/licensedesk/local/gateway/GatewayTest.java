package org.licensedesk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.local.servers.FreePorts;

class GatewayTest {

    private final FreePorts ports = new FreePorts();
    private final URI address = URI.create("http://localhost:" + ports.next());
    private final int portOfNobody = ports.next();
    private final AtomicReference<Headers> received = new AtomicReference<>();
    private final AtomicReference<String> receivedBody = new AtomicReference<>();
    private final CountDownLatch firstPartSeen = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer backend;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(Executors.newCachedThreadPool());
        backend.createContext("/requests/", exchange -> {
            received.set(exchange.getRequestHeaders());
            receivedBody.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        backend.createContext("/requests/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("first".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            awaitFirstPart();
            exchange.getResponseBody().write("second".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        backend.start();
        gateway = Gateway.start(
                address,
                List.of(InetAddress.getLoopbackAddress()),
                List.of(
                        new Backend(
                                "requests", "The requests", backend.getAddress().getPort()),
                        new Backend("approvals", "The approvals", portOfNobody)));
    }

    @AfterEach
    void stop() {
        firstPartSeen.countDown();
        gateway.close();
        backend.stop(0);
    }

    @Test
    void aRequestGoesToThePartWhosePathItIs() throws Exception {
        assertThat(get("/requests/api/requests?status=ASSIGNED&q=a%20b").body())
                .isEqualTo("/requests/api/requests?status=ASSIGNED&q=a%20b");
    }

    @Test
    void theRootLeadsToTheRequests() throws Exception {
        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location")).contains("/requests/");
    }

    @Test
    void anAddressOrHeadersBeyondMeasureAreRefusedInWords() throws Exception {
        HttpResponse<String> address = get("/requests/api/requests?q=" + "x".repeat(70_000));
        HttpResponse<String> headers = send(request("/requests/api/requests").header("X-Much", "x".repeat(70_000)));

        assertThat(address.statusCode()).isEqualTo(414);
        assertThat(address.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new ObjectMapper().readTree(address.body()).get("detail").asText())
                .contains("address");
        assertThat(headers.statusCode()).isEqualTo(431);
        assertThat(new ObjectMapper().readTree(headers.body()).get("code").asText())
                .isEqualTo("HEADERS_TOO_LONG");
    }

    @Test
    void aBodyArrivesWhole() throws Exception {
        String body = "x".repeat(3_000_000);

        send(request("/requests/api/requests").POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(receivedBody.get().equals(body)).isTrue(); // not printed in full when it fails
    }

    @Test
    void whatTheBackendHasWrittenArrivesBeforeItIsDone() throws Exception {
        HttpResponse<InputStream> response =
                client.send(request("/requests/slow").build(), HttpResponse.BodyHandlers.ofInputStream());

        byte[] first = response.body().readNBytes(5);
        firstPartSeen.countDown();
        byte[] rest = response.body().readAllBytes();

        assertThat(new String(first)).isEqualTo("first");
        assertThat(new String(rest)).isEqualTo("second");
    }

    @Test
    void theHostStaysAndMadeUpForwardingIsForgotten() throws Exception {
        send(request("/requests/x")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Proto", "https")
                .header("x-forwarded-prefix", "/evil")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Kept", "yes"));

        assertThat(received.get().getFirst("Host")).isEqualTo(address.getAuthority());
        assertThat(received.get().getFirst("X-Kept")).isEqualTo("yes");
        assertThat(received.get().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("x-forwarded") || name.equalsIgnoreCase("forwarded"));
    }

    @Test
    void manyCookiesFitIn() throws Exception {
        assertThat(send(request("/requests/x").header("Cookie", "state=" + "c".repeat(28_000)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPartThatIsAwayIsAPageForPeople() throws Exception {
        HttpResponse<String> response = send(request("/approvals/").header("Accept", "text/html"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(response.body()).contains("The approvals cannot be reached just now");
    }

    @Test
    void aPartThatIsAwayIsAProblemForPrograms() throws Exception {
        HttpResponse<String> response = send(request("/approvals/api/cases/1/decision")
                .POST(HttpRequest.BodyPublishers.ofString("{\"decision\": \"APPROVE\"}")));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new ObjectMapper().readTree(response.body()).path("status").asInt())
                .isEqualTo(503);
    }

    @Test
    void aPartThatGoesAwayAndComesBackIsFoundAgain() throws Exception {
        get("/requests/x");
        InetSocketAddress where = backend.getAddress();
        backend.stop(0);
        int whileAway = get("/requests/x").statusCode();

        backend = HttpServer.create(where, 0);
        backend.createContext("/requests/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        backend.start();

        assertThat(whileAway).isEqualTo(503);
        assertThat(get("/requests/x").statusCode()).isEqualTo(204);
    }

    @Test
    void aForeignNameForThisMachineIsRefused() throws Exception {
        assertThat(rawStatus("GET /requests/ HTTP/1.1\r\nHost: evil.example:" + address.getPort() + "\r\n\r\n"))
                .contains("421");
    }

    @Test
    void aPageUnderTheAddressInNumbersLeadsToTheName() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/requests/new"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location")).contains(address + "/requests/new");
    }

    @Test
    void thereIsNothingElse() throws Exception {
        assertThat(get("/q/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void whoeverStraysFindsTheWayBack() throws Exception {
        var page = get("/nothing/here");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.body()).contains("Nothing here", "href=\"/requests/\"");
        assertThat(get("/nothing/api").body())
                .contains("License Desk begins at")
                .doesNotContain("<");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String rawStatus(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(20), StandardCharsets.US_ASCII);
        }
    }

    private void awaitFirstPart() {
        try {
            firstPartSeen.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
