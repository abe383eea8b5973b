package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Seats that the administrator of the demo company gave without a request; to repeat it changes nothing. */
public final class GivenByHand {

    /** Whom, and what. */
    private record Gift(List<String> holders, List<String> skus) {}

    private static final List<Gift> GIFTS = List.of(
            new Gift(List.of("hendrik.dewit@harbour.example"), List.of("POWER_BI_PRO", "TABLEAU_CREATOR")),
            new Gift(
                    List.of("lucas.meyer@harbour.example", "julia.schneider@harbour.example"),
                    List.of("POWER_BI_PRO")));

    private final PublicApi api;
    private final String administrator;

    public GivenByHand(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns how many seats and further reasons for seats there are now. */
    public int give() throws IOException, InterruptedException {
        int given = 0;
        for (Gift gift : GIFTS) {
            JsonNode results = api.json(
                            administrator,
                            "POST",
                            "/assignments/api/manual-assignments",
                            Map.of("holders", gift.holders(), "skus", gift.skus(), "whenFull", "REFUSE"),
                            Map.of())
                    .path("results");
            for (JsonNode result : results) {
                if (result.path("outcome").asText().equals("REFUSED")) {
                    throw new IOException(
                            "The demo's seat of " + result.path("sku").asText() + " was not given: "
                                    + result.path("cause").asText());
                }
                given++;
            }
        }
        return given;
    }
}
