package org.licensedesk.local.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.licensedesk.local.demo.DemoBulkJobs;
import org.licensedesk.local.demo.DemoClaims;
import org.licensedesk.local.demo.DemoCompany;
import org.licensedesk.local.demo.DemoGroupProducts;
import org.licensedesk.local.demo.DemoInvitations;
import org.licensedesk.local.demo.DemoPast;
import org.licensedesk.local.demo.DemoRequests;
import org.licensedesk.local.demo.GivenByHand;
import org.licensedesk.local.demo.Imports;
import org.licensedesk.local.demo.PublicApi;
import org.licensedesk.local.demo.Visibility;

/** Puts into a running system what it was started with: the demo company, once, and the files that were named. */
final class Content {

    /**
     * What was asked for.
     *
     * @param company the demo company, or null for none
     * @param people a file to import, or null
     * @param products a file to import, or null
     */
    record Order(DemoCompany company, Path people, Path products) {}

    private final Order order;
    private final Path marker;
    private final PublicApi api;
    private final String administrator;
    private final Visibility visibility;
    private final Terminal terminal;

    /**
     * @param marker the file that says that the demo company is in
     */
    Content(Order order, Path marker, URI address, Visibility visibility, Terminal terminal) {
        this.order = order;
        this.marker = marker;
        this.visibility = visibility;
        this.terminal = terminal;
        this.administrator = order.company() == null
                ? AccountsFile.ADMINISTRATOR
                : order.company().administrator();
        var tokens = new Tokens(address.toString());
        this.api = new PublicApi(address, email -> tokens.of(email, List.of()));
    }

    /** Returns when everybody can see it. */
    void bring() throws Exception {
        var imports = new Imports(api, administrator);
        boolean firstTime = order.company() != null && !Files.exists(marker);
        if (firstTime) {
            timed("demo company", () -> imports.company(order.company()));
        }
        if (order.people() != null) {
            timed("people", () -> importing(() -> imports.people(order.people()), order.people()));
        }
        if (order.products() != null) {
            timed("products", () -> importing(() -> imports.products(order.products()), order.products()));
        }
        timed("seen by all", () -> {
            visibility.await();
            return "";
        });
        if (firstTime) {
            timed("demo claims", () -> new DemoClaims(api, administrator).play() + " claims");
            timed("demo requests", () -> new DemoRequests(api, administrator).play(order.company()) + " requests");
            timed("demo guests", () -> new DemoInvitations(api, administrator).play(order.company()) + " invited");
            timed("given by hand", () -> new GivenByHand(api, administrator).give() + " seats");
            timed("demo bulk jobs", () -> new DemoBulkJobs(api, administrator).play() + " jobs");
            timed("demo groups", () -> new DemoGroupProducts(api, administrator).put() + " with a product");
            timed("demo past", () -> new DemoPast(api, administrator).bring(order.company()) + " weeks");
            Files.createFile(marker);
        }
    }

    private String importing(Step step, Path file) throws Exception {
        try {
            return step.inWords();
        } catch (PublicApi.Refused e) {
            throw StartFailure.wrongCall("The file " + file + " was not taken. " + e.getMessage());
        }
    }

    private void timed(String what, Step step) throws Exception {
        long began = System.nanoTime();
        String remark = step.inWords();
        terminal.ready(what, began, remark);
    }

    /** Something that is brought in, and tells what that was. */
    private interface Step {
        String inWords() throws Exception;
    }
}
