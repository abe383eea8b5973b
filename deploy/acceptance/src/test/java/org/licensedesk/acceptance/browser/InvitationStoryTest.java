package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.RunningSystem;

/** Somebody from outside is invited, opens the mail's link, signs in, and takes the seat with a button. */
class InvitationStoryTest {

    private final RunningSystem system = DemoCompany.system();
    private final String lena = DemoCompany.LENA.email();

    @Test
    void aGuestIsInvitedAndTakesTheSeat() throws IOException {
        play(() -> Window.at(system.address()));
    }

    @Test
    void theSameNeedsNoScripts() throws IOException {
        play(() -> Window.withoutJavaScript(system.address()));
    }

    private void play(Supplier<Window> window) throws IOException {
        var id = UUID.randomUUID().toString().substring(0, 8);
        var guest = "carla.moreno." + id + "@studio.example";
        var product = "Star Charts " + id;
        aProductWithOneSeat("STARS_" + id, product);

        try (var administrator = window.get().signedInAs(lena);
                var stranger = window.get().signedInAs(DemoCompany.KEVIN.email());
                var carla = window.get()) {
            invite(administrator, guest, product);
            var link = new Mailbox(system).link(guest);
            isNotForOthers(stranger, link);
            opensItAndNothingHappens(carla, link, guest, product);
            stands(administrator, "Open", guest);
            takesTheSeat(carla, product);
            stands(administrator, "Accepted", guest);
            seesSensiblePagesEverywhere(carla, product);

            for (var each : new Window[] {administrator, stranger, carla}) {
                each.mustHaveNoComplaints();
            }
        }
    }

    private void aProductWithOneSeat(String sku, String name) throws IOException {
        var token = system.token(lena);
        var path = "/assignments/api/products/" + sku;
        system.api()
                .put(token, path, Map.of("name", name, "monthlyPrice", 9.5, "currency", "EUR"))
                .orFail();
        system.api().put(token, path + "/pool", Map.of("purchased", 1)).orFail();
    }

    private static void invite(Window administrator, String guest, String product) {
        var page = administrator.go("/assignments/invitations").page();
        page.getByLabel("Email address").fill(guest);
        page.getByLabel("Product", new Page.GetByLabelOptions().setExact(true)).fill(product);
        page.getByRole(AriaRole.BUTTON, Window.named("Invite")).click();

        assertThat(page.locator("#messages")).containsText(guest + " is invited");
        assertThat(row(page, "Open", guest)).containsText("13 days 23 hours");
    }

    /** The right link in the wrong hands says nothing. */
    private static void isNotForOthers(Window stranger, URI link) {
        var page = stranger.go(link.toString()).page();

        assertThat(page.getByText("There is no invitation here for")).isVisible();
    }

    private static void opensItAndNothingHappens(Window carla, URI link, String guest, String product) {
        carla.go(link.toString()).signsInAsGuest(guest);
        var page = carla.page();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(product);
        assertThat(page.getByText("Nothing has happened yet")).isVisible();
    }

    private static void takesTheSeat(Window carla, String product) {
        var page = carla.page();
        page.getByRole(AriaRole.BUTTON, Window.named("Accept the seat")).click();

        assertThat(page.locator("#messages")).containsText("You have a seat of " + product);
        assertThat(page.getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName(product)))
                .isVisible();
    }

    private static void stands(Window administrator, String where, String guest) {
        var page = administrator.go("/assignments/invitations").page();

        assertThat(row(page, where, guest)).isVisible();
    }

    /** Whom the directory does not know meets no error: what there is for them, or a sentence. */
    private static void seesSensiblePagesEverywhere(Window carla, String product) {
        carla.again(
                carla.page().locator("main").filter(new Locator.FilterOptions().setHasText(product)),
                () -> carla.go("/requests/"));
        for (var path : new String[] {
            "/requests/", "/requests/new", "/approvals/", "/approvals/decided", "/assignments/", "/assignments/seats"
        }) {
            carla.go(path).settle();
            assertThat(carla.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .isVisible();
        }
    }

    private static Locator row(Page page, String section, String guest) {
        return page.getByRole(AriaRole.REGION, Window.named(section))
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(guest));
    }
}
