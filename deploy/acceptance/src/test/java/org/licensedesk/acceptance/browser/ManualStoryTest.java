package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.browser.Story.Somebody;

/** An administrator gives seats by hand, sees beforehand what will come of it, replaces what somebody holds, and takes back. */
class ManualStoryTest {
    private static final Somebody PAVEL = new Somebody("pavel.novak@harbour.example", "Pavel Novák");
    private static final Somebody GRETA = new Somebody("greta.hoffmann@harbour.example", "Greta Hoffmann");
    private static final Somebody NADIA = new Somebody("nadia.petrova@harbour.example", "Nadia Petrova");
    private static final Somebody CHIARA = new Somebody("chiara.conti@harbour.example", "Chiara Conti");

    /** One product with a single seat, another with seats for everybody. */
    private record Shelf(String scarceSku, String scarce, String plentySku, String plenty) {}

    @Test
    void seatsAreGivenReplacedAndTakenBackByHand() throws IOException {
        play(
                new Shelf("WELDING_LOG", "Welding Log", "CRANE_PLANNER", "Crane Planner"),
                Window.at(DemoCompany.system().address()),
                Window.at(DemoCompany.system().address()),
                PAVEL,
                GRETA);
    }

    @Test
    void theSameStoryNeedsNoScripts() throws IOException {
        play(
                new Shelf("LEDGER_LENS", "Ledger Lens", "POSTER_PRESS", "Poster Press"),
                Window.withoutJavaScript(DemoCompany.system().address()),
                Window.withoutJavaScript(DemoCompany.system().address()),
                NADIA,
                CHIARA);
    }

    private static void play(Shelf shelf, Window desk, Window home, Somebody first, Somebody second)
            throws IOException {
        aProduct(shelf.scarceSku(), shelf.scarce(), 1);
        aProduct(shelf.plentySku(), shelf.plenty(), 10);
        nobodyHas(shelf, first, second);
        try (var administrator = desk.signedInAs(DemoCompany.LENA.email());
                var holder = home.signedInAs(first.email())) {
            giveToBoth(administrator, shelf, first, second);
            seesTheirSeat(holder, shelf);
            replace(administrator, shelf, first);
            holdsInstead(administrator, shelf, second);
            takeBack(administrator, shelf, second);

            for (var window : List.of(administrator, holder)) {
                window.mustHaveNoComplaints();
            }
        }
    }

    /** One is found by name, the other's address is pasted with a stranger's; who gets what is seen before anybody gets it. */
    private static void giveToBoth(Window administrator, Shelf shelf, Somebody first, Somebody second) {
        var page =
                administrator.go("/assignments/products/" + shelf.scarceSku()).page();
        administrator.link("Give or take by hand").click();
        page.getByLabel("Find people").fill(first.name());
        if (!administrator.hasScripts()) {
            button(page, "Find").click();
        }
        page.locator("label")
                .filter(containing(first.name()))
                .getByRole(AriaRole.CHECKBOX)
                .check();
        page.getByLabel("Email addresses").fill(second.email() + "\nnobody@elsewhere.example");
        button(page, "See what would happen").click();

        var would = page.getByRole(AriaRole.REGION, Window.named("What would happen"));
        assertThat(would.getByRole(AriaRole.ROW).filter(containing(second.name())))
                .containsText("gets a seat");
        assertThat(would.getByRole(AriaRole.ROW).filter(containing(first.name())))
                .containsText("waiting list");
        assertThat(would.getByRole(AriaRole.ROW).filter(containing("nobody@elsewhere.example")))
                .containsText("Nobody in the directory has the address");
        page.getByLabel("Email addresses").fill(first.email() + "\n" + second.email());
        button(page, "See what would happen").click();
        assertThat(would.getByRole(AriaRole.ROW).filter(containing(first.name())))
                .containsText("gets a seat");
        looksRight(administrator, "manual-preview");
        button(page, "Give it").click();

        assertThat(page.locator("#messages")).containsText("1 on the waiting list, 1 given a seat");
        assertThat(page.getByRole(AriaRole.REGION, startingWith("Seats"))
                        .getByRole(AriaRole.ROW)
                        .filter(containing(first.name())))
                .containsText("given by an administrator");
        assertThat(page.getByRole(AriaRole.REGION, startingWith("Waiting list"))
                        .getByRole(AriaRole.ROW)
                        .filter(containing(second.name())))
                .isVisible();
    }

