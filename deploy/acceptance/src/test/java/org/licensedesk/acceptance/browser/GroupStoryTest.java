package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A product comes with a group: its members get seats as far as they reach, whoever leaves makes room, and it goes as it came. */
class GroupStoryTest {

    @Test
    void membersGetWhatComesWithTheirGroup() throws IOException {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            play(window, "crane-crew", "GROUP_CRANES", "Crane Log");
        }
    }

    @Test
    void theSameStoryNeedsNoScripts() throws IOException {
        try (var window =
                Window.withoutJavaScript(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            play(window, "buoy-crew", "GROUP_BUOYS", "Buoy Log");
        }
    }

    private static void play(Window window, String group, String sku, String name) throws IOException {
        define(group, List.of(DemoCompany.KEVIN.email(), DemoCompany.NOAH.email()));
        aProductWithOneSeat(sku, name);
        var page = window.page();
        window.again(window.link(nameOf(group)), () -> window.go("/assignments/groups?q=" + group));
        window.mustBeAccessible("the list of groups");
        window.link(nameOf(group)).click();

        page.getByLabel("Product, by its name").fill(name);
        button(page, "What would that do?").click();
        assertThat(page.getByText("1 member gets a seat of " + name)).isVisible();
        assertThat(page.getByText("Short by 1 seat")).isVisible();
        window.mustBeAccessible("what a product on a group would do");
        button(page, "Put " + name + " on " + nameOf(group)).click();

        window.again(row(page, "waits for a seat"), () -> window.go("/assignments/groups/" + group));
        assertThat(row(page, "has a seat")).containsText(name);
        window.mustBeAccessible("a group with a member in error");
        var lucky = row(page, "has a seat").textContent().contains(DemoCompany.KEVIN.name())
                ? DemoCompany.KEVIN
                : DemoCompany.NOAH;
        var waiting = lucky == DemoCompany.KEVIN ? DemoCompany.NOAH : DemoCompany.KEVIN;

        window.go("/assignments/people/" + lucky.email());
        assertThat(page.getByText("held through this group alone").first()).isVisible();

        define(group, List.of(waiting.email()));
        window.again(
                row(page, "has a seat").filter(containing(waiting.name())),
                () -> window.go("/assignments/groups/" + group));

        page.getByRole(AriaRole.LINK, Window.named("Take off " + name)).click();
        assertThat(page.getByText("1 member loses their seat.")).isVisible();
        button(page, "Take it off").click();
        assertThat(page.getByText("Nothing comes with this group yet")).isVisible();
        window.again(page.getByText("Nobody has a seat"), () -> window.go("/assignments/products/" + sku));
        window.mustHaveNoComplaints();
    }

    private static String nameOf(String group) {
        return "The " + group;
    }

    private static void define(String group, List<String> members) throws IOException {
        var system = DemoCompany.system();
        system.api()
                .put(
                        system.token(DemoCompany.LENA.email()),
                        "/approvals/api/groups/" + group,
                        Map.of("name", nameOf(group), "members", members))
                .orFail();
    }

    private static void aProductWithOneSeat(String sku, String name) throws IOException {
        var system = DemoCompany.system();
        var administrator = system.token(DemoCompany.LENA.email());
        var address = "/assignments/api/products/" + sku;
        system.api()
                .put(administrator, address, Map.of("name", name, "monthlyPrice", 10, "currency", "EUR"))
                .orFail();
        system.api()
                .put(administrator, address + "/pool", Map.of("purchased", 1))
                .orFail();
    }

    private static Locator row(Page page, String text) {
        return page.getByRole(AriaRole.ROW).filter(containing(text)).first();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, Window.named(name)).first();
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
