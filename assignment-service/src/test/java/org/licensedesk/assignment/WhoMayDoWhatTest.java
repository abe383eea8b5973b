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
        table().row("GET /assignments/api/products/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(everybody(200))
                .row("GET /assignments/api/products/{sku}", "no product")
                .path("sku", () -> "NONE-" + UUID.randomUUID())
                .answers(everybody(404))
                .row("PUT /assignments/api/products/{sku}", "a new sku")
                .path("sku", () -> "NEW-" + Ids.next())
                .with(json("{\"name\": \"New\"}"))
                .answers(administrators(201, 401))
                .row("PUT /assignments/api/products/{sku}/pool", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(json("{\"purchased\": 2}"))
                .answers(administrators(200, 401))
                .row("POST /assignments/api/products", "no list")
                .with(request -> request.contentType("text/csv").body("nonsense"))
                .answers(administrators(400, 401))
                .row("GET /assignments/api/seats", "any")
                .answers(everybody(200))
                .row("DELETE /assignments/api/seats/{id}", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .answers(Map.of("nobody", 401, "holder", 204, "colleague", 404, "auditor", 404, "administrator", 204))
                .row("DELETE /assignments/api/seats/{id}", "no seat")
                .path("id", UUID::randomUUID)
                .answers(everybody(404))
                .row("POST /assignments/api/invitations", "a guest and a product")
                .with(request -> request.contentType("application/json")
                        .body("{\"email\": \"guest." + Ids.next() + "@studio.example\", \"sku\": \"" + story.aProduct(1)
                                + "\"}"))
                .answers(administrators(201, 401))
                .row("GET /assignments/api/invitations", "any")
                .answers(administrators(200, 401))
                .row("GET /assignments/api/invitations/{id}", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .answers(administrators(200, 401))
                .row("DELETE /assignments/api/invitations/{id}", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .answers(administrators(204, 401))
                .row("POST /assignments/api/invitations/{id}/acceptance", "an invitation of the holder, a wrong code")
                .path("id", this::anInvitationOfKevin)
                .with(json("{\"code\": \"wrong\"}"))
                .answers(Map.of("nobody", 401, "holder", 400, "colleague", 404, "auditor", 404, "administrator", 404))
                .row("GET /assignments/invitations", "any")
                .answers(administrators(200, 302))
                .row("POST /assignments/invitations", "a guest and a product")
                .with(request -> form(request)
                        .formParam("email", "guest." + Ids.next() + "@studio.example")
                        .formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401))
                .row("POST /assignments/invitations/{id}/withdrawal", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401))
                .row("GET /assignments/invitations/{id}/acceptance", "an invitation of the holder")
                .path("id", this::anInvitationOfKevin)
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 404, "auditor", 404, "administrator", 404))
                .row("POST /assignments/invitations/{id}/acceptance", "an invitation of the holder, a wrong code")
                .path("id", this::anInvitationOfKevin)
                .with(request -> form(request).formParam("key", "wrong"))
                .answers(Map.of("nobody", 401, "holder", 400, "colleague", 404, "auditor", 404, "administrator", 404))
                .row("GET /assignments/", "any")
                .answers(Map.of("nobody", 302, "holder", 303, "colleague", 303, "auditor", 303, "administrator", 200))
                .row("GET /assignments/define", "any")
                .answers(administrators(200, 302))
                .row("POST /assignments/define", "a new sku")
                .with(request ->
                        form(request).formParam("sku", "NEW-" + Ids.next()).formParam("name", "New"))
                .answers(administrators(303, 401))
                .row("GET /assignments/import", "any")
                .answers(administrators(200, 302))
                .row("POST /assignments/import", "no file")
                .with(request -> request.header("Sec-Fetch-Site", "same-origin")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF))
                .answers(administrators(400, 401))
                .row("GET /assignments/products/{sku}", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302))
                .row("GET /assignments/products/{sku}/pool", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> request.queryParam("purchased", 2))
                .answers(administrators(200, 302))
                .row("POST /assignments/products/{sku}/pool", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("purchased", "2"))
                .answers(administrators(303, 401))
                .row("GET /assignments/products/{sku}/definition", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302))
                .row("POST /assignments/products/{sku}/definition", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("name", "Renamed"))
                .answers(administrators(303, 401))
                .row("POST /assignments/api/manual-assignments", "nobody the directory knows")
                .with(json("{\"holders\": [\"nobody@nowhere.example\"], \"skus\": [\"NONE\"]}"))
                .answers(administrators(200, 401))
                .row("GET /assignments/products/{sku}/people", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302))
                .row("POST /assignments/products/{sku}/people", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("step", "find"))
                .answers(administrators(200, 401))
                .row("GET /assignments/people/{email}", "the holder")
                .path("email", this::kevinWithASeat)
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 404, "auditor", 200, "administrator", 200))
                .row("GET /assignments/people/{email}/products", "nobody the directory knows")
                .path("email", () -> "nobody@nowhere.example")
                .answers(administrators(404, 302))
                .row("POST /assignments/people/{email}/products", "nobody the directory knows")
                .path("email", () -> "nobody@nowhere.example")
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401))
                .row("GET /assignments/dashboard", "any")
                .answers(administrators(200, 302))
                .row("GET /assignments/api/dashboard", "any")
                .answers(readers())
                .row("GET /assignments/unusable", "any")
                .answers(administrators(200, 302))
                .row("POST /assignments/unusable", "a product")
                .with(request -> form(request).formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401))
                .row("POST /assignments/unusable/{seat}/roles", "a seat of the holder")
                .path("seat", this::aSeatOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401))
                .row("GET /assignments/api/unusable-seats", "any")
                .answers(readers())
                .row("PUT /assignments/api/seats/{id}/roles", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .with(json("{\"roles\": []}"))
                .answers(administrators(200, 401))
                .row("POST /assignments/products/{sku}/state", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("state", "GRACE"))
                .answers(administrators(303, 401))
                .row("GET /assignments/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 302))
                .row("POST /assignments/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(request -> form(request).formParam("orderNumber", "PO-1").formParam("quantity", "2"))
                .answers(administrators(303, 401))
                .row("GET /assignments/api/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 401))
                .row("POST /assignments/api/products/{sku}/lots", "a product")
                .path("sku", () -> story.aProduct(1))
                .with(json("{\"orderNumber\": \"PO-1\", \"quantity\": 2}"))
                .answers(administrators(201, 401))
                .row("GET /assignments/api/products/{sku}/lots/{id}", "no lot")
                .path("sku", () -> story.aProduct(1))
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401))
                .row("GET /assignments/attention", "any")
                .answers(administrators(200, 302))
                .row("GET /assignments/fragments/attention", "any")
                .answers(administrators(200, 302))
                .row("GET /assignments/fragments/person", "the holder")
                .with(request -> request.queryParam("email", kevin.email()))
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 404, "auditor", 200, "administrator", 200))
                .row("GET /assignments/seats", "any")
                .answers(Map.of("nobody", 302, "holder", 200, "colleague", 200, "auditor", 200, "administrator", 200))
                .row("POST /assignments/seats/{id}/return", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(Map.of("nobody", 401, "holder", 303, "colleague", 404, "auditor", 404, "administrator", 404))
                .row("POST /assignments/seats/{id}/removal", "a seat of the holder")
                .path("id", this::aSeatOfKevin)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401))
                .row("POST /assignments/api/bulk-jobs", "no CSV")
                .with(request -> request.contentType("text/csv").body("nonsense"))
                .answers(administrators(400, 401))
                .row("POST /assignments/api/bulk-jobs", "no filter")
                .with(json("{\"skus\": [\"X\"]}"))
                .answers(administrators(400, 401))
                .row("GET /assignments/api/bulk-jobs", "any")
                .answers(administrators(200, 401))
                .row("GET /assignments/api/bulk-jobs/{id}", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401))
                .row("POST /assignments/api/bulk-jobs/{id}/apply", "no job")
                .path("id", UUID::randomUUID)
                .with(json("{}"))
                .answers(administrators(404, 401))
                .row("POST /assignments/api/bulk-jobs/{id}/undo", "no job")
                .path("id", UUID::randomUUID)
                .with(json(""))
                .answers(administrators(404, 401))
                .row("GET /assignments/api/bulk-jobs/{id}/results", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401))
                .row("GET /assignments/bulk", "any")
                .answers(administrators(200, 302))
                .row("POST /assignments/bulk/file", "no file")
                .with(request -> request.header("Sec-Fetch-Site", "same-origin")
                        .cookie("csrf-token", CSRF)
                        .multiPart("csrf-token", CSRF))
                .answers(administrators(400, 401))
                .row("POST /assignments/bulk/filter", "nobody said")
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(400, 401))
                .row("GET /assignments/bulk/{id}", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302))
                .row("GET /assignments/bulk/{id}/progress", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302))
                .row("GET /assignments/bulk/{id}/results.csv", "no job")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 302))
                .row("POST /assignments/bulk/{id}/apply", "no job")
                .path("id", UUID::randomUUID)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401))
                .row("POST /assignments/bulk/{id}/undo", "no job")
                .path("id", UUID::randomUUID)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(404, 401))
                .row("GET /assignments/api/groups", "any")
                .answers(administrators(200, 401))
                .row("GET /assignments/api/groups/{id}", "a group")
                .path("id", groups::aGroup)
                .answers(administrators(200, 401))
                .row("GET /assignments/api/groups/{id}", "no group")
                .path("id", UUID::randomUUID)
                .answers(administrators(404, 401))
                .row("PUT /assignments/api/groups/{id}/products/{sku}", "a group, a product")
                .path("id", groups::aGroup)
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(200, 401))
                .row("DELETE /assignments/api/groups/{id}/products/{sku}", "a product that is not on the group")
                .path("id", groups::aGroup)
                .path("sku", () -> story.aProduct(1))
                .answers(administrators(404, 401))
                .row("GET /assignments/groups", "any")
                .answers(administrators(200, 302))
                .row("GET /assignments/groups/{id}", "a group")
                .path("id", groups::aGroup)
                .answers(administrators(200, 302))
                .row("GET /assignments/groups/{id}/products", "a group, a product")
                .path("id", groups::aGroup)
                .with(request -> request.queryParam("sku", story.aProduct(1)))
                .answers(administrators(200, 302))
                .row("POST /assignments/groups/{id}/products", "a group, a product")
                .path("id", groups::aGroup)
                .with(request -> form(request).formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401))
                .row("GET /assignments/groups/{id}/products/removal", "a product that is not on the group")
                .path("id", groups::aGroup)
                .with(request -> request.queryParam("sku", story.aProduct(1)))
                .answers(administrators(404, 302))
                .row("POST /assignments/groups/{id}/products/removal", "a product that is not on the group")
                .path("id", groups::aGroup)
                .with(request -> form(request).formParam("sku", story.aProduct(1)))
                .answers(administrators(303, 401))
                .row("GET /assignments/fragments/groups-of-product", "a product")
                .with(request -> request.queryParam("sku", story.aProduct(1)))
                .answers(administrators(200, 302))
                .row("GET /assignments/fragments/leaving", "the holder")
                .with(request -> request.queryParam("email", kevin.email()))
                .answers(administrators(200, 302))
                .row("GET /assignments/attention/parked", "any")
                .answers(administrators(200, 302))
                .row("POST /assignments/attention/parked/{id}/retry", "nothing parked")
                .path("id", () -> Long.MAX_VALUE)
                .with(WhoMayDoWhatTest::form)
                .answers(administrators(303, 401))
                .row("GET /assignments/signed-in", "any")
                .answers(Map.of("nobody", 302, "holder", 303, "colleague", 303, "auditor", 303, "administrator", 303))
                .row("GET /assignments/signed-out", "any")
                .answers(Map.of("nobody", 200, "holder", 200, "colleague", 200, "auditor", 200, "administrator", 200))
                .row("GET /assignments/sign-in-failed", "any")
                .answers(Map.of("nobody", 403, "holder", 403, "colleague", 403, "auditor", 403, "administrator", 403))
                .walk();
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