    private static void seesTheirSeat(Window holder, Shelf shelf) {
        var page = holder.go("/assignments/seats").page();

        assertThat(page.getByRole(AriaRole.ROW).filter(containing(shelf.scarce())))
                .containsText("given by an administrator");
    }

    /** What will be lost is said before it is; the freed seat goes to who waits. */
    private static void replace(Window administrator, Shelf shelf, Somebody first) {
        var page = administrator.go("/assignments/people/" + first.email()).page();
        assertThat(page.getByRole(AriaRole.ROW).filter(containing(shelf.scarce())))
                .containsText("given by Lena Fischer");
        administrator.link("Replace products").click();
        page.getByRole(AriaRole.CHECKBOX, startingWith(shelf.scarce())).uncheck();
        page.getByLabel("Find products").fill(shelf.plenty());
        if (!administrator.hasScripts()) {
            button(page, "Find").click();
        }
        page.getByRole(AriaRole.CHECKBOX, startingWith(shelf.plenty())).check();
        button(page, "See what would happen").click();

        assertThat(page.getByText(first.name() + " would lose " + shelf.scarce()))
                .isVisible();
        looksRight(administrator, "manual-replacement");
        button(page, "Replace").click();

        assertThat(page.locator("#messages")).containsText("1 taken away, 1 given a seat");
        assertThat(page.getByRole(AriaRole.REGION, Window.named("Holds"))
                        .getByRole(AriaRole.ROW)
                        .filter(containing(shelf.plenty())))
                .isVisible();
        assertThat(page.getByRole(AriaRole.REGION, Window.named("Ended lately")))
                .containsText(shelf.scarce());
    }

    private static void holdsInstead(Window administrator, Shelf shelf, Somebody second) {
        var page = administrator.go("/assignments/people/" + second.email()).page();

        assertThat(page.getByRole(AriaRole.REGION, Window.named("Holds"))
                        .getByRole(AriaRole.ROW)
                        .filter(containing(shelf.scarce())))
                .isVisible();
    }

    private static void takeBack(Window administrator, Shelf shelf, Somebody second) {
        var page = administrator
                .go("/assignments/products/" + shelf.scarceSku() + "/people")
                .page();
        page.getByLabel("Email addresses").fill(second.email());
        page.getByLabel("Take their seat or waiting place away").check();
        button(page, "See what would happen").click();
        assertThat(page.getByText("loses the seat")).isVisible();
        button(page, "Take it away").click();

        assertThat(page.locator("#messages")).containsText("1 taken away");
        assertThat(page.getByText("Nobody has a seat")).isVisible();
    }

    /** A preview is no page that one could go to, so it is inspected where it is. */
    private static void looksRight(Window window, String name) {
        if (window.hasScripts()) {
            for (var width : new int[] {Window.PHONE, Window.DESKTOP}) {
                window.resize(width);
                window.screenshot(name + "-" + width);
                window.mustFitItsWidth(name + " at " + width);
                window.mustBeAccessible(name + " at " + width);
            }
        }
    }

    private static void aProduct(String sku, String name, int seats) throws IOException {
        var api = DemoCompany.system().api();
        var token = DemoCompany.system().token(DemoCompany.LENA.email());
        api.put(token, "/assignments/api/products/" + sku, Map.of("name", name)).orFail();
        api.put(token, "/assignments/api/products/" + sku + "/pool", Map.of("purchased", seats))
                .orFail();
    }

    /** An earlier run on the same system may have ended in the middle. */
    private static void nobodyHas(Shelf shelf, Somebody... people) throws IOException {
        var order = Map.of(
                "holders",
                Stream.of(people).map(Somebody::email).toList(),
                "skus",
                List.of(shelf.scarceSku(), shelf.plentySku()),
                "mode",
                "REMOVE");
        DemoCompany.system()
                .api()
                .post(
                        DemoCompany.system().token(DemoCompany.LENA.email()),
                        "/assignments/api/manual-assignments",
                        order)
                .orFail();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions startingWith(String name) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^\\s*" + name));
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
