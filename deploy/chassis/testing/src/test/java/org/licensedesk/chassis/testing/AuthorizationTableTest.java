package org.licensedesk.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizationTableTest {
    private HttpServer server;

    @Path("/api/things")
    static class ThingApi {
        @GET
        @Path("/{id: [a-z]+}")
        public String one() {
            return "";
        }

        @POST
        public String make() {
            return "";
        }
    }

    @BeforeEach
    void aServiceThatKnowsNobody() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/things/api", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            exchange.sendResponseHeaders(known ? 204 : 401, -1);
            exchange.close();
        });
        server.start();
        RestAssured.port = server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        RestAssured.reset();
    }

    @Test
    void theEndpointsAreReadFromTheAnnotations() {
        assertThat(aTable().endpoints()).containsExactly("GET /things/api/things/{id}", "POST /things/api/things");
    }

    @Test
    void aTableThatHoldsPasses() {
        aTable().row("GET /things/api/things/{id}", "any")
                .path("id", () -> "abc")
                .answers(Map.of("nobody", 401, "ada", 204))
                .row("POST /things/api/things", "any")
                .answers(Map.of("nobody", 401, "ada", 204))
                .walk();
    }

    @Test
    void wrongAnswersAndMissingRowsAreAllNamed() {
        var table = aTable().row("GET /things/api/things/{id}", "any")
                .path("id", () -> "abc")
                .answers(Map.of("nobody", 204, "ada", 204))
                .row("DELETE /things/api/things", "any")
                .answers(Map.of("nobody", 401, "ada", 204));

        assertThatThrownBy(table::walk)
                .hasMessageContaining("answers nobody with 401 and not 204")
                .hasMessageContaining("no row for POST /things/api/things")
                .hasMessageContaining("a row without an endpoint: DELETE /things/api/things");
    }

    @Test
    void aRowThatLeavesOutAnActorFails() {
        var table = aTable().row("GET /things/api/things/{id}", "any")
                .path("id", () -> "abc")
                .answers(Map.of("nobody", 401));

        assertThatThrownBy(table::walk).hasMessageContaining("answers [nobody] and not [nobody, ada]");
    }

    private static AuthorizationTable aTable() {
        return AuthorizationTable.of("/things", ThingApi.class)
                .actor("nobody", AuthorizationTable::nobody)
                .actor("ada", () -> Tokens.as("ada@example.org"));
    }
}
