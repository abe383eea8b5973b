package org.licensedesk.acceptance.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.licensedesk.acceptance.RunningSystem;

/** Every page of the product, each with somebody who may see it, as the demo company has it. */
final class Places {
    private static final String KEVIN = DemoCompany.KEVIN.email();
    private static final String GRACE = DemoCompany.GRACE.email();
    private static final String LENA = DemoCompany.LENA.email();
    private static final String AMARA = DemoCompany.AMARA.email();
    private static final String NEWCOMER = "beatrix.olsen@harbour.example";

    private final RunningSystem system;

    /** A page, who looks at it, and a name for its picture. Where it is gets known when one goes there. */
    record Place(String name, String person, Address address) {
        Place(String name, String person, String path) {
            this(name, person, () -> path);
        }
    }

    /** Finds out where a page is. */
    @FunctionalInterface
    interface Address {
        String path() throws IOException;
    }

    Places(RunningSystem system) {
        this.system = system;
    }

    /** All of them, those of one person beside each other. */
    List<Place> all() {
        var places = new ArrayList<Place>();
        places.add(new Place("employee-mine", KEVIN, "/requests/"));
        places.add(new Place("employee-new", KEVIN, "/requests/new"));
        places.add(new Place("employee-new-nothing-fits", KEVIN, "/requests/new?q=unobtainium"));
        places.add(new Place("employee-new-form", KEVIN, "/requests/new?sku=FIGMA_PROFESSIONAL"));
        places.add(new Place("employee-new-held-already", KEVIN, "/requests/new?sku=GITHUB_ENTERPRISE"));
        places.add(new Place("employee-new-package", KEVIN, "/requests/new?q=starter"));
        places.add(new Place("employee-new-package-form", KEVIN, "/requests/new?sku=DASHBOARD_PILOT"));
        places.add(new Place("employee-seats", KEVIN, "/assignments/seats"));
        places.add(new Place("employee-claim", KEVIN, "/assignments/claim"));
        places.add(new Place("employee-nothing-asked", KEVIN, "/assignments/reclaim-questions"));
        places.add(new Place("admin-lots", LENA, "/assignments/products/FIGMA_PROFESSIONAL/lots"));
        places.add(new Place("admin-no-lots", LENA, "/assignments/products/VISIOCLIENT/lots"));
        places.add(new Place("admin-reclaim", LENA, "/assignments/reclaim"));
        places.add(new Place("admin-report-use", LENA, "/assignments/reclaim/usage"));
        places.add(new Place("employee-extend", KEVIN, () -> "/requests/new?extends=" + thatEnds(KEVIN)));
        places.add(new Place("employee-no-approvals", KEVIN, "/approvals/"));
        places.add(new Place("employee-not-found", KEVIN, "/requests/00000000-0000-0000-0000-000000000000"));
        places.add(new Place("employee-forbidden", KEVIN, "/requests/history"));
        places.add(new Place("newcomer-mine", NEWCOMER, "/requests/"));
        for (var state : states()) {
            places.add(new Place(
                    "request-" + state.toLowerCase(Locale.ROOT).replace('_', '-'),
                    LENA,
                    () -> "/requests/" + anyRequest(state).get("id").asText()));
        }
        places.add(new Place(
                "request-waiting-own",
                KEVIN,
                () -> "/requests/"
                        + firstOf(KEVIN, "WAITING_FOR_APPROVAL").get("id").asText()));
        places.add(new Place(
                "request-assigned-own",
                KEVIN,
                () -> "/requests/" + firstOf(KEVIN, "ASSIGNED").get("id").asText()));
        places.add(new Place("manager-desk", GRACE, "/approvals/"));
        places.add(new Place("manager-decided", GRACE, "/approvals/decided"));
        places.add(new Place("manager-case", GRACE, () -> "/approvals/" + caseOf(GRACE, "waiting")));
        places.add(new Place("manager-case-package", GRACE, () -> "/approvals/" + caseAbout("ENGINEER_STARTER")));
        places.add(new Place("manager-case-decided", GRACE, () -> "/approvals/" + caseOf(GRACE, "decided")));
        places.add(new Place("manager-on-behalf", GRACE, "/requests/new?sku=VISIOCLIENT"));
        places.add(new Place("admin-products", LENA, "/assignments/"));
        places.add(new Place("admin-products-nothing-fits", LENA, "/assignments/?q=unobtainium"));
        places.add(new Place("admin-product", LENA, "/assignments/products/MICROSOFT_365_COPILOT"));
        places.add(new Place(
                "admin-product-preview", LENA, "/assignments/products/MICROSOFT_365_COPILOT/pool?purchased=6"));
        places.add(new Place(
                "admin-product-refusal", LENA, "/assignments/products/MICROSOFT_365_COPILOT/pool?purchased=1"));
        places.add(new Place("admin-definition", LENA, "/assignments/products/MICROSOFT_365_COPILOT/definition"));
        places.add(new Place("admin-packages", LENA, "/assignments/packages"));
        places.add(new Place("admin-package", LENA, "/assignments/packages/DASHBOARD_PILOT"));
        places.add(new Place("admin-package-define", LENA, "/assignments/packages/define"));
        places.add(new Place("admin-claims", LENA, "/assignments/claims"));
        places.add(new Place("admin-claims-none", LENA, "/assignments/claims?department=unobtainium"));
        places.add(new Place("admin-claim-policy", LENA, "/assignments/products/POWER_BI_PRO/claims"));
        places.add(new Place("admin-define", LENA, "/assignments/define"));
        places.add(new Place("admin-invitations", LENA, "/assignments/invitations"));
        places.add(
                new Place("admin-product-people", LENA, "/assignments/products/MICROSOFT_365_COPILOT/people?q=grace"));
        places.add(new Place("admin-person-licenses", LENA, "/assignments/people/" + KEVIN));
        places.add(new Place("admin-person-give", LENA, "/assignments/people/" + KEVIN + "/products"));
        places.add(new Place("admin-person-replace", LENA, "/assignments/people/" + KEVIN + "/products?mode=REPLACE"));
        places.add(new Place("employee-licenses", KEVIN, "/assignments/people/" + KEVIN));
        places.add(new Place("admin-import-products", LENA, "/assignments/import"));
        places.add(new Place("admin-bulk", LENA, "/assignments/bulk"));
        places.add(new Place("admin-bulk-planned", LENA, () -> "/assignments/bulk/" + bulkJobIn("PLANNED")));
        places.add(new Place("admin-bulk-done", LENA, () -> "/assignments/bulk/" + bulkJobIn("DONE")));
        places.add(new Place("admin-groups", LENA, "/assignments/groups"));
        places.add(new Place("admin-group-products", LENA, "/assignments/groups/field-service"));
        places.add(new Place("admin-dashboard", LENA, "/assignments/dashboard"));
        places.add(new Place("admin-past-days", LENA, "/assignments/dashboard/past-days"));
        places.add(new Place("admin-unusable", LENA, "/assignments/unusable"));
        places.add(new Place("admin-people", LENA, "/approvals/people"));
        places.add(new Place("admin-people-nobody-fits", LENA, "/approvals/people?q=unobtainium"));
        places.add(new Place("admin-person", LENA, () -> "/approvals/people/" + idOf(GRACE)));
        places.add(new Place("admin-directory-groups", LENA, "/approvals/groups"));
        places.add(new Place("admin-directory-groups-nothing-fits", LENA, "/approvals/groups?q=unobtainium"));
        places.add(new Place("admin-group-nested", LENA, "/approvals/groups/release-crew"));
        places.add(new Place("admin-group-by-rule", LENA, "/approvals/groups/field-service/edit"));
        places.add(new Place("admin-new-group", LENA, "/approvals/new-group"));
        places.add(new Place("admin-import-people", LENA, "/approvals/people/import"));
        places.add(new Place("admin-license-owners", LENA, "/approvals/license-owners"));
        places.add(new Place("admin-unroutable", LENA, "/approvals/unroutable"));
        places.add(new Place("admin-attention", LENA, "/assignments/attention"));
        places.add(new Place("admin-parked", LENA, "/requests/attention/parked"));
        places.add(new Place("auditor-history", AMARA, "/requests/history"));
        places.add(new Place("auditor-history-nothing-fits", AMARA, "/requests/history?q=unobtainium"));
        places.add(new Place("auditor-history-filtered", AMARA, "/requests/history?person=" + KEVIN));
        places.add(new Place(
                "auditor-story",
                AMARA,
                () -> "/requests/history/" + anyRequest("ASSIGNED").get("id").asText()));
        return places;
    }

