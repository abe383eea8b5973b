package org.licensedesk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.Api;

class ClientsTest {
    private static final Company.Errand ERRAND =
            new Company.Errand("employee0@bench.example", "manager0@bench.example", "BENCH_000");
    private static final Map<String, String> TOKENS =
            Map.of(ERRAND.employee(), "token-of-employee", ERRAND.manager(), "token-of-manager");

    private final StandIn standIn = new StandIn();
    private HttpServer server;
    private Clients clients;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", standIn::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        clients = new Clients(
                new Api(URI.create("http://localhost:" + server.getAddress().getPort())), TOKENS);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWorkflowIsSubmittedSeenDecidedAndSeenAssigned() {
        var result = clients.carry(1, 1, number -> ERRAND);

        assertThat(standIn.calls)
                .containsExactly(
                        "POST requests by token-of-employee",
                        "GET cases by token-of-manager",
                        "GET cases by token-of-manager",
                        "POST decision by token-of-manager",
                        "GET request by token-of-employee",
                        "GET request by token-of-employee");
        assertThat(result.calls()).isEqualTo(6);
    }

    @Test
    void everyStepOfEveryWorkflowIsCounted() {
        var result = clients.carry(8, 40, number -> ERRAND);

        assertThat(result.workflows()).isEqualTo(40);
        assertThat(result.submit().count()).isEqualTo(40);
        assertThat(result.decide().count()).isEqualTo(40);
        assertThat(result.decideToAssigned().count()).isEqualTo(40);
        // two looks are needed, and no look follows its predecessor sooner than this
        assertThat(result.decideToAssigned().p50()).isGreaterThanOrEqualTo(2 * Clients.BETWEEN_LOOKS.toMillis() - 1);
    }

    @Test
    void aWrongAnswerEndsTheBenchmarkInsteadOfCountingAsFast() {
        standIn.refuses = true;

        assertThatThrownBy(() -> clients.carry(2, 10, number -> ERRAND)).hasStackTraceContaining("503");
    }

    /** Answers as the services do, and shows every change only at the second look. */
    private static final class StandIn {
        private final Queue<String> calls = new ConcurrentLinkedQueue<>();
        private final Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();
        private final Set<String> onTheDesk = ConcurrentHashMap.newKeySet();
        private final AtomicInteger deskLooks = new AtomicInteger();
        private volatile boolean refuses;

        void answer(HttpExchange exchange) throws IOException {
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            var body = refuses ? "{}" : body(exchange.getRequestMethod(), path, exchange);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refuses ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        private String body(String method, String path, HttpExchange exchange) {
            if (path.equals("/requests/api/requests")) {
                var id = UUID.randomUUID().toString();
                onTheDesk.add(id);
                looks.put(id, new AtomicInteger());
                return noted(method + " requests", exchange, "{\"id\":\"" + id + "\",\"status\":\"SUBMITTED\"}");
            }
            if (path.equals("/approvals/api/cases")) {
                var desk = deskLooks.incrementAndGet() % 2 == 0 ? String.join(",", onTheDesk) : "";
                return noted(method + " cases", exchange, "{\"items\":\"" + desk + "\"}");
            }
            if (path.endsWith("/decision")) {
                return noted(method + " decision", exchange, "{}");
            }
            var id = path.substring(path.lastIndexOf('/') + 1);
            var status = looks.get(id).incrementAndGet() < 2 ? "APPROVED" : "ASSIGNED";
            return noted(method + " request", exchange, "{\"id\":\"" + id + "\",\"status\":\"" + status + "\"}");
        }

        private String noted(String call, HttpExchange exchange, String body) {
            calls.add(call + " by "
                    + exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", ""));
            return body;
        }
    }
}
