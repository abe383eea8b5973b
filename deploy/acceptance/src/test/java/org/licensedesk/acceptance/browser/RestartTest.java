package org.licensedesk.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.RunningSystem;

/** Stopping and starting again: everything is as it was, and whoever was signed in still is. */
class RestartTest {
    @Test
    void everythingIsAsItWasAfterARestart() throws IOException {
        var system = DemoCompany.system();
        try (var window = Window.at(system.address()).signedInAs(DemoCompany.KEVIN.email())) {
            var before = everythingIn(system);

            system.stop();
            system.startAgain();

            assertThat(everythingIn(system)).isEqualTo(before);
            assertThat(before)
                    .allSatisfy((what, items) -> assertThat(items).as(what).isNotEmpty());
            window.go("/requests/");
            assertThat(window.page().locator("main").innerText()).contains("My licenses");
        }
    }

    /** All that the API tells of people, products, requests, seats and history. */
    private static Map<String, List<JsonNode>> everythingIn(RunningSystem system) throws IOException {
        var administrator = system.token(DemoCompany.LENA.email());
        var auditor = system.token(DemoCompany.AMARA.email());
        var api = system.api();
        var everything = new LinkedHashMap<String, List<JsonNode>>();
        everything.put("people", api.everyItem(administrator, "/approvals/api/people"));
        everything.put("products", api.everyItem(administrator, "/requests/api/products"));
        everything.put("requests", api.everyItem(administrator, "/requests/api/requests"));
        everything.put("seats", api.everyItem(administrator, "/assignments/api/seats"));
        everything.put("history", api.everyItem(auditor, "/requests/api/history"));
        return everything;
    }
}
