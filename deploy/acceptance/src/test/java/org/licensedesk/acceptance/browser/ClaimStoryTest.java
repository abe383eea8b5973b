package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.browser.Story.Somebody;

/**
 * A product is given on demand: an administrator lets it, people take what there is without asking anybody, an application
 * asks for whoever opens it, and what came of it is in the report and in the history.
 */
class ClaimStoryTest {
    private static final RunningSystem SYSTEM = DemoCompany.system();

    @Test
    void whoMayTakesASeatWithoutAsking() throws IOException {
        play("TIDE_GAUGE", "Tide Gauge", person -> Window.at(SYSTEM.address()).signedInAs(person.email()));
    }

    @Test
    void theSameStoryNeedsNoScripts() throws IOException {
        play(
                "WAVE_METER",
                "Wave Meter",
                person -> Window.withoutJavaScript(SYSTEM.address()).signedInAs(person.email()));
    }

    private void play(String sku, String product, Function<Somebody, Window> windowOf) throws IOException {
        aProductWithSeats(sku, product, 2);
        try (var lena = windowOf.apply(DemoCompany.LENA);
                var kevin = windowOf.apply(DemoCompany.KEVIN);
                var noah = windowOf.apply(DemoCompany.NOAH);
                var amara = windowOf.apply(DemoCompany.AMARA)) {
            letItBeTaken(lena, sku, product);
            take(kevin, sku, product);
            anApplicationAsks(sku);
            nothingIsLeft(noah, product);
            giveBack(kevin, product);
            takeFromThePage(noah, product);
            report(lena, sku, product);
            audit(amara, product);

            for (var window : List.of(lena, kevin, noah, amara)) {
                window.mustHaveNoComplaints();
            }
        }
    }

    private static void aProductWithSeats(String sku, String product, int seats) throws IOException {
        var lena = SYSTEM.token(DemoCompany.LENA.email());
        var path = "/assignments/api/products/" + sku;
        SYSTEM.api().put(lena, path, Map.of("name", product)).orFail();
        SYSTEM.api().put(lena, path + "/pool", Map.of("purchased", seats)).orFail();
    }

    /** The administrator finds the policy on the product's page and switches it on, within limits. */
    private static void letItBeTaken(Window lena, String sku, String product) {
        var page = lena.go("/assignments/products/" + sku).page();
        lena.link("On demand").click();
        page.getByLabel(product + " can be claimed").check();
        page.getByLabel("Seats a day at most").fill("5");
        button(page, "Save").click();

        assertThat(page.locator("#messages")).containsText(product + " can be claimed now");
        assertThat(row(page, product)).containsText("5 a day");
    }

    /** Somebody who is about to ask for the product reads that they need not; without scripts there is a page for it. */
    private static void take(Window kevin, String sku, String product) {
        if (!kevin.hasScripts()) {
            takeFromThePage(kevin, product);
            return;
        }
        var page = kevin.page();
        kevin.again(button(page, "Take it now"), () -> kevin.go("/requests/new?sku=" + sku));
        button(page, "Take it now").click();

        assertThat(page.locator("#messages")).containsText("You have a seat of " + product);
        kevin.shows(row(page, product));
    }

    /** From the page of what one may take. */
    private static void takeFromThePage(Window window, String product) {
        var page = window.go("/assignments/seats").page();
        window.link("Take one without asking").click();
        button(page, "Take " + product + " now").click();

        assertThat(page.locator("#messages")).containsText("You have a seat of " + product);
        assertThat(row(page, product)).containsText("claimed on demand");
    }

    /** An application that has no place in the directory asks for the person who opened it: twice, and once it gives. */
    private static void anApplicationAsks(String sku) throws IOException {
        var portal = SYSTEM.token("portal@apps.example", "claim-agent");
        var claim = Map.of("sku", sku, "person", DemoCompany.GRACE.email());

        var first = SYSTEM.api().post(portal, "/assignments/api/claims", claim).orFail();
        var second = SYSTEM.api().post(portal, "/assignments/api/claims", claim).orFail();

        assertThat(first.json().get("outcome").asText()).isEqualTo("ASSIGNED");
        assertThat(second.json().get("outcome").asText()).isEqualTo("ALREADY_HELD");
        assertThat(second.json().get("seat")).isEqualTo(first.json().get("seat"));
    }

    /** Whoever comes too late is told so, and how to go on. */
    private static void nothingIsLeft(Window noah, String product) {
        var page = noah.go("/assignments/claim").page();

        assertThat(row(page, product)).containsText("All seats are taken");
        assertThat(page.getByRole(AriaRole.LINK, Window.named("Request " + product)))
                .isVisible();
    }

    private static void giveBack(Window kevin, String product) {
        var page = kevin.go("/assignments/seats").page();
        var row = row(page, product);
        row.locator("summary").click();
        button(page, "Yes, return it").locator("visible=true").click();

        assertThat(page.locator("#messages")).containsText("You have returned your seat of " + product);
    }

    private static void report(Window lena, String sku, String product) {
        var page = lena.go("/assignments/claims?sku=" + sku).page();

        assertThat(page.getByRole(AriaRole.IMG)).isVisible();
        assertThat(page.getByText("3 given", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByRole(AriaRole.LINK, Window.named("Save as CSV"))).isVisible();
    }

    private static void audit(Window amara, String product) {
        var page = amara.page();
        var entries = page.locator("ol.desk-history > li");
        amara.again(
                entries.filter(containing(DemoCompany.NOAH.name() + " was given a seat of " + product + " on demand")),
                () -> {
                    amara.go("/requests/history");
                    page.getByLabel("Person, product or request id").fill(product);
                    button(page, "Search").click();
                    page.waitForURL(url -> url.contains("?"));
                });

        assertThat(entries.filter(containing("let everybody have " + product + " on demand"))
                        .first())
                .isVisible();
    }

    private static Locator row(Page page, String product) {
        return page.getByRole(AriaRole.ROW).filter(containing(product)).first();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
