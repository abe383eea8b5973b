package org.licensedesk.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Bearer tokens from the local provider, for anybody. */
public final class Tokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final URI endpoint;

    /**
     * @param address where the system answers
     */
    public Tokens(String address) {
        endpoint = URI.create(address + "/oidc/token");
    }

    /**
     * A token for this person, with these roles besides the person's own. Waits a while for a provider that cannot answer yet.
     *
     * @throws Refused when the provider knows nobody of that address, or stays away
     */
    public String of(String email, List<String> roles) throws IOException {
        return of(email, roles, false);
    }

    /** As {@link #of(String, List)}, for somebody whom the directory need not know when a guest is meant. */
    public String of(String email, List<String> roles, boolean guest) throws IOException {
        String form = "grant_type=password&client_id=licensedesk&client_secret=none&password=none" + "&username="
                + encode(email) + "&roles=" + encode(String.join(" ", roles))
                + (guest ? "&guest=true" : "");
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        HttpURLConnection answered = ask(form);
        while (answered.getResponseCode() == HttpURLConnection.HTTP_UNAVAILABLE && System.nanoTime() - giveUp < 0) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            answered = ask(form);
        }
        if (answered.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new Refused(sentence(answered));
        }
        try (InputStream in = answered.getInputStream()) {
            return JSON.readTree(in).path("access_token").asText();
        }
    }

    private HttpURLConnection ask(String form) throws IOException {
        var connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        return connection;
    }

    private static String sentence(HttpURLConnection connection) throws IOException {
        String body;
        try (InputStream in = connection.getErrorStream()) {
            body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (body.startsWith("{")) {
            JsonNode answer = JSON.readTree(body);
            return answer.path("error_description").asText(answer.path("detail").asText(body));
        }
        return body.isEmpty() ? "The sign-in page answers with status " + connection.getResponseCode() + "." : body;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The provider gives no token for this; the message says why. */
    public static final class Refused extends IOException {
        Refused(String sentence) {
            super(sentence);
        }
    }
}
