package org.licensedesk.local.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the demo company gives out on demand, and who has taken some of it; to repeat it changes nothing. */
public final class DemoClaims {

    private static final String DOMAIN = "@harbour.example";
    private static final String BUSINESS_INTELLIGENCE = "POWER_BI_PRO";
    private static final String REPORT_DESIGN = "TABLEAU_CREATOR";

    private final PublicApi api;
    private final String administrator;

    /**
     * @param administrator as whom the policies are set
     */
    public DemoClaims(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns how many people have claimed. */
    public int play() throws IOException, InterruptedException {
        policy(BUSINESS_INTELLIGENCE, Map.of("enabled", true, "perDay", 10, "perDepartmentPerDay", 3));
        policy(REPORT_DESIGN, Map.of("enabled", false, "perDay", 2, "backups", List.of(BUSINESS_INTELLIGENCE)));
        List<String> people = List.of(
                "marco.bianchi", "deniz.lopes", "jasper.kaplan", "naomi.clarke", "lucas.meyer", "hendrik.dewit");
        for (String person : people) {
            api.json(
                    person + DOMAIN, "POST", "/assignments/api/claims", Map.of("sku", BUSINESS_INTELLIGENCE), Map.of());
        }
        return people.size();
    }

    private void policy(String sku, Map<String, Object> policy) throws IOException, InterruptedException {
        api.json(administrator, "PUT", "/assignments/api/claim-policies/" + sku, policy, Map.of());
    }
}
