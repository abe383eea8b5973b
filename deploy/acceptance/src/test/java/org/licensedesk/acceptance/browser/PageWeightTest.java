package org.licensedesk.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages are light: on a first visit with everything they need, and more so afterwards. */
class PageWeightTest {
    private static final int FIRST_LOAD = 400_000;
    private static final int AFTERWARDS = 30_000;

    @ParameterizedTest
    @CsvSource({
        "kevin.brown@harbour.example, /requests/, /requests/new",
        "grace.duval@harbour.example, /approvals/, /approvals/decided",
        "lena.fischer@harbour.example, /assignments/, /assignments/define",
        "lena.fischer@harbour.example, /approvals/people, /approvals/people/import",
        "amara.okafor@harbour.example, /requests/history, /requests/history?q=copilot"
    })
    void aFirstVisitIsLightAndWhatFollowsIsLighter(String person, String firstPage, String nextPage) {
        try (var window = Window.at(DemoCompany.system().address()).signedInAs(person)) {
            var bytes = countingTransfer(window);
            clearCache(window);
            window.go(firstPage).settle();
            var first = bytes.getAndSet(0);
            window.go(nextPage).settle();
            var next = bytes.get();

            assertThat(first).as("bytes of %s, nothing cached", firstPage).isBetween(1L, (long) FIRST_LOAD);
            assertThat(next).as("bytes of %s afterwards", nextPage).isBetween(1L, (long) AFTERWARDS);
        }
    }

    @Test
    void theSignInPageIsLight() {
        try (var window = Window.at(DemoCompany.system().address())) {
            var bytes = countingTransfer(window);
            window.go("/requests/").settle();

            assertThat(bytes.get()).isBetween(1L, (long) AFTERWARDS);
        }
    }

    private static AtomicLong countingTransfer(Window window) {
        var bytes = new AtomicLong();
        var session = window.context().newCDPSession(window.page());
        session.on("Network.loadingFinished", event -> bytes.addAndGet((long) encodedLength(event)));
        session.send("Network.enable");
        return bytes;
    }

    private static double encodedLength(JsonObject event) {
        return event.get("encodedDataLength").getAsDouble();
    }

    private static void clearCache(Window window) {
        window.context().newCDPSession(window.page()).send("Network.clearBrowserCache");
    }
}
