package org.licensedesk.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking the local provider for a token. */
class TokensTest {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer provider;
    private Tokens tokens;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.start();
        tokens = new Tokens("http://localhost:" + provider.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void waitsForAProviderThatCannotAnswerYet() throws IOException {
        answer(503, "The directory does not answer.", 2);

        assertThat(tokens.of("kevin.brown@harbour.example", List.of())).isEqualTo("sealed");
        assertThat(asked).hasValue(3);
    }

    @Test
    void asksOnceWhereTheAnswerIsNo() {
        answer(400, "{\"error_description\": \"Nobody has this address.\"}", Integer.MAX_VALUE);

        assertThatExceptionOfType(Tokens.Refused.class)
                .isThrownBy(() -> tokens.of("nobody@harbour.example", List.of()))
                .withMessage("Nobody has this address.");
        assertThat(asked).hasValue(1);
    }

    /** Answers so for a number of times, and with a token from then on. */
    private void answer(int status, String body, int times) {
        provider.createContext("/oidc/token", exchange -> {
            var refused = asked.incrementAndGet() <= times;
            var bytes = (refused ? body : "{\"access_token\": \"sealed\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(refused ? status : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
