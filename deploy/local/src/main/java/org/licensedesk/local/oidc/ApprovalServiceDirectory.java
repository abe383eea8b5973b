package org.licensedesk.local.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks approval-service, over its public API, whether somebody is in the directory. */
final class ApprovalServiceDirectory implements Directory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI address;
    private final Supplier<String> administratorsToken;

    ApprovalServiceDirectory(URI address, Supplier<String> administratorsToken) {
        this.address = address;
        this.administratorsToken = administratorsToken;
    }

    @Override
    public Optional<Account> find(String email) {
        try {
            HttpResponse<byte[]> response = client.send(question(email), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            for (JsonNode person : JSON.readTree(response.body()).path("items")) {
                if (person.path("email").asText().equalsIgnoreCase(email)
                        && person.path("active").asBoolean(true)) {
                    return Optional.of(new Account(email, person.path("name").asText(email), null, List.of()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new DirectoryAway(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryAway(e);
        }
    }

    private HttpRequest question(String email) {
        String query = "q=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(address.resolve("/approvals/api/people?" + query))
                .header("Authorization", "Bearer " + administratorsToken.get())
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(5))
                .build();
    }
}
