package org.licensedesk.request.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

@QuarkusTest
class ExtensionTest {
    private static final LocalDate JUNE = LocalDate.of(2199, 6, 30);
    private static final LocalDate AUGUST = LocalDate.of(2199, 8, 31);

    @Inject
    World world;

    Person grace;
    Person kevin;
    Product plan;

    @BeforeEach
    void somePeople() {
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        plan = world.product("Project Plan 3", 5, 3);
    }

    @Test
    void whatIsHeldIsAskedForAgainForALongerTime() {
        var old = world.assigned(kevin, plan, JUNE);

        var id = extend(kevin, old, AUGUST)
                .statusCode(201)
                .body("extends", equalTo(old))
                .body("endsOn", equalTo(AUGUST.toString()))
                .body("status", equalTo("SUBMITTED"))
                .body("timeline.sentence", hasItem(containsString("submitted")))
                .extract()
                .<String>path("id");

        var event = Sent.the("RequestSubmitted.v1", "request", UUID.fromString(id));
        Contracts.assertKept(event);
        assertThat(Envelopes.body(event).at("/extends/requestId").asText()).isEqualTo(old);
        assertThat(Envelopes.body(event).at("/extends/endsOn").asText()).isEqualTo(JUNE.toString());
        Tokens.as(kevin.email()).get("/api/requests/{id}", id).then().body("extends", equalTo(old));
        Tokens.as(kevin.email()).get("/api/requests/{id}", old).then().body("extends", nullValue());
        Tokens.as(kevin.email())
                .get("/{id}", old)
                .then()
                .body(allOf(containsString("/requests/" + id), containsString("Longer, until")));
    }

    @Test
    void theSameKeyGivesTheSameExtension() {
        var old = world.assigned(kevin, plan, JUNE);

        var first = extendWith("one-click", kevin, old, AUGUST)
                .statusCode(201)
                .extract()
                .<String>path("id");

        extendWith("one-click", kevin, old, AUGUST).statusCode(201).body("id", equalTo(first));
        extendWith("one-click", kevin, old, AUGUST.plusDays(1)).statusCode(409);
    }

    @Test
    void onlyOneExtensionIsOpenAtATime() {
        var old = world.assigned(kevin, plan, JUNE);
        extend(kevin, old, AUGUST).statusCode(201);

        extend(kevin, old, AUGUST.plusDays(1)).statusCode(409).body("code", equalTo("ALREADY_REQUESTED"));
    }

    @Test
    void whoeverAskedForSomebodyExtendsItForThem() {
        var old = world.assigned(grace, plan, kevin, JUNE);

        extend(grace, old, AUGUST).statusCode(201).body("beneficiary.email", equalTo(kevin.email()));
    }

    @Test
    void anExtensionEndsLaterThanWhatItExtends() {
        var old = world.assigned(kevin, plan, JUNE);

        extend(kevin, old, JUNE).statusCode(400).body("violations.field", hasItem("endsOn"));
        extend(kevin, old, null).statusCode(400).body("violations.field", hasItem("endsOn"));
    }

    @Test
    void whatWasExtendedBeforeLastsUntilTheLaterDay() {
        var old = world.assigned(kevin, plan, JUNE);
        var longer = extend(kevin, old, AUGUST).statusCode(201).extract().<String>path("id");
        world.give(UUID.fromString(longer), plan, kevin, AUGUST);

        extend(kevin, old, AUGUST.minusDays(1)).statusCode(400).body(containsString("31 August 2199"));
        extend(kevin, old, AUGUST).statusCode(400);
        extend(kevin, old, AUGUST.plusDays(1)).statusCode(201);
    }

    @Test
    void onlyALicenseThatIsHeldAndEndsCanBeExtended() {
        extend(kevin, world.requestOf(kevin, plan), AUGUST).statusCode(409).body("code", equalTo("NOTHING_TO_EXTEND"));

        var endless = world.assigned(kevin, world.product("Visio", 1, 1), null);
        extend(kevin, endless, AUGUST).statusCode(400).body("violations.field", hasItem("sku"));
    }

    @Test
    void nobodyExtendsWhatIsNoneOfTheirBusiness() {
        var old = world.assigned(kevin, plan, JUNE);
        var omar = world.someone("Omar");

        var hidden = extend(omar, old, AUGUST).statusCode(404).extract().<String>path("detail");
        var unknown = extend(omar, UUID.randomUUID().toString(), AUGUST)
                .statusCode(404)
                .extract()
                .<String>path("detail");

        assertThat(hidden).isEqualTo(unknown);
    }

