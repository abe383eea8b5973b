package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.licensedesk.local.demo.DemoCompany.Invited;

/** Invites the guests of the demo company, and takes one invitation back. Doing it again invites them again. */
public final class DemoInvitations {

    private static final String PATH = "/assignments/api/invitations";

    private final PublicApi api;
    private final String administrator;

    public DemoInvitations(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns how many were invited. */
    public int play(DemoCompany company) throws IOException, InterruptedException {
        for (Invited invited : company.invited()) {
            JsonNode invitation = api.json(
                    administrator, "POST", PATH, Map.of("email", invited.email(), "sku", invited.sku()), Map.of());
            if (invited.isWithdrawn()) {
                api.delete(administrator, PATH + "/" + invitation.path("id").asText());
            }
        }
        return company.invited().size();
    }
}
