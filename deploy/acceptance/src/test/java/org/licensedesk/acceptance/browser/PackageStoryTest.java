package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.browser.Story.Somebody;

/** Two products asked for as one: one request, one approval, a seat of the first, a waiting place for the second, then both. */
class PackageStoryTest {
    private static final String JUSTIFICATION = "I take over the sailing of the survey boat from the first of May on.";

    @Test
    void severalProductsAreAskedForAsOne() {
        var address = DemoCompany.system().address();

        play("SEXTANT", "Sextant", person -> Window.at(address).signedInAs(person.email()));
    }

    @Test
    void theSameStoryNeedsNoScripts() {
        var address = DemoCompany.system().address();

        play("COMPASS", "Compass", person -> Window.withoutJavaScript(address).signedInAs(person.email()));
    }

    private static void play(String sku, String product, Function<Somebody, Window> windowOf) {
        var other = sku + "_CHARTS";
        var kit = product + " kit";
        try (var administrator = windowOf.apply(DemoCompany.LENA);
                var employee = windowOf.apply(DemoCompany.KEVIN);
                var manager = windowOf.apply(DemoCompany.GRACE);
                var auditor = windowOf.apply(DemoCompany.AMARA)) {
            defineProduct(administrator, sku, product);
            defineProduct(administrator, other, product + " charts");
            buyOneSeat(administrator, sku);
            definePackage(administrator, sku + "_KIT", kit, List.of(sku, other));

            var request = ask(employee, kit);
            approve(manager, kit, product);
            hasSome(employee, request, product);
            buyOneSeat(administrator, other);
            hasAll(employee, request, kit);
            audit(auditor, request, product);

            for (var window : List.of(administrator, employee, manager, auditor)) {
                window.mustHaveNoComplaints();
            }
        }
    }

    private static void defineProduct(Window administrator, String sku, String name) {
        var page = administrator.go("/assignments/define").page();
        page.getByLabel("Sku", exactly()).fill(sku);
        page.getByLabel("Name", exactly()).fill(name);
        page.getByLabel("Price of a seat a month").fill("10.50");
        page.getByLabel("Currency").fill("EUR");
        button(page, "Define it").click();

        assertThat(heading(page)).hasText(name);
    }

    private static void buyOneSeat(Window administrator, String sku) {
        var page = administrator.go("/assignments/products/" + sku).page();
        page.getByLabel("Seats bought in all").fill("1");
        if (!administrator.hasScripts()) {
            button(page, "What would that do?").click();
        }
        button(page, "Buy 1 seat").click();

        assertThat(page.locator("#messages")).containsText("You have bought 1 seat");
    }

    /** The administrator puts the two together, and is told what that costs. */
    private static void definePackage(Window administrator, String id, String name, List<String> skus) {
        var page = administrator.go("/assignments/packages").page();
        page.getByRole(AriaRole.LINK, Window.named("Define a package")).first().click();
        page.getByLabel("Id", exactly()).fill(id);
        page.getByLabel("Name", exactly()).fill(name);
        for (int i = 0; i < skus.size(); i++) {
            page.getByLabel("Product " + (i + 1), exactly()).fill(skus.get(i));
        }
        page.getByLabel("For how many days?").fill("90");
        button(page, "Define it").click();

        assertThat(heading(page)).hasText(name);
        assertThat(page.getByRole(AriaRole.REGION, Window.named("What it consists of")))
                .containsText("€21.00");
    }

    private static String ask(Window window, String kit) {
        var page = window.page();
        var choose = page.getByRole(AriaRole.LINK, Window.named("Choose " + kit));
        window.again(choose, () -> {
            window.go("/requests/new");
            page.getByLabel("Search by name or by what it is for").fill(kit);
            if (!window.hasScripts()) {
                button(page, "Search").click();
            }
        });
        choose.click();
        assertThat(page.getByText("What it consists of")).isVisible();
        page.getByLabel("What do you need it for?").fill(JUSTIFICATION);
        button(page, "Submit the request").click();

        assertThat(page.locator("#messages")).containsText("submitted");
        window.shows(standing(page, "Waiting for " + DemoCompany.GRACE.name()));
        assertThat(parts(page).getByText("waits for the approval")).hasCount(2);
        return window.path();
    }

    private static void approve(Window manager, String kit, String product) {
        var page = manager.go("/approvals/").page();
        var link = page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(kit))
                .getByRole(AriaRole.LINK)
                .first();
        manager.shows(link);
        link.click();
        assertThat(page.getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(product + " charts"))
                        .first())
                .containsText("0 of 0 seats free");
        button(page, "Approve").first().click();

        manager.shows(page.getByText("is on the waiting list"));
    }

    private static void hasSome(Window window, String request, String product) {
        var page = window.go(request).page();

        window.shows(standing(page, "You have 1 of 2 seats, 1 is waited for"));
        assertThat(parts(page).getByRole(AriaRole.LISTITEM).first()).containsText(product);
        assertThat(parts(page).getByRole(AriaRole.LISTITEM).first()).containsText("seat given");
        assertThat(parts(page).getByRole(AriaRole.LISTITEM).last()).containsText("1st in the waiting list of 1");
    }

    private static void hasAll(Window window, String request, String kit) {
        var page = window.go(request).page();
        window.shows(standing(page, "You have all 2 seats"));

        window.go("/requests/");

        window.shows(page.getByText("the package " + kit).first());
    }

    private static void audit(Window auditor, String request, String product) {
        var page = auditor.page();
        auditor.again(
                page.getByText("No event is missing"),
                () -> auditor.go(request.replace("/requests/", "/requests/history/")));

        assertThat(page.getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText("was given a seat of " + product + " charts"))
                        .first())
                .isVisible();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator standing(Page page, String sentence) {
        return page.getByRole(AriaRole.REGION, Window.named("Where it stands")).getByText(sentence);
    }

    private static Locator parts(Page page) {
        return page.getByRole(AriaRole.REGION, Window.named("Parts of the package"));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, Window.named(name));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
