package org.licensedesk.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.function.Function;

/**
 * The whole main job as its users do it, step by step: ask, decide, hold, wait, return, and read how it came about. Each
 * step works with scripts and without; only the waiting differs.
 */
final class Story {
    private static final String JUSTIFICATION =
            "I draw the charts of the harbour's new basin with the survey team until autumn.";

    private final Cast cast;

    /** Somebody with an address to sign in by and a name to be called by. */
    record Somebody(String email, String name) {
        String firstName() {
            return name.split(" ")[0];
        }
    }

    /** Who plays: two employees of one manager, an administrator, an auditor; and for what, be it defined yet or not. */
    record Cast(
            Somebody first,
            Somebody second,
            Somebody manager,
            Somebody administrator,
            Somebody auditor,
            String sku,
            String product,
            boolean newProduct) {}

    Story(Cast cast) {
        this.cast = cast;
    }

    /** All of it, in windows opened this way, and none of them had anything to complain about. */
    void play(Function<Somebody, Window> windowOf) {
        try (var administrator = windowOf.apply(cast.administrator());
                var first = windowOf.apply(cast.first());
                var second = windowOf.apply(cast.second());
                var manager = windowOf.apply(cast.manager());
                var auditor = windowOf.apply(cast.auditor())) {
            if (cast.newProduct()) {
                defineProduct(administrator);
            }
            buyOneSeat(administrator);
            var firstRequest = ask(first);
            var secondRequest = ask(second);
            approve(manager, cast.first());
            holds(first, firstRequest);
            approve(manager, cast.second());
            waitsInLine(second, secondRequest);
            giveBack(first);
            holds(second, secondRequest);
            audit(auditor);

            for (var window : List.of(administrator, first, second, manager, auditor)) {
                window.mustHaveNoComplaints();
            }
        }
    }

    /** The administrator defines the product in the form. */
    private void defineProduct(Window administrator) {
        var page = administrator.go("/assignments/define").page();
        page.getByLabel("Sku", exactly()).fill(cast.sku());
        page.getByLabel("Name", exactly()).fill(cast.product());
        page.getByLabel("Price of a seat a month").fill("28.10");
        page.getByLabel("Currency").fill("EUR");
        button(page, "Define it").click();

        assertThat(heading(page)).hasText(cast.product());
    }

    /** The administrator buys a seat, after having seen what that would do. */
    private void buyOneSeat(Window administrator) {
        var page = administrator.go("/assignments/products/" + cast.sku()).page();
        page.getByLabel("Seats bought in all").fill("1");
        if (!administrator.hasScripts()) {
            button(page, "What would that do?").click();
        }
        button(page, "Buy 1 seat").click();

        assertThat(page.locator("#messages")).containsText("You have bought 1 seat");
    }

    /** Somebody finds the product, says why, and sees whose turn it is. Returns the address of the request. */
    private String ask(Window window) {
        var page = window.page();
        var choose = page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions().setName("Choose " + cast.product()).setExact(true));
        window.again(choose, () -> {
            window.go("/requests/new");
            page.getByLabel("Search by name or by what it is for").fill(cast.product());
            if (!window.hasScripts()) {
                button(page, "Search").click();
            }
        });
        choose.click();
        page.getByLabel("What do you need it for?").fill(JUSTIFICATION);
        if (window.hasScripts()) {
            assertThat(page.getByText("Goes to " + cast.manager().name())).isVisible();
        }
        button(page, "Submit the request").click();

        assertThat(page.locator("#messages")).containsText("submitted");
        window.shows(standing(page, "Waiting for " + cast.manager().name()));
        assertThat(page.getByText(JUSTIFICATION)).isVisible();
        return window.path();
    }

    /** The manager finds the case on the desk, reads the form and approves: by one key, where keys work. */
    private void approve(Window manager, Somebody who) {
        var page = openCase(manager, who);
        if (manager.hasScripts()) {
            page.keyboard().press("a");
        } else {
            button(page, "Approve").first().click();
        }

        assertThat(page.getByText("Approved").first()).isVisible();
    }

    private Page openCase(Window manager, Somebody who) {
        var page = manager.go("/approvals/").page();
        var link = page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(who.name()))
                .filter(new Locator.FilterOptions().setHasText(cast.product()))
                .getByRole(AriaRole.LINK)
                .first();
        manager.shows(link);
        link.click();
        assertThat(heading(page)).containsText(who.firstName());
        assertThat(page.getByText(JUSTIFICATION)).isVisible();
        assertThat(page.getByText("You decide because")).isVisible();
        return page;
    }

    /** The request's page says that the seat is there. */
    private void holds(Window window, String request) {
        var page = window.go(request).page();

        window.shows(standing(page, "You have a seat"));
    }

    /** The request's page says which place in the line it has. */
    private void waitsInLine(Window window, String request) {
        var page = window.go(request).page();

        window.shows(standing(page, "Approved, 1st in the waiting list of 1"));
    }

    /** The holder gives the seat back from the page of licenses. */
    private void giveBack(Window window) {
        var page = window.go("/requests/").page();
        var row = page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(cast.product()))
                .filter(new Locator.FilterOptions().setHas(page.locator("summary")))
                .first();
        window.shows(row);
        row.locator("summary").click();
        button(page, "Yes, return it").locator("visible=true").click();

        assertThat(page.locator("#messages")).containsText("You have returned your seat of " + cast.product());
    }

    /** The auditor finds what happened, as sentences, and the one request whose story is complete. */
    private void audit(Window auditor) {
        var page = auditor.page();
        var entries = page.locator("ol.desk-history > li");
        auditor.again(entries.filter(containing("returned")), () -> {
            auditor.go("/requests/history");
            page.getByLabel("Person, product or request id").fill(cast.product());
            button(page, "Search").click();
            page.waitForURL(url -> url.contains("?")); // what was there before the search may show the same words
        });

        for (var name : new String[] {
            cast.first().name(), cast.second().name(), cast.manager().name()
        }) {
            assertThat(entries.filter(containing(name)).first()).isVisible();
        }
        entries.filter(containing(cast.first().name()))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("The whole request"))
                .first()
                .click();
        assertThat(heading(page)).hasText("The story of one request");
        assertThat(page.getByText("No event is missing")).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(containing("approved")).first())
                .isVisible();
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator standing(Page page, String sentence) {
        return page.getByRole(AriaRole.REGION, Window.named("Where it stands")).getByText(sentence);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
