package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Two bulk jobs of the demo company: one that was applied, and one that waits for somebody to look at its plan. */
public final class DemoBulkJobs {

    private static final String JOBS = "/assignments/api/bulk-jobs";
    private static final String APPLIED = "accountants.csv";
    private static final String FILE = """
            email,sku,ends_on
            aurora.fernandez@harbour.example,POWER_BI_PRO,
            niko.vargas@harbour.example,POWER_BI_PRO,
            abena.eriksen@harbour.example,POWER_BI_PRO,
            ines.castro@harbour.example,POWER_BI_PRO,
            abena.eriksson@harbour.example,POWER_BI_PRO,
            """;

    private final PublicApi api;
    private final String administrator;

    public DemoBulkJobs(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns how many jobs there are now; what an interrupted run has made is not made again. */
    public int play() throws IOException, InterruptedException {
        JsonNode known = api.get(administrator, JOBS).path("items");
        if (known.isEmpty()) {
            api.json(
                    administrator,
                    "POST",
                    JOBS,
                    Map.of(
                            "filter",
                            Map.of("department", "Engineering", "title", "Design Engineer"),
                            "skus",
                            List.of("SOLIDWORKS_PREMIUM")),
                    Map.of());
        }
        JsonNode applied = null;
        for (JsonNode job : known) {
            applied = job.path("title").asText().equals(APPLIED) ? job : applied;
        }
        if (applied == null) {
            applied = api.csv(administrator, "POST", JOBS + "?name=" + APPLIED, FILE.getBytes(StandardCharsets.UTF_8));
        }
        api.json(administrator, "POST", JOBS + "/" + applied.path("id").asText() + "/apply", Map.of(), Map.of());
        return 2;
    }
}