    /** The states that a request of the demo company can be found in. */
    static List<String> states() {
        return List.of(
                "WAITING_FOR_APPROVAL",
                "WAITLISTED",
                "PARTIALLY_ASSIGNED",
                "ASSIGNED",
                "REJECTED",
                "WITHDRAWN",
                "ENDED");
    }

    /** A request in this state. */
    JsonNode anyRequest(String state) throws IOException {
        return firstOf(LENA, state);
    }

    private JsonNode firstOf(String person, String state) throws IOException {
        var requests = system.api().everyItem(system.token(person), "/requests/api/requests?status=" + state);
        if (requests.isEmpty()) {
            throw new IllegalStateException("the demo company shows " + person + " no request in the state " + state);
        }
        return requests.get(0);
    }

    private String thatEnds(String person) throws IOException {
        for (var request : system.api().everyItem(system.token(person), "/requests/api/requests?status=ASSIGNED")) {
            if (request.hasNonNull("endsOn")) {
                return request.get("id").asText();
            }
        }
        throw new IllegalStateException("the demo company shows " + person + " no license with a last day");
    }

    private String caseOf(String manager, String state) throws IOException {
        var cases = system.api().everyItem(system.token(manager), "/approvals/api/cases?state=" + state);
        return cases.get(0).get("requestId").asText();
    }

    private String bulkJobIn(String state) throws IOException {
        return system.api().everyItem(system.token(LENA), "/assignments/api/bulk-jobs").stream()
                .filter(job -> job.get("state").asText().equals(state))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the demo company has no bulk job " + state))
                .get("id")
                .asText();
    }

    private String caseAbout(String sku) throws IOException {
        for (var waiting : system.api().everyItem(system.token(GRACE), "/approvals/api/cases?state=waiting")) {
            if (waiting.get("sku").asText().equals(sku)) {
                return waiting.get("requestId").asText();
            }
        }
        throw new IllegalStateException("nobody asks Grace Duval for " + sku);
    }

    private String idOf(String email) throws IOException {
        return system.api()
                .everyItem(system.token(LENA), "/approvals/api/people?q=" + email)
                .get(0)
                .get("id")
                .asText();
    }
}
