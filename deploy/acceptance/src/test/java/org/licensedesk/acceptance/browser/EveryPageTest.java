package org.licensedesk.acceptance.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.licensedesk.acceptance.browser.Places.Place;

/** What holds on every page: readable by everybody, by day and by night, on a desktop and on a phone, without a complaint. */
class EveryPageTest {
    private final Map<String, Window> windows = new HashMap<>();

    @AfterEach
    void closeWindows() {
        windows.values().forEach(Window::close);
    }

    @TestFactory
    Stream<DynamicTest> everyPageIsAccessibleAndFits() {
        return new Places(DemoCompany.system())
                .all().stream().map(place -> dynamicTest(place.name(), () -> look(place)));
    }

    private void look(Place place) throws IOException {
        var window = windowOf(place.person());
        window.go(place.address().path());
        window.settle();

        inspect(window, place.name());
    }

    @Test
    void theSignInPageIsAccessibleAndFits() {
        try (var window = Window.at(DemoCompany.system().address())) {
            window.go("/requests/");

            inspect(window, "sign-in");
        }
    }

    @Test
    void theFarewellIsAccessibleAndFits() {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.KEVIN.email())) {
            window.link("Sign out").click();
            window.shows(window.link("Sign in again"));

            inspect(window, "signed-out");
        }
    }

    @Test
    void theMenuOfAPhoneOpens() {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(DemoCompany.LENA.email())) {
            window.resize(Window.PHONE);
            window.page().getByRole(AriaRole.BUTTON, Window.named("Menu")).click();
            window.shows(window.link("Attention"));

            window.mustBeAccessible("the open menu");
            window.screenshot("menu-390");
        }
    }

    /** Every finding at once, so that one run tells all that is wrong with a page. */
    private static void inspect(Window window, String name) {
        assertAll(
                name,
                () -> inspect(window, name, Window.DESKTOP),
                () -> inspect(window, name, Window.PHONE),
                window::mustHaveNoComplaints);
    }

    private static void inspect(Window window, String name, int width) {
        window.resize(width);
        window.colours(ColorScheme.LIGHT);
        window.screenshot(name + "-" + width);
        assertAll(
                () -> window.mustFitItsWidth(name + " at " + width),
                () -> window.mustBeAccessible(name + " at " + width + ", light"),
                () -> {
                    window.colours(ColorScheme.DARK);
                    window.mustBeReadable(name + " at " + width + ", dark");
                });
        window.colours(ColorScheme.LIGHT);
    }

    private Window windowOf(String person) {
        return windows.computeIfAbsent(
                person, email -> Window.at(DemoCompany.system().address()).signedInAs(email));
    }
}
