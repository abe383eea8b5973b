package org.licensedesk.acceptance.browser;

import java.nio.file.Path;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.RunningSystem.Settings;
import org.licensedesk.acceptance.browser.Story.Cast;
import org.licensedesk.acceptance.browser.Story.Somebody;

/**
 * The demo company, running once for all browser tests that are content with it; it ends with the test JVM. Whoever works
 * on a page names the data directory of a system they have started ({@code -Dlicense-desk.data=DIR}) and waits for none.
 */
final class DemoCompany {
    static final Somebody KEVIN = new Somebody("kevin.brown@harbour.example", "Kevin Brown");
    static final Somebody NOAH = new Somebody("noah.fischer@harbour.example", "Noah Fischer");
    static final Somebody GRACE = new Somebody("grace.duval@harbour.example", "Grace Duval");
    static final Somebody LENA = new Somebody("lena.fischer@harbour.example", "Lena Fischer");
    static final Somebody AMARA = new Somebody("amara.okafor@harbour.example", "Amara Okafor");

    private static RunningSystem system;

    private DemoCompany() {}

    static synchronized RunningSystem system() {
        if (system == null) {
            var running = System.getProperty("license-desk.data");
            system = running == null ? RunningSystem.start(Settings.demo()) : RunningSystem.alreadyOn(Path.of(running));
        }
        return system;
    }

    /** The well-known five, asking for a product that nobody has asked for yet. */
    static Cast castAskingFor(String sku, String product) {
        return new Cast(KEVIN, NOAH, GRACE, LENA, AMARA, sku, product, true);
    }
}
