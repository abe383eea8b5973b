package org.licensedesk.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public API of one running system, spoken plainly: what was sent, what was answered, no judgement. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** The API of the system at this address. */
    public Api(URI address) {
        this.address = address;
    }

    /** One answer, whatever its status. */
    public record Answer(int status, String body, HttpResponse<String> whole) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("no JSON in an answer " + status + ": " + body, e);
            }
        }

        /** A header of the answer. */
        public Optional<String> header(String name) {
            return whole.headers().firstValue(name);
        }

        /** This answer, if its status is 2xx; otherwise the test or the benchmark cannot go on. */
        public Answer orFail() {
            if (status / 100 != 2) {
                throw new IllegalStateException(
                        whole.request().method() + " " + whole.uri() + ": " + status + " " + body);
            }
            return this;
        }
    }

    /** Asks as the owner of the token; header names and values follow. */
    public Answer get(String token, String path, String... headers) throws IOException {
        return send(withHeaders(request(token, path), headers).GET());
    }

    /** Everything in a list, page after page. */
    public List<JsonNode> everyItem(String token, String path) throws IOException {
        var items = new ArrayList<JsonNode>();
        var separator = path.contains("?") ? "&" : "?";
        var cursor = "";
        while (cursor != null) {
            var page =
                    get(token, path + separator + "limit=200" + cursor).orFail().json();
            page.get("items").forEach(items::add);
            var next = page.get("next");
            cursor = next == null || next.isNull()
                    ? null
                    : "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        }
        return items;
    }

    /** Posts JSON as the owner of the token; header names and values follow. */
    public Answer post(String token, String path, Object body, String... headers) throws IOException {
        return send(withHeaders(json(token, path), headers).POST(content(body)));
    }

    /** Puts JSON as the owner of the token. */
    public Answer put(String token, String path, Object body) throws IOException {
        return send(json(token, path).PUT(content(body)));
    }

    /** Puts a CSV file as the owner of the token. */
    public Answer putCsv(String token, String path, String csv) throws IOException {
        return send(request(token, path).header("Content-Type", "text/csv").PUT(BodyPublishers.ofString(csv)));
    }

    /** Posts a CSV file as the owner of the token. */
    public Answer postCsv(String token, String path, String csv) throws IOException {
        return send(request(token, path).header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)));
    }

    /** Deletes as the owner of the token. */
    public Answer delete(String token, String path) throws IOException {
        return send(request(token, path).DELETE());
    }

    private HttpRequest.Builder json(String token, String path) {
        return request(token, path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpRequest.BodyPublisher content(Object body) throws JsonProcessingException {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for an answer", e);
        }
    }
}
