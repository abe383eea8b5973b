package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo company shows every state that a request can be in, in words. */
class DemoStatesTest {
    private static final Map<String, String> WORDS = Map.of(
            "WAITING_FOR_APPROVAL", "Waiting",
            "WAITLISTED", "On the waiting list",
            "PARTIALLY_ASSIGNED", "Partially assigned",
            "ASSIGNED", "Assigned",
            "REJECTED", "Rejected",
            "WITHDRAWN", "Withdrawn",
            "ENDED", "Ended");

    @ParameterizedTest
    @MethodSource("org.licensedesk.acceptance.browser.Places#states")
    void aRequestInEachStateSaysSo(String state) throws IOException {
        var request = new Places(DemoCompany.system()).anyRequest(state);
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            window.go("/requests/" + request.get("id").asText());

            assertThat(window.page().getByRole(AriaRole.REGION, Window.named("Where it stands")))
                    .containsText(WORDS.get(state));
        }
    }

    @Test
    void aCaseThatNobodyCanDecideStandsUnderAttention() {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            window.go("/assignments/attention");

            assertThat(window.page().locator("main")).containsText("Ada Moreno");
        }
    }

    @Test
    void aManagerFindsTheNumberOfWaitingCasesInTheNavigation() {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.GRACE.email())) {
            assertThat(window.page().getByRole(AriaRole.NAVIGATION, Window.named("Sections")))
                    .containsText("waiting for you");
        }
    }

    @Test
    void somebodyWithoutATeamSeesNothingOfApprovals() {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.KEVIN.email())) {
            window.settle();

            assertThat(window.page().getByRole(AriaRole.NAVIGATION, Window.named("Sections")))
                    .not()
                    .containsText("Approvals");
        }
    }
}
