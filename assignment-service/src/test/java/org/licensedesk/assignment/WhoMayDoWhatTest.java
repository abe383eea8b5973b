package org.licensedesk.assignment;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.group.GroupStory;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.AuthorizationTable;
import org.licensedesk.chassis.testing.Tokens;

/** Who may do what: a row for each endpoint, walked against the running service. */
@QuarkusTest
class WhoMayDoWhatTest {

    @Inject
    LedgerStory story;

    @Inject
    GroupStory groups;

    private final Holder kevin = LedgerStory.somebody();

    @Test
    void everyEndpointAnswersEveryActorAsTheTableSays() {
        AuthorizationTable table = table();
        table.row("GET /assignments/api/products/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(everybody(200));
        table.row("GET /assignments/api/products/{sku}", "no product")
                .path("sku", () -> "NONE-" + UUID.randomUUID())
                .answers(everybody(404));
        table.row("PUT /assignments/api/products/{sku}", "a new sku")
                .path("sku", () -> "NEW-" + Ids.next())
                .with(json("{\"name\": \"New\"}"))
                .answers(administrators(201, 401));
        table.row("PUT /assignments/api/products/{sku}/pool", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(json("{\"purchased\": 2}"))
                .answers(administrators(200, 401));
        table.row("POST /assignments/api/products", "no list")
                .with(request -> request.contentType("text/csv").body("nonsense"))
                .answers(administrators(400, 401));
        table.row("GET /assignments/api/packages", "any").answers(everybody(200));
        table.row("GET /assignments/api/packages/{id}", "a package")
                .path("id", this::aPackage)
                .answers(everybody(200));
        table.row("GET /assignments/api/packages/{id}", "no package")
                .path("id", () -> "NONE-" + UUID.randomUUID())
                .answers(everybody(404));
        table.row("PUT /assignments/api/packages/{id}", "a new id")
                .path("id", () -> "NEW-" + Ids.next())
                .with(request -> json("{\"name\": \"New\", \"skus\": [\"" + story.aProduct(1) + "\"]}")
                        .apply(request))
                .answers(administrators(201, 401));
        table.row("DELETE /assignments/api/packages/{id}", "a package")
                .path("id", this::aPackage)
                .answers(administrators(204, 401));
        table.row("GET /assignments/packages", "any").answers(administrators(200, 302));
        table.row("GET /assignments/packages/define", "any").answers(administrators(200, 302));
        table.row("POST /assignments/packages/define", "a new id")
                .with(request -> form(request)
                        .formParam("id", "NEW-" + Ids.next())
                        .formParam("name", "New")
                        .formParam("skus", story.aProduct(1), ""))
                .answers(administrators(303, 401));
        table.row("GET /assignments/packages/{id}", "a package")
                .path("id", this::aPackage)
                .answers(administrators(200, 302));
        table.row("POST /assignments/packages/{id}", "a package")
                .path("id", this::aPackage)
                .with(request -> form(request).formParam("name", "Renamed").formParam("skus", story.aProduct(1)))
                .answers(administrators(303, 401));
        table.row("POST /assignments/packages/{id}/deletion", "a package")
                .path("id", this::aPackage)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401));
        table.row("GET /assignments/api/seats", "any").answers(everybody(200));
        table.row("DELETE /assignments/api/seats/{id}", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .answers(Map.of("nobody", 401, "holder", 204, "colleague", 404, "auditor", 404, "administrator", 204));
        table.row("DELETE /assignments/api/seats/{id}", "no seat")
                .path("id", UUID::randomUUID)
                .answers(everybody(404));
        table.row("POST /assignments/api/invitations", "a guest and a product")
                .with(request -> request.contentType("application/json")
                        .body("{\"email\": \"guest." + Ids.next() + "@studio.example\", \"sku\": \"" + story.aProduct(1)
                                + "\"}"))
                .answers(administrators(201, 401));
        table.row("GET /assignments/api/invitations", "any").answers(administrators(200, 401));
        table.row("GET /assignments/api/invitations/{id}", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .answers(administrators(200, 401));
        table.row("DELETE /assignments/api/invitations/{id}", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .answers(administrators(204, 401));
        table.row("POST /assignments/api/invitations/{id}/acceptance", "an invitation of the holder, a wrong code")
                .path("id", this::anInvitationOfKevin)
                .with(json("{\"code\": \"wrong\"}"))
                .answers(Map.of("nobody", 401, "holder", 400, "colleague", 404, "auditor", 404, "administrator", 404));
        table.row("GET /assignments/invitations", "any").answers(administrators(200, 302));
        table.row("POST /assignments/invitations", "a guest and a product")
                .with(request -> form(request)
                        .formParam("email", "guest." + Ids.next() + "@studio.example")
                        .formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401));
        table.row("POST /assignments/invitations/{id}/withdrawal", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401));
        table.row("GET /assignments/invitations/{id}/acceptance", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 404, "auditor", 404, "administrator", 404));
        table.row("POST /assignments/invitations/{id}/acceptance", "an invitation of the holder, a wrong code")
                .path("id", this::anInvitationOfKevin)
                .with(request -> form(request).formParam("key", "wrong"))
                .answers(Map.of("nobody", 401, "holder", 400, "colleague", 404, "auditor", 404, "administrator", 404));
        table.row("GET /assignments/api/claim-policies", "any").answers(administrators(200, 401));
        table.row("GET /assignments/api/claim-policies/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 401));
        table.row("PUT /assignments/api/claim-policies/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(json("{\"enabled\": true}"))
                .answers(administrators(200, 401));
        table.row("DELETE /assignments/api/claim-policies/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(204, 401));
        table.row("POST /assignments/api/claims", "a product that is off, for oneself")
                .with(json("{\"sku\": \"" + story.aProduct(1) + "\"}"))
                .answers(everybody(409));
        table.row("POST /assignments/api/claims", "for somebody else, without being a service")
                .with(json("{\"sku\": \"ANY\", \"person\": \"somebody.else@example.org\"}"))
                .answers(everybody(403));
        table.row("GET /assignments/api/claims/report", "any")
                .answers(Map.of("nobody", 401, "holder", 403, "colleague", 403, "auditor", 200, "administrator", 200));
        table.row("GET /assignments/claims", "any").answers(administratorsAndAuditors(200, 302));
        table.row("GET /assignments/claims/policies", "no product").answers(administrators(400, 302));
        table.row("GET /assignments/claims/report.csv", "any").answers(administratorsAndAuditors(200, 302));
        table.row("GET /assignments/products/{sku}/claims", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302));
        table.row("POST /assignments/products/{sku}/claims", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("enabled", "true"))
                .answers(administrators(303, 401));
        table.row("GET /assignments/claim", "by somebody the directory does not know")
                .answers(administrators(200, 302));
        table.row("POST /assignments/claim", "by somebody the directory does not know")
                .with(request -> form(request).formParam("sku", "ANY"))
                .answers(administrators(409, 401));
        table.row("GET /assignments/fragments/claim", "nothing to take")
                .answers(Map.of("nobody", 302, "holder", 204, "colleague", 204, "auditor", 204, "administrator", 204));
        table.row("GET /assignments/", "any")
                .answers(Map.of("nobody", 302, "holder", 303, "colleague", 303, "auditor", 303, "administrator", 200));
        table.row("GET /assignments/define", "any").answers(administrators(200, 302));
        table.row("POST /assignments/define", "a new sku")
                .with(request ->
                        form(request).formParam("sku", "NEW-" + Ids.next()).formParam("name", "New"))
                .answers(administrators(303, 401));
        table.row("GET /assignments/import", "any").answers(administrators(200, 302));
        table.row("POST /assignments/import", "no file")
                .with(request -> request.header("Sec-Fetch-Site", "same-origin")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF))
                .answers(administrators(400, 401));
        table.row("GET /assignments/products/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302));
        table.row("GET /assignments/products/{sku}/pool", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> request.queryParam("purchased", 2))
                .answers(administrators(200, 302));
        table.row("POST /assignments/products/{sku}/pool", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("purchased", "2"))
                .answers(administrators(303, 401));
        table.row("GET /assignments/products/{sku}/definition", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302));
        table.row("POST /assignments/products/{sku}/definition", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("name", "Renamed"))
                .answers(administrators(303, 401));
        table.row("POST /assignments/api/manual-assignments", "nobody the directory knows")
                .with(json("{\"holders\": [\"nobody@nowhere.example\"], \"skus\": [\"NONE\"]}"))
                .answers(administrators(200, 401));
        table.row("GET /assignments/products/{sku}/people", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302));
        table.row("POST /assignments/products/{sku}/people", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("step", "find"))
                .answers(administrators(200, 401));
        table.row("GET /assignments/people/{email}", "the holder")
                .path("email", this::kevinWithASeat)
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 404, "auditor", 200, "administrator", 200));
        table.row("GET /assignments/people/{email}/products", "nobody the directory knows")
                .path("email", () -> "nobody@nowhere.example")
                .answers(administrators(404, 302));
        table.row("POST /assignments/people/{email}/products", "nobody the directory knows")
                .path("email", () -> "nobody@nowhere.example")
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401));
        table.row("GET /assignments/dashboard", "any").answers(administrators(200, 302));
        table.row("GET /assignments/api/dashboard", "any").answers(readers());
        table.row("POST /assignments/api/dashboard/past-days", "no list")
                .with(request -> request.contentType("text/csv").body("nonsense"))
                .answers(administrators(400, 401));
        table.row("GET /assignments/dashboard/past-days", "any").answers(administrators(200, 302));
        table.row("POST /assignments/dashboard/past-days", "no file")
                .with(request -> request.header("Sec-Fetch-Site", "same-origin")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF))
                .answers(administrators(400, 401));
        table.row("GET /assignments/unusable", "any").answers(administratorsAndAuditors(200, 302));
        table.row("POST /assignments/unusable", "a product")
                .with(request -> form(request).formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401));
        table.row("POST /assignments/unusable/{seat}/roles", "a seat of the holder")
                .path("seat", this::aSeatOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401));
        table.row("GET /assignments/api/unusable-seats", "any").answers(readers());
        table.row("PUT /assignments/api/seats/{id}/roles", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .with(json("{\"roles\": []}"))
                .answers(administrators(200, 401));
        table.row("POST /assignments/products/{sku}/state", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("state", "GRACE"))
                .answers(administrators(303, 401));
        table.row("GET /assignments/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302));
        table.row("POST /assignments/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("orderNumber", "PO-1").formParam("quantity", "2"))
                .answers(administrators(303, 401));
        table.row("GET /assignments/api/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 401));
        table.row("POST /assignments/api/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(json("{\"orderNumber\": \"PO-1\", \"quantity\": 2}"))
                .answers(administrators(201, 401));
        table.row("GET /assignments/api/products/{sku}/lots/{id}", "no lot")
                .path("sku", () -> story.aProduct(1))
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401));
        table.row("POST /assignments/api/usage", "no list")
                .with(request -> request.contentType("text/csv").body("nonsense"))
                .answers(administrators(400, 401));
        table.row("GET /assignments/api/usage/unused", "a product")
                .with(request -> request.queryParam("sku", "NONE"))
                .answers(administrators(200, 401));
        table.row("POST /assignments/api/reclaim-campaigns", "nothing chosen")
                .with(json("{}"))
                .answers(administrators(400, 401));
        table.row("GET /assignments/api/reclaim-campaigns", "any").answers(administratorsAndAuditors(200, 401));
        table.row("GET /assignments/api/reclaim-campaigns/{id}", "no campaign")
                .path("id", UUID::randomUUID)
                .answers(administratorsAndAuditors(404, 401));
        table.row("GET /assignments/api/reclaim-campaigns/{id}/questions", "no campaign")
                .path("id", UUID::randomUUID)
                .answers(administratorsAndAuditors(404, 401));
        table.row("GET /assignments/api/reclaim-questions", "one's own").answers(everybody(200));
        table.row("POST /assignments/api/reclaim-questions/{id}/answer", "no question")
                .path("id", UUID::randomUUID)
                .with(json("{\"answer\": \"KEEP\"}"))
                .answers(everybody(404));
        table.row("GET /assignments/reclaim", "any").answers(administrators(200, 302));
        table.row("POST /assignments/reclaim", "nothing chosen")
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(400, 401));
        table.row("GET /assignments/reclaim/usage", "any").answers(administrators(200, 302));
        table.row("POST /assignments/reclaim/usage", "no file")
                .with(request -> request.header("Sec-Fetch-Site", "same-origin")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF))
                .answers(administrators(400, 401));
        table.row("GET /assignments/reclaim/{id}", "no campaign")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302));
        table.row("GET /assignments/reclaim/{id}/progress", "no campaign")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302));
        table.row("GET /assignments/reclaim-questions", "one's own")
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 200, "auditor", 200, "administrator", 200));
        table.row("GET /assignments/fragments/reclaim", "one's own")
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 200, "auditor", 200, "administrator", 200));
        table.row("POST /assignments/reclaim-questions/{id}/answer", "no question")
                .path("id", UUID::randomUUID)
                .with(request -> form(request).formParam("answer", "KEEP"))
                .answers(Map.of("nobody", 401, "holder", 404, "colleague", 404, "auditor", 404, "administrator", 404));
        table.row("GET /assignments/attention", "any").answers(administrators(200, 302));
        table.row("GET /assignments/fragments/attention", "any").answers(administrators(200, 302));
        table.row("GET /assignments/fragments/person", "the holder")
                .with(request -> request.queryParam("email", kevin.email()))
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 404, "auditor", 200, "administrator", 200));
        table.row("POST /assignments/waiting-places/removal", "nobody who waits")
                .with(request -> form(request).formParam("sku", "NONE").formParam("email", "nobody@nowhere.example"))
                .answers(administrators(404, 401));
        table.row("GET /assignments/seats", "any")
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 200, "auditor", 200, "administrator", 200));
        table.row("POST /assignments/seats/{id}/return", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(Map.of("nobody", 401, "holder", 303, "colleague", 404, "auditor", 404, "administrator", 404));
        table.row("POST /assignments/seats/{id}/removal", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401));
        table.row("POST /assignments/api/bulk-jobs", "no CSV")
                .with(request -> request.contentType("text/csv").body("nonsense"))
                .answers(administrators(400, 401));
        table.row("POST /assignments/api/bulk-jobs", "no filter")
                .with(json("{\"skus\": [\"X\"]}"))
                .answers(administrators(400, 401));
        table.row("GET /assignments/api/bulk-jobs", "any").answers(administrators(200, 401));
        table.row("GET /assignments/api/bulk-jobs/{id}", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401));
        table.row("POST /assignments/api/bulk-jobs/{id}/apply", "no job")
                .path("id", UUID::randomUUID)
                .with(json("{}"))
                .answers(administrators(404, 401));
        table.row("POST /assignments/api/bulk-jobs/{id}/undo", "no job")
                .path("id", UUID::randomUUID)
                .with(json(""))
                .answers(administrators(404, 401));
        table.row("DELETE /assignments/api/bulk-jobs/{id}", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401));
        table.row("GET /assignments/api/bulk-jobs/{id}/results", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401));
        table.row("GET /assignments/bulk", "any").answers(administrators(200, 302));
        table.row("POST /assignments/bulk/file", "no file")
                .with(request -> request.header("Sec-Fetch-Site", "same-origin")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF))
                .answers(administrators(400, 401));
        table.row("POST /assignments/bulk/filter", "nobody said")
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(400, 401));
        table.row("GET /assignments/bulk/{id}", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302));
        table.row("GET /assignments/bulk/{id}/progress", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302));
        table.row("GET /assignments/bulk/{id}/results.csv", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302));
        table.row("POST /assignments/bulk/{id}/apply", "no job")
                .path("id", UUID::randomUUID)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401));
        table.row("POST /assignments/bulk/{id}/discard", "no job")
                .path("id", UUID::randomUUID)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401));
        table.row("POST /assignments/bulk/{id}/undo", "no job")
                .path("id", UUID::randomUUID)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401));
        table.row("GET /assignments/api/groups", "any").answers(administrators(200, 401));
        table.row("GET /assignments/api/groups/{id}", "a group")
                .path("id", groups::aGroup)
                .answers(administrators(200, 401));
        table.row("GET /assignments/api/groups/{id}", "no group")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401));
        table.row("PUT /assignments/api/groups/{id}/products/{sku}", "a group, a product")
                .path("id", groups::aGroup)
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 401));
        table.row("DELETE /assignments/api/groups/{id}/products/{sku}", "a product that is not on the group")
                .path("id", groups::aGroup)
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(404, 401));
        table.row("GET /assignments/groups", "any").answers(administrators(200, 302));
        table.row("GET /assignments/groups/{id}", "a group")
                .path("id", groups::aGroup)
                .answers(administrators(200, 302));
        table.row("GET /assignments/groups/{id}/products", "a group, a product")
                .path("id", groups::aGroup)
                .with(request -> request.queryParam("sku", story.aProduct(1)))
                .answers(administrators(200, 302));
        table.row("POST /assignments/groups/{id}/products", "a group, a product")
                .path("id", groups::aGroup)
                .with(request -> form(request).formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401));
        table.row("GET /assignments/groups/{id}/products/removal", "a product that is not on the group")
                .path("id", groups::aGroup)
                .with(request -> request.queryParam("sku", story.aProduct(1)))
                .answers(administrators(404, 302));
        table.row("POST /assignments/groups/{id}/products/removal", "a product that is not on the group")
                .path("id", groups::aGroup)
                .with(request -> form(request).formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401));
        table.row("GET /assignments/fragments/products", "what was typed")
                .with(request -> request.queryParam("skus", story.aProduct(1)))
                .answers(administratorsAndAuditors(200, 302));
        table.row("GET /assignments/fragments/groups-of-product", "a product")
                .with(request -> request.queryParam("sku", story.aProduct(1)))
                .answers(administrators(200, 302));
        table.row("GET /assignments/fragments/leaving", "the holder")
                .with(request -> request.queryParam("email", kevin.email()))
                .answers(administrators(200, 302));
        table.row("GET /assignments/attention/parked", "any").answers(administrators(200, 302));
        table.row("POST /assignments/attention/parked/{id}/retry", "nothing parked")
                .path("id", () -> Long.MAX_VALUE)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401));
        table.row("GET /assignments/signed-in", "any")
                .answers(Map.of("nobody", 302, "holder", 303, "colleague", 303, "auditor", 303, "administrator", 303));
        table.row("GET /assignments/signed-out", "any")
                .answers(Map.of("nobody", 200, "holder", 200, "colleague", 200, "auditor", 200, "administrator", 200));
        table.row("GET /assignments/sign-in-failed", "any")
                .answers(Map.of("nobody", 403, "holder", 403, "colleague", 403, "auditor", 403, "administrator", 403));
        table.walk();
    }

    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    private AuthorizationTable table() {
        return AuthorizationTable.ofService("/assignments")
                .actor("nobody", AuthorizationTable::nobody)
                .actor("holder", () -> Tokens.as(kevin.email()))
                .actor("colleague", () -> Tokens.as(LedgerStory.somebody().email()))
                .actor("auditor", () -> Tokens.as("amara.okafor@example.org", "auditor"))
                .actor("administrator", () -> Tokens.as("lena.fischer@example.org", "license-admin"));
    }

    private static Map<String, Integer> everybody(int status) {
        return Map.of("nobody", 401, "holder", status, "colleague", status, "auditor", status, "administrator", status);
    }

    private static Map<String, Integer> administrators(int status, int nobody) {
        return Map.of("nobody", nobody, "holder", 403, "colleague", 403, "auditor", 403, "administrator", status);
    }

    private String kevinWithASeat() {
        aSeatOfKevin();
        return kevin.email();
    }

    private static Map<String, Integer> readers() {
        return Map.of("nobody", 401, "holder", 403, "colleague", 403, "auditor", 200, "administrator", 200);
    }

    private static Map<String, Integer> administratorsAndAuditors(int status, int nobody) {
        return Map.of("nobody", nobody, "holder", 403, "colleague", 403, "auditor", status, "administrator", status);
    }

    private String aPackage() {
        String id = "PACKAGE-" + Ids.next();
        Tokens.as("lena.fischer@example.org", "license-admin")
                .contentType("application/json")
                .body(Map.of("name", "A package", "skus", java.util.List.of(story.aProduct(1))))
                .put("/api/packages/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    private UUID aSeatOfKevin() {
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, kevin));
        return story.seatOf(sku, kevin);
    }

    /** Kevin stands in no directory here, so he can be invited. */
    private String anInvitationOfKevin() {
        return Tokens.as("lena.fischer@example.org", "license-admin")
                .contentType("application/json")
                .body("{\"email\": \"" + kevin.email() + "\", \"sku\": \"" + story.aProduct(1) + "\"}")
                .post("/api/invitations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static java.util.function.UnaryOperator<RequestSpecification> json(String body) {
        return request -> request.contentType("application/json").body(body);
    }

    private static RequestSpecification form(RequestSpecification request) {
        return request.header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF);
    }
}
