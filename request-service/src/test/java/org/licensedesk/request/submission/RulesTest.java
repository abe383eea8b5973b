package org.licensedesk.request.submission;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

/** What a product needs and excludes is said before anybody has to approve it. */
@QuarkusTest
class RulesTest {
    @Inject
    World world;

    Person grace;
    Person kevin;
    Product lite;
    Product base;

    @BeforeEach
    void somePeopleAndProducts() {
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        lite = world.product("Project Lite", 5, 3);
        base = world.product("Project Base", 5, 3);
    }

    @Test
    void whatCannotBeHeldTogetherIsNotAskedForWhicheverOfTheTwoSaysSo() {
        var excluding = world.ruled(world.product("Project Plan 3", 5, 3), List.of(), List.of(lite));
        world.seatOf(kevin, lite);
        asks(kevin, excluding.sku(), kevin)
                .statusCode(409)
                .body("code", equalTo("EXCLUDED"))
                .body("detail", equalTo("You hold Project Lite, which cannot be held together with Project Plan 3."));

        var holder = world.reportOf("Ada", grace);
        world.seatOf(holder, excluding);
        asks(grace, lite.sku(), holder)
                .statusCode(409)
                .body(
                        "detail",
                        containsString("holds Project Plan 3, which cannot be held together with Project Lite"));
        asks(world.reportOf("Omar", grace), lite.sku(), null).statusCode(201);
    }

    @Test
    void theFormSaysSoAndCannotBeSent() {
        var excluding = world.ruled(world.product("Project Plan 3", 5, 3), List.of(), List.of(lite));
        world.seatOf(kevin, lite);

        form(kevin, excluding)
                .body(allOf(
                        containsString("You hold Project Lite, which cannot be held together with Project Plan 3."),
                        containsString("<button class=\"btn btn-primary\" disabled>Submit the request"),
                        containsString("<dt>Not with</dt><dd>Project Lite</dd>")));
        form(grace, excluding)
                .body(allOf(
                        not(containsString("which cannot be held")),
                        not(containsString("disabled")),
                        containsString("<dt>Not with</dt><dd>Project Lite</dd>")));
        rules(grace, excluding, kevin).body(containsString("holds Project Lite, which cannot be held together"));
    }

    @Test
    void whatIsMissingIsNamedAndCanBeAskedForAllTheSame() {
        var needing = world.ruled(world.product("Project Plan 3", 5, 3), List.of(base), List.of());

        form(kevin, needing)
                .body(allOf(
                        containsString("Project Plan 3 needs Project Base, which you do not hold yet."),
                        containsString("<dt>Needs</dt><dd>Project Base</dd>"),
                        containsString("What it needs has to be held by then."),
                        not(containsString("disabled"))));
        asks(kevin, needing.sku(), null).statusCode(201);

        var holder = world.reportOf("Ada", grace);
        world.seatOf(holder, base);
        form(holder, needing).body(not(containsString("do not hold yet")));
    }

    @Test
    void ofAPackageTheOtherPartsAreGiven() {
        var excluding = world.ruled(world.product("Project Plan 3", 5, 3), List.of(base), List.of(lite));
        var kit = world.packageOf("Project kit", base, excluding);
        world.seatOf(kevin, lite);

        Tokens.as(kevin.email())
                .get("/new?sku={id}", kit.id())
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("This part could not be given."),
                        not(containsString("do not hold yet")),
                        not(containsString("has to be held by then")),
                        not(containsString("disabled"))));
        asks(kevin, kit.id(), null).statusCode(201);
    }

    @Test
    void whatSomebodyHoldsIsToldOnlyToWhoeverMayAskForThem() {
        var excluding = world.ruled(world.product("Project Plan 3", 5, 3), List.of(base), List.of(lite));
        world.seatOf(kevin, lite);

        rules(world.someone("Stranger"), excluding, kevin).body(not(containsString("hold")));
        Tokens.as("lena@example.org", "license-admin")
                .get("/new/rules?sku={sku}&beneficiary={who}", excluding.sku(), kevin.email())
                .then()
                .statusCode(200)
                .body(containsString("holds Project Lite"));
    }

    private ValidatableResponse form(Person who, Product product) {
        return Tokens.as(who.email())
                .get("/new?sku={sku}", product.sku())
                .then()
                .statusCode(200);
    }

    private ValidatableResponse rules(Person who, Product product, Person beneficiary) {
        return Tokens.as(who.email())
                .get("/new/rules?sku={sku}&beneficiary={who}", product.sku(), beneficiary.email())
                .then()
                .statusCode(200);
    }

    private ValidatableResponse asks(Person who, String sku, Person beneficiary) {
        return Tokens.as(who.email())
                .contentType(ContentType.JSON)
                .body(
                        beneficiary == null
                                ? Map.of("sku", sku, "justification", "We need it for the migration.")
                                : Map.of(
                                        "sku",
                                        sku,
                                        "justification",
                                        "We need it for the migration.",
                                        "beneficiary",
                                        beneficiary.email()))
                .post("/api/requests")
                .then();
    }
}
