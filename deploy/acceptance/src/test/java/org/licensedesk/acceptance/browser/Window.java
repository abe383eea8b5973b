package org.licensedesk.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One person's browser window. It listens to everything the browser complains about (script errors, refusals of the
 * content security policy, answers 5xx) and says so when it is closed.
 */
final class Window implements AutoCloseable {
    static final int DESKTOP = 1280;
    static final int PHONE = 390;

    private static final List<String> WCAG_2_2_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    /** How the browser says what {@link #noteBadAnswers} says better. */
    private static final String MISSING = "Failed to load resource";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> ABOUT_COLOURS = List.of("color-contrast", "link-in-text-block");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final URI address;
    private final BrowserContext context;
    private final Page page;
    private final boolean scripts;
    private final List<String> complaints = new ArrayList<>();

    private Window(URI address, boolean scripts) {
        this.address = address;
        this.scripts = scripts;
        var options =
                new Browser.NewContextOptions().setViewportSize(DESKTOP, 900).setJavaScriptEnabled(scripts);
        this.context = Chromium.browser()
                .newContext(options.setLocale("en-GB")
                        .setTimezoneId("Europe/Berlin")
                        // a page that glides to where it is wanted may be missed by a click
                        .setReducedMotion(ReducedMotion.REDUCE));
        this.page = context.newPage();
        page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(MISSING)) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onResponse(this::noteBadAnswers);
    }

    /** A new window on a desktop. */
    static Window at(URI address) {
        return new Window(address, true);
    }

    /** A new window of somebody who has switched scripts off. */
    static Window withoutJavaScript(URI address) {
        return new Window(address, false);
    }

    /** A page may well be missing or forbidden and say so; what a page loads by itself has to be there. */
    private void noteBadAnswers(Response response) {
        var worst = response.request().isNavigationRequest() ? 499 : 399;
        if (response.status() > worst) {
            complaints.add(response.url() + ": answered " + response.status());
        }
    }

    /** Opens the product and passes its login page as this person. */
    Window signedInAs(String email) {
        go("/requests/");
        var shown = page.locator("button[value='" + email + "']");
        if (shown.count() > 0) {
            shown.click();
        } else {
            page.getByLabel("Somebody else").fill(email);
            page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        }
        return isIn();
    }

    /** Passes the login page that is shown, as somebody from outside. */
    Window signsInAsGuest(String email) {
        page.getByLabel("A guest from outside the company").fill(email);
        page.getByRole(AriaRole.BUTTON, named("Sign in as a guest")).click();
        return isIn();
    }

    private Window isIn() {
        page.waitForURL(url -> url.startsWith(address.toString()) && !url.contains("/oidc/"));
        return this;
    }

    Page page() {
        return page;
    }

    boolean hasScripts() {
        return scripts;
    }

    /** Waits until this shows: by itself where scripts run, by asking again where they do not. */
    void shows(Locator what) {
        if (scripts) {
            what.first().waitFor();
        } else if (!isVisibleSoon(what)) {
            again(what, this::ask);
        }
    }

    /** Asks for the page again, as often as a form that is still on its way gets between. */
    private void ask() {
        try {
            page.reload();
        } catch (TimeoutError tooLong) {
            throw tooLong;
        } catch (PlaywrightException navigatesAlready) {
            page.waitForLoadState();
        }
    }

    /** Does something over and over until this shows. */
    void again(Locator what, Runnable attempt) {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        attempt.run();
        while (!isVisibleSoon(what)) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("not to be seen on " + page.url() + ": " + what + "\n"
                        + page.locator("main").innerText());
            }
            attempt.run();
        }
    }

    private static boolean isVisibleSoon(Locator what) {
        try {
            what.first().waitFor(new Locator.WaitForOptions().setTimeout(700));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    BrowserContext context() {
        return context;
    }

    /** Opens a page of the product. */
    Window go(String path) {
        page.navigate(address.resolve(path).toString());
        return this;
    }

    /** Waits until all that a page loads by itself has come. */
    void settle() {
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, named(name));
    }

    /** By its whole name, as a screen reader says it. */
    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** The path and query shown in the address bar. */
    String path() {
        var url = URI.create(page.url());
        return url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
    }

    void resize(int width) {
        page.setViewportSize(width, width == PHONE ? 844 : 900);
    }

    void colours(ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        // half-way between two colours nothing has the contrast that it will have; transitions begin with the next
        // frame
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {"
                + " document.getAnimations().forEach(animation => animation.finish()); done(); })))");
    }

    /** Fails unless axe-core finds nothing to object to. */
    void mustBeAccessible(String where) {
        if (!hasScripts()) {
            return; // the examination is a script itself
        }
        mustPass(where, axe().withTags(WCAG_2_2_AA));
    }

    /** The part of it that a change of colours alone can break. */
    void mustBeReadable(String where) {
        mustPass(where, axe().withRules(ABOUT_COLOURS));
    }

    private AxeBuilder axe() {
        // there are no frames of other origins, so one pass in the page itself sees everything
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private static void mustPass(String where, AxeBuilder axe) {
        assertThat(axe.analyze().getViolations().stream().map(Window::told))
                .as("WCAG 2.2 AA violations on %s", where)
                .isEmpty();
    }

    private static String told(Rule rule) {
        var nodes = rule.getNodes().stream().map(node -> node.getHtml() + "\n    " + node.getFailureSummary());
        return rule.getId() + ": " + rule.getHelp() + "\n  " + nodes.collect(Collectors.joining("\n  "));
    }

    /** Fails when a page has to be moved sideways to be read. */
    void mustFitItsWidth(String where) {
        var overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        assertThat(((Number) overflow).intValue())
                .as("pixels too wide: %s", where)
                .isLessThanOrEqualTo(0);
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** Fails if the browser had anything to complain about so far. */
    void mustHaveNoComplaints() {
        assertThat(complaints).as("complaints of the browser").isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
