package org.licensedesk.request;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.AuthorizationTable;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

/** Who may do what. */
@QuarkusTest
class AuthorizationTest {
    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    @Inject
    World world;

    @Test
    void everyEndpointAnswersEverybodyAsItShould() {
        var grace = world.someone("Grace");
        var kevin = world.reportOf("Kevin", grace);
        var stranger = world.someone("Stranger");
        Supplier<Product> aProduct = () -> world.product("Visio", 5, 3);
        Supplier<String> aRequest = () -> world.requestOf(kevin, aProduct.get());

        var table = AuthorizationTable.ofService("/requests")
                .actor("nobody", AuthorizationTable::nobody)
                .actor("owner", () -> Tokens.as(kevin.email()))
                .actor("manager", () -> Tokens.as(grace.email()))
                .actor("stranger", () -> Tokens.as(stranger.email()))
                .actor("administrator", () -> Tokens.as("lena@example.org", "license-admin"))
                .actor("auditor", () -> Tokens.as("amara@example.org", "auditor"));

        table.row("GET /requests/api/products", "any").answers(api(200, 200, 200, 200, 200));
        table.row("GET /requests/api/requests", "any").answers(api(200, 200, 200, 200, 200));
        table.row("GET /requests/api/requests/{id}", "open")
                .path("id", aRequest)
                .answers(api(200, 404, 404, 200, 200));
        table.row("POST /requests/api/requests", "for the owner")
                .with(request -> asking(request, kevin, aProduct.get()))
                .answers(api(201, 201, 403, 201, 403));
        table.row("POST /requests/api/requests/{id}/withdrawal", "open")
                .path("id", aRequest)
                .with(request -> request.contentType(ContentType.JSON).body("{}"))
                .answers(api(200, 404, 404, 200, 404));
        table.row("GET /requests/api/history", "any").answers(api(403, 403, 403, 403, 200));

        table.row("GET /requests/", "any").answers(page(200, 200, 200, 200, 200));
        table.row("GET /requests/fragments/mine", "any").answers(page(200, 200, 200, 200, 200));
        table.row("GET /requests/{id}", "open").path("id", aRequest).answers(page(200, 404, 404, 200, 200));
        table.row("GET /requests/{id}/live", "open").path("id", aRequest).answers(page(200, 404, 404, 200, 200));
        table.row("POST /requests/{id}/withdraw", "open, without the token of a form")
                .path("id", aRequest)
                .with(request -> request.contentType(FORM))
                .answers(form(400));
        table.row("POST /requests/{id}/withdraw", "open")
                .path("id", aRequest)
                .with(AuthorizationTest::asForm)
                .answers(Map.of(
                        "nobody",
                        401,
                        "owner",
                        303,
                        "manager",
                        404,
                        "stranger",
                        404,
                        "administrator",
                        303,
                        "auditor",
                        404));
        table.row("GET /requests/new", "any").answers(page(200, 200, 200, 200, 403));
        table.row("GET /requests/new/hits", "any").answers(page(200, 200, 200, 200, 403));
        table.row("GET /requests/new/rules", "of a product")
                .with(request -> request.queryParam("sku", aProduct.get().sku()))
                .answers(page(200, 200, 200, 200, 403));
        table.row("POST /requests/new", "for the owner")
                .with(request -> asForm(request)
                        .formParam("sku", aProduct.get().sku())
                        .formParam("beneficiary", kevin.email())
                        .formParam("justification", "We need it for the migration."))
                .answers(Map.of(
                        "nobody",
                        401,
                        "owner",
                        303,
                        "manager",
                        303,
                        "stranger",
                        403,
                        "administrator",
                        303,
                        "auditor",
                        403));
        table.row("GET /requests/fragments/attention", "any").answers(page(403, 403, 403, 200, 403));
        table.row("GET /requests/history", "any").answers(page(403, 403, 403, 403, 200));
        table.row("GET /requests/history/export", "any").answers(page(403, 403, 403, 403, 200));
        table.row("GET /requests/history/{id}", "of a request")
                .path("id", () -> heard(aRequest.get()))
                .answers(page(403, 403, 403, 403, 200));

        table.row("GET /requests/attention/parked", "any").answers(page(403, 403, 403, 200, 403));
        table.row("POST /requests/attention/parked/{id}/retry", "no such event")
                .path("id", () -> Long.MAX_VALUE)
                .with(AuthorizationTest::asForm)
                .answers(all(401, 403, 403, 403, 303, 403));
        table.row("GET /requests/signed-in", "any").answers(page(303, 303, 303, 303, 303));
        table.row("GET /requests/signed-out", "any").answers(all(200, 200, 200, 200, 200, 200));
        table.row("GET /requests/sign-in-failed", "any").answers(all(403, 403, 403, 403, 403, 403));

        table.walk();
    }

    private String heard(String request) {
        world.untilHeard(request);
        return request;
    }

    private static RequestSpecification asking(RequestSpecification request, Person person, Product product) {
        return request.contentType(ContentType.JSON)
                .body(Map.of(
                        "sku",
                        product.sku(),
                        "justification",
                        "We need it for the migration.",
                        "beneficiary",
                        person.email()));
    }

    private static RequestSpecification asForm(RequestSpecification request) {
        return request.contentType(FORM)
                .header("Sec-Fetch-Site", "same-origin")
                .cookie("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA")
                .formParam("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA");
    }

    private static Map<String, Integer> api(int owner, int manager, int stranger, int administrator, int auditor) {
        return all(401, owner, manager, stranger, administrator, auditor);
    }

    private static Map<String, Integer> page(int owner, int manager, int stranger, int administrator, int auditor) {
        return all(302, owner, manager, stranger, administrator, auditor);
    }

    private static Map<String, Integer> form(int everybody) {
        return all(401, everybody, everybody, everybody, everybody, everybody);
    }

    private static Map<String, Integer> all(
            int nobody, int owner, int manager, int stranger, int administrator, int auditor) {
        return Map.of(
                "nobody", nobody,
                "owner", owner,
                "manager", manager,
                "stranger", stranger,
                "administrator", administrator,
                "auditor", auditor);
    }
}
