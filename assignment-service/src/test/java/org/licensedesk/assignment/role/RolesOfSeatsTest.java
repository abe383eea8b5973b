package org.licensedesk.assignment.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.ProductRules;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class RolesOfSeatsTest {

    @Inject
    LedgerStory story;

    private final Holder kevin = LedgerStory.somebody();

    @Test
    void aSeatGivenBeforeItsProductBroughtRolesIsReportedUntilItHasOne() {
        String sku = story.aProduct(2);
        story.grant(story.aGrant(sku, kevin));
        story.rule(sku, new ProductRules(List.of("Author", "Viewer"), List.of(), List.of()));
        UUID seat = story.seatOf(sku, kevin);

        asAdministrator()
                .get("/api/unusable-seats?sku={sku}", sku)
                .then()
                .statusCode(200)
                .body("items.id", contains(seat.toString()))
                .body("items[0].usable", equalTo(false));
        asAdministrator()
                .contentType("application/json")
                .body("{\"roles\": [\"Viewer\"]}")
                .put("/api/seats/{id}/roles", seat)
                .then()
                .statusCode(200)
                .body("roles", contains("Viewer"))
                .body("usable", equalTo(true));

        asAdministrator().get("/api/unusable-seats?sku={sku}", sku).then().body("items", empty());
        assertThat(Sent.typesOf("seatRoles", seat)).containsExactly("SeatRolesChanged.v1");
    }

    @Test
    void otherRolesAreSavedOnlyOnceTheirMeaningForPresentSeatsWasShown() {
        String sku = story.aProduct(2);
        story.grant(story.aGrant(sku, kevin));

        define(sku, "Author", null)
                .statusCode(409)
                .body(containsString("1 present seat could no longer be used"), containsString("value=\"1-0\""));
        asAdministrator().get("/api/products/{sku}", sku).then().body("roles", empty());
        define(sku, "Author", "1-0").statusCode(303);
        define(sku, "", "1-0").statusCode(409).body(containsString("1 seat that is of no use today could be used"));
        define(sku, "Author", null).statusCode(303);

        asAdministrator().get("/api/products/{sku}", sku).then().body("roles", contains("Author"));
        asAdministrator().get("/api/unusable-seats?sku={sku}", sku).then().body("items", hasSize(1));
    }

    @Test
    void aProgramLearnsWhatOtherRolesWouldDo() {
        String sku = story.aProduct(2);
        story.grant(story.aGrant(sku, kevin));

        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"X\", \"roles\": [\"Author\"], \"dryRun\": true}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200)
                .body("becomeUnusable", equalTo(1))
                .body("becomeUsable", equalTo(0));

        asAdministrator().get("/api/products/{sku}", sku).then().body("roles", empty());
    }

    private static ValidatableResponse define(String sku, String roles, String shown) {
        return Tokens.postingFormAs("lena.fischer@example.org", "license-admin")
                .redirects()
                .follow(false)
                .formParam("name", "Product " + sku)
                .formParam("roles", roles)
                .formParam("shown", shown == null ? "" : shown)
                .post("/products/{sku}/definition", sku)
                .then();
    }

    @Test
    void whatIsSaidOfChangedRolesIsWhatTheContractPromises() {
        String sku = story.aProduct(1);
        story.rule(sku, new ProductRules(List.of("Author"), List.of(), List.of()));
        story.grant(story.aGrant(sku, kevin));
        UUID seat = story.seatOf(sku, kevin);
        asAdministrator()
                .contentType("application/json")
                .body("{\"roles\": []}")
                .put("/api/seats/{id}/roles", seat)
                .then()
                .statusCode(200);

        Contracts.assertKept(Sent.the("SeatRolesChanged.v1", "seatRoles", seat));
    }

    @Test
    void aRoleTheProductDoesNotBringIsRefusedByName() {
        String sku = story.aProduct(1);
        story.rule(sku, new ProductRules(List.of("Author"), List.of(), List.of()));
        story.grant(story.aGrant(sku, kevin));

        asAdministrator()
                .contentType("application/json")
                .body("{\"roles\": [\"Emperor\"]}")
                .put("/api/seats/{id}/roles", story.seatOf(sku, kevin))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("roles"))
                .body("detail", containsString("Emperor"));
    }

    @Test
    void everybodyOfAProductGetsTheRolesTheyLackAtOnce() {
        String sku = story.aProduct(3);
        story.grant(story.aGrant(sku, kevin), story.aGrant(sku, LedgerStory.somebody()));
        story.rule(sku, new ProductRules(List.of("Author"), List.of(), List.of()));
        asAdministrator().get("/unusable?sku={sku}", sku).then().statusCode(200).body(containsString(kevin.name()));

        asAdministrator()
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF)
                .formParam("sku", sku)
                .post("/unusable")
                .then()
                .statusCode(303);

        asAdministrator().get("/api/unusable-seats?sku={sku}", sku).then().body("items", hasSize(0));
    }

    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }
}