    @Test
    void theButtonLeadsToAFormThatAsksOnlyForWhyAndHowLong() {
        var old = world.assigned(kevin, plan, JUNE);
        var button = "/requests/new?extends=" + old;
        Tokens.as(kevin.email()).get("/").then().body(containsString(button));
        Tokens.as(kevin.email()).get("/{id}", old).then().body(containsString(button));

        Tokens.as(kevin.email())
                .get("/new?extends={id}", old)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Extend Project Plan 3"),
                        containsString("min=\"2199-07-01\""),
                        not(containsString("Choose another product"))));
        Tokens.postingFormAs(kevin.email())
                .formParam("sku", plan.sku())
                .formParam("extends", old)
                .formParam("justification", "The migration is late.")
                .formParam("endsOn", "2199-06-01")
                .formParam("key", UUID.randomUUID().toString())
                .post("/new")
                .then()
                .statusCode(400)
                .body(allOf(containsString("already; choose a later day"), containsString("The migration is late.")));
        Tokens.postingFormAs(kevin.email())
                .formParam("sku", plan.sku())
                .formParam("extends", old)
                .formParam("justification", "The migration is late.")
                .formParam("endsOn", AUGUST.toString())
                .formParam("key", UUID.randomUUID().toString())
                .post("/new")
                .then()
                .statusCode(303);
    }

    @Test
    void aLicenseWithoutEndHasNoSuchButton() {
        var endless = world.assigned(kevin, plan, null);

        Tokens.as(kevin.email()).get("/").then().body(not(containsString("new?extends=")));
        Tokens.as(kevin.email()).get("/new?extends={id}", endless).then().statusCode(409);
    }

    @Test
    void aPackageThatSaysHowLongItIsGivenIsExtendedFromTheDayOnWhichItsSeatsEnd() {
        var kit = world.packageOf("Starter kit", plan, world.product("Visio", 5, 2));
        var old = world.assigned(kevin, kit, JUNE);
        Tokens.as(kevin.email())
                .get("/api/requests/{id}", old)
                .then()
                .body("endsOn", nullValue())
                .body("lastsUntil", equalTo(JUNE.toString()))
                .body("parts.endsOn", contains(JUNE.toString(), JUNE.toString()));
        extend(kevin, kit.id(), old, JUNE).statusCode(400).body("violations.field", hasItem("endsOn"));

        var id = extend(kevin, kit.id(), old, AUGUST)
                .statusCode(201)
                .body("extends", equalTo(old))
                .body("kind", equalTo("PACKAGE"))
                .body("endsOn", equalTo(AUGUST.toString()))
                .extract()
                .<String>path("id");

        var event = Sent.the("RequestSubmitted.v1", "request", UUID.fromString(id));
        Contracts.assertKept(event);
        assertThat(Envelopes.body(event).at("/extends/endsOn").asText()).isEqualTo(JUNE.toString());
        assertThat(Envelopes.body(event).at("/package/id").asText()).isEqualTo(kit.id());
    }

    @Test
    void thePagesOfferToExtendAPackage() {
        var kit = world.packageOf("Starter kit", plan, world.product("Visio", 5, 2));
        var old = world.assigned(kevin, kit, JUNE);

        Tokens.as(kevin.email())
                .get("/")
                .then()
                .body(allOf(containsString("/requests/new?extends=" + old), containsString("Extend the package")));
        Tokens.as(kevin.email())
                .get("/{id}", old)
                .then()
                .body(allOf(
                        containsString("/requests/new?extends=" + old),
                        containsString("30 Jun 2199 <span class=\"text-secondary\">(90 days from the approval on)")));
        Tokens.as(kevin.email())
                .get("/new?extends={id}", old)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Extend Starter kit"),
                        containsString("It ends on 30 Jun 2199."),
                        containsString("min=\"2199-07-01\"")));
    }

    @Test
    void aPackageOfWhichAPartIsWaitedForIsNotExtendedYet() {
        var kit = world.packageOf("Starter kit", plan, world.product("Visio", 1, 1));
        var old = world.requestOf(kevin, kit);
        world.givePart(UUID.fromString(old), kevin, plan.sku(), JUNE);

        extend(kevin, kit.id(), old, AUGUST).statusCode(409).body("detail", containsString("is still open"));
        Tokens.as(kevin.email()).get("/").then().body(not(containsString("new?extends=")));
    }

    private ValidatableResponse extend(Person who, String old, LocalDate until) {
        return extend(who, plan.sku(), old, until);
    }

    private ValidatableResponse extend(Person who, String sku, String old, LocalDate until) {
        return extendWith(UUID.randomUUID().toString(), who, sku, old, until);
    }

    private ValidatableResponse extendWith(String key, Person who, String old, LocalDate until) {
        return extendWith(key, who, plan.sku(), old, until);
    }

    private ValidatableResponse extendWith(String key, Person who, String sku, String old, LocalDate until) {
        var body = new HashMap<>(Map.of("sku", sku, "justification", "The migration takes longer.", "extends", old));
        if (until != null) {
            body.put("endsOn", until.toString());
        }
        return Tokens.as(who.email())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/requests")
                .then();
    }
}
