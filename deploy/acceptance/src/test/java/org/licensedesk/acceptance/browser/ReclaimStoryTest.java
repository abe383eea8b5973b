package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.browser.Story.Somebody;

/** A seat that nobody uses finds whoever waits for it, because its holder was asked. */
class ReclaimStoryTest {

    private final RunningSystem system = DemoCompany.system();

    @Test
    void anUnusedSeatIsReleasedByItsHolderAndGoesToWhoWaits() throws Exception {
        play(
                "DREDGING_PLANS",
                "Dredging Plans",
                person -> Window.at(system.address()).signedInAs(person.email()));
    }

    @Test
    void theSameStoryNeedsNoScripts() throws Exception {
        play(
                "BUOY_CATALOGUE",
                "Buoy Catalogue",
                person -> Window.withoutJavaScript(system.address()).signedInAs(person.email()));
    }

    private void play(String sku, String product, Function<Somebody, Window> windowOf) throws Exception {
        heldForLong(sku, product);
        try (var lena = windowOf.apply(DemoCompany.LENA);
                var kevin = windowOf.apply(DemoCompany.KEVIN);
                var noah = windowOf.apply(DemoCompany.NOAH);
                var amara = windowOf.apply(DemoCompany.AMARA)) {
            reportUse(lena, sku);
            var campaign = ask(lena, product);
            release(kevin, product);
            holds(noah, product);
            lena.go(campaign);
            lena.shows(lena.page()
                    .getByRole(AriaRole.ROW)
                    .filter(containing(DemoCompany.KEVIN.name()))
                    .filter(containing("released")));
            isTold(amara, product);

            for (var window : List.of(lena, kevin, noah, amara)) {
                window.mustHaveNoComplaints();
            }
        }
    }

    /** One seat, held by Kevin, while Noah waits. */
    private void heldForLong(String sku, String product) throws Exception {
        var lena = system.token(DemoCompany.LENA.email(), "license-admin");
        var path = "/assignments/api/products/" + sku;
        system.api().put(lena, path, Map.of("name", product)).orFail();
        system.api().put(lena, path + "/pool", Map.of("purchased", 1)).orFail();
        system.api()
                .post(
                        lena,
                        "/assignments/api/manual-assignments",
                        Map.of(
                                "holders",
                                List.of(DemoCompany.KEVIN.email(), DemoCompany.NOAH.email()),
                                "skus",
                                List.of(sku),
                                "mode",
                                "ADD",
                                "whenFull",
                                "WAIT"))
                .orFail();
        giveBackTheTime(sku);
    }

    // nobody waits for months in a test, and nobody can move the clock of a running system
    private void giveBackTheTime(String sku) throws SQLException {
        try (var connection = system.parts().database("assignment-service").asOwner();
                var statement = connection.prepareStatement(
                        "update seat set since = since - interval '90 days' where sku = ?")) {
            statement.setString(1, sku);
            statement.executeUpdate();
        }
    }

    /** The administrator uploads who used what, and hears which row could not be taken. */
    private void reportUse(Window lena, String sku) {
        var page = lena.go("/assignments/reclaim/usage").page();
        var longAgo = LocalDate.now(ZoneOffset.UTC).minusDays(75);
        var file = "email,sku,last_used_on\n%s,%s,%s\nnobody@harbour.example,%s,%s\n"
                .formatted(DemoCompany.KEVIN.email(), sku, longAgo, sku, longAgo);
        page.getByLabel("File")
                .setInputFiles(new FilePayload("use.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        button(page, "Report it").click();

        assertThat(page.getByText("1 row taken, 1 row rejected")).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(containing("Nobody with this address is known")))
                .isVisible();
    }

    /** The administrator chooses what happens without an answer, and asks. Returns the address of the campaign. */
    private String ask(Window lena, String product) {
        var page = lena.go("/assignments/reclaim").page();
        page.getByLabel(product).check();
        page.getByLabel("loses the seat").check();
        button(page, "Ask the holders").click();

        assertThat(page.locator("#messages")).containsText("The holders are asked");
        assertThat(page.getByRole(AriaRole.ROW).filter(containing(DemoCompany.KEVIN.name())))
                .containsText("no answer yet");
        return lena.path();
    }

    /** The holder finds the question beside the licenses, and releases. */
    private void release(Window kevin, String product) {
        var page = kevin.page();
        var button = page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Release " + product).setExact(true));
        kevin.go(kevin.hasScripts() ? "/requests/" : "/assignments/reclaim-questions");
        kevin.shows(button);
        button.click();

        assertThat(page.locator("#messages")).containsText("You released your seat of " + product);
    }

    /** Whoever waited has the seat. */
    private void holds(Window noah, String product) {
        var page = noah.go("/assignments/seats").page();

        noah.shows(page.getByRole(AriaRole.TABLE, Window.named("My licenses"))
                .getByRole(AriaRole.ROW)
                .filter(containing(product)));
    }

    /** The history tells who released what, and who got it. */
    private void isTold(Window amara, String product) {
        var page = amara.page();
        var entries = page.locator("ol.desk-history > li");
        amara.again(entries.filter(containing("released the unused seat of " + product)), () -> {
            amara.go("/requests/history");
            page.getByLabel("Person, product or request id").fill(product);
            button(page, "Search").click();
            page.waitForURL(url -> url.contains("?"));
        });

        assertThat(entries.filter(containing(DemoCompany.NOAH.name()))
                        .filter(containing("was given a seat of " + product))
                        .first())
                .isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, Window.named(name));
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
