package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A file of people becomes a plan, the plan becomes seats, and one button takes them all back. */
class BulkStoryTest {
    private static final String RUBBISH = "nobody@harbour.example";

    @Test
    void aFileBecomesSeatsAndTheSeatsGoBack() throws IOException {
        var sku = aProductWithTwoSeats("BULK_BERTHS", "Berth Planner");
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            play(window, sku);
        }
    }

    @Test
    void theSameStoryNeedsNoScripts() throws IOException {
        var sku = aProductWithTwoSeats("BULK_BUOYS", "Buoy Planner");
        try (var window =
                Window.withoutJavaScript(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            play(window, sku);
        }
    }

    @Test
    void aFilterNamesPeopleByWhatTheDirectorySays() throws IOException {
        var name = "Gantry Planner";
        aProductWithTwoSeats("BULK_GANTRIES", name);
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            var page = window.go("/assignments/bulk").page();
            page.getByLabel("Reports to").fill(DemoCompany.GRACE.name());
            page.getByLabel("Product 1").fill(name);
            button(page, "Plan it").last().click();

            assertThat(heading(page)).containsText("Everybody reporting to " + DemoCompany.GRACE.name() + ": " + name);
            assertThat(page.getByRole(AriaRole.ROW)
                            .filter(containing(DemoCompany.KEVIN.name()))
                            .first())
                    .containsText(name);
            window.mustHaveNoComplaints();
        }
    }

    private static void play(Window window, String sku) throws IOException {
        var page = window.go("/assignments/bulk").page();
        page.getByLabel("CSV file")
                .setInputFiles(new FilePayload(
                        "newcomers.csv",
                        "text/csv",
                        String.join(
                                        "\n",
                                        "sku;email",
                                        sku + ";" + DemoCompany.KEVIN.email(),
                                        sku + ";" + DemoCompany.NOAH.email(),
                                        sku + ";" + DemoCompany.GRACE.email(),
                                        sku + ";" + RUBBISH)
                                .getBytes(StandardCharsets.UTF_8)));
        button(page, "Plan it").first().click();

        assertThat(heading(page)).hasText("newcomers.csv");
        assertThat(page.getByText("2 rows would get a seat")).isVisible();
        assertThat(page.getByText("short by 1 seat")).isVisible();
        assertThat(page.getByText("€20.00", new Page.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();
        window.mustBeAccessible("the plan of a bulk job");

        button(page, "Apply this plan").click();
        window.shows(page.getByText("2 seats given"));
        assertThat(page.getByText("1 row on a waiting list")).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rejected 1"))
                .click();
        assertThat(page.getByRole(AriaRole.ROW).filter(containing(RUBBISH))).containsText("Nobody in the directory");
        Assertions.assertThat(results(page)).contains("ASSIGNED", "WAITLISTED", "REJECTED");

        page.locator("summary").filter(containing("Undo the whole job")).click();
        button(page, "Yes, undo it").click();
        window.shows(page.getByText("3 reasons taken back"));
        window.go("/assignments/products/" + sku);
        assertThat(page.getByText("Nobody has a seat")).isVisible();
        window.mustHaveNoComplaints();
    }

    private static String results(Page page) throws IOException {
        Download file = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, Window.named("Download the results"))
                .click());
        return Files.readString(file.path());
    }

    private static String aProductWithTwoSeats(String sku, String name) throws IOException {
        var system = DemoCompany.system();
        var administrator = system.token(DemoCompany.LENA.email());
        var address = "/assignments/api/products/" + sku;
        system.api()
                .put(administrator, address, Map.of("name", name, "monthlyPrice", 10, "currency", "EUR"))
                .orFail();
        system.api()
                .put(administrator, address + "/pool", Map.of("purchased", 2))
                .orFail();
        return sku;
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, Window.named(name));
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
