package org.licensedesk.assignment.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
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
