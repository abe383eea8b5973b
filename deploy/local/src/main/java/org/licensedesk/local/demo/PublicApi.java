package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The public API of a running system, for anybody who can sign in. */
public final class PublicApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 40;

    /**
     * What the API answered.
     *
     * @param body its JSON, missing when there was none
     */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }

        /** The sentence that says what is wrong. */
        String problem() {
            return body.path("detail").asText("status " + status);
        }
    }

    /** The API did not do what it was asked; the message is its own sentence. */
    public static final class Refused extends IOException {
        Refused(String what, Answer answer) {
            super(what + ": " + answer.problem());
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> tokenOf = new ConcurrentHashMap<>();
    private final String address;
    private final TokenSource tokens;

    /** Where a person's token comes from. */
    @FunctionalInterface
    public interface TokenSource {
        /** A bearer token of the person with this address. */
        String of(String email) throws IOException;
    }

    public PublicApi(URI address, TokenSource tokens) {
        this.address = address.toString();
        this.tokens = tokens;
    }

    JsonNode get(String person, String path) throws IOException, InterruptedException {
        return send(person, "GET", path, null, new byte[0], Map.of());
    }

    JsonNode json(String person, String method, String path, Object body, Map<String, String> headers)
            throws IOException, InterruptedException {
        return send(person, method, path, "application/json", JSON.writeValueAsBytes(body), headers);
    }

    JsonNode csv(String person, String method, String path, byte[] file) throws IOException, InterruptedException {
        return send(person, method, path, "text/csv", file, Map.of());
    }

    void delete(String person, String path) throws IOException, InterruptedException {
        send(person, "DELETE", path, null, new byte[0], Map.of());
    }

    /** Everything that is sent here may be sent twice, so what meets a service that is away is sent again. */
    private JsonNode send(
            String person, String method, String path, String type, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        Answer answer = once(person, method, path, type, body, headers);
        for (int attempt = 1; answer.status() == 503 && attempt < ATTEMPTS; attempt++) {
            TimeUnit.MILLISECONDS.sleep(500);
            answer = once(person, method, path, type, body, headers);
        }
        if (!answer.isGood()) {
            throw new Refused(method + " " + path, answer);
        }
        return answer.body();
    }

    private Answer once(
            String person, String method, String path, String type, byte[] body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token(person))
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::header);
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String answered = response.headers().firstValue("Content-Type").orElse("");
        JsonNode json = answered.contains("json") ? JSON.readTree(response.body()) : MissingNode.getInstance();
        return new Answer(response.statusCode(), json);
    }

    private String token(String person) throws IOException {
        String token = tokenOf.get(person);
        if (token == null) {
            token = tokens.of(person);
            tokenOf.put(person, token);
        }
        return token;
    }
}
