package org.licensedesk.request.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

@QuarkusTest
class NewRequestPageTest {
    private static final String WHY = "We need it for <b>the</b> migration.";

    @Inject
    World world;

    Person grace;
    Person kevin;
    Product plan;

    @BeforeEach
    void somePeople() {
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        plan = world.product("Flowcharter " + UUID.randomUUID(), 40, 40);
    }

    @Test
    void hitsShowPriceAndSeatsAndWhatCannotBeChosen() {
        search(kevin)
                .body(allOf(
                        containsString("€28.10 a month"),
                        containsString("all 40 taken"),
                        containsString("/requests/new?sku=" + plan.sku())));

        world.requestOf(kevin, plan);
        search(kevin).body(allOf(containsString("Already asked for"), not(containsString("new?sku=" + plan.sku()))));

        var omar = world.someone("Omar");
        world.seatOf(omar, plan);
        search(omar).body(allOf(containsString("You have it"), not(containsString("new?sku=" + plan.sku()))));
    }

    @Test
    void aManagerMayChooseForTheTeamWhatTheyHoldThemselves() {
        world.seatOf(grace, plan);

        search(grace)
                .body(allOf(
                        containsString("You have it"),
                        containsString("For somebody else"),
                        containsString("new?sku=" + plan.sku())));
    }

    @Test
    void aGuestIsToldWhomToAskAndSeesNoPrice() {
        var guest = "carla@studio.example";

        for (var address : List.of("/new", "/new?sku=" + plan.sku(), "/new/hits", "/new/rules?sku=" + plan.sku())) {
            Tokens.as(guest)
                    .get(address)
                    .then()
                    .statusCode(403)
                    .body(containsString("ask whoever invited you"), containsString("href=\"/requests/\""))
                    .body(not(containsString("€")));
        }
        Tokens.postingFormAs(guest)
                .formParam("sku", plan.sku())
                .formParam("justification", WHY)
                .post("/new")
                .then()
                .statusCode(403);
    }

    @Test
    void nothingFoundSaysWhatToTry() {
        Tokens.as(kevin.email())
                .get("/new?q=thereisnosuchproduct")
                .then()
                .statusCode(200)
                .body(containsString("Nothing fits"));
    }

    @Test
    void aManagerChoosesAmongTheTeamAndOthersCannot() {
        Tokens.as(grace.email())
                .get("/new?sku={sku}", plan.sku())
                .then()
                .statusCode(200)
                .body(containsString("value=\"" + kevin.email() + "\""));
        Tokens.as(kevin.email()).get("/new?sku={sku}", plan.sku()).then().body(not(containsString("<select")));
    }

    @Test
    void anUnknownProductIsNotFound() {
        Tokens.as(kevin.email()).get("/new?sku=NO_SUCH").then().statusCode(404);
    }

    @Test
    void submittingLeadsToTheRequestAlsoOnADoubleClick() {
        var key = keyOfTheForm();

        var first =
                form(kevin, key).post("/new").then().statusCode(303).extract().header("Location");
        var second =
                form(kevin, key).post("/new").then().statusCode(303).extract().header("Location");

        assertThat(second).isEqualTo(first);
        assertThat(Sent.typesOf("request", first.substring(first.lastIndexOf('/') + 1)))
                .containsExactly("RequestSubmitted.v1");
    }

    @Test
    void errorsStandBesideTheFieldAndWhatWasTypedIsKept() {
        Tokens.postingFormAs(kevin.email())
                .formParam("sku", plan.sku())
                .formParam("key", keyOfTheForm())
                .formParam("beneficiary", kevin.email())
                .formParam("justification", "<short>")
                .formParam("endsOn", "2020-02-30")
                .post("/new")
                .then()
                .statusCode(400)
                .body(allOf(containsString("&lt;short&gt;"), containsString("is-invalid")));
    }

    @Test
    void whoHasAnOpenRequestIsLedToIt() {
        var open = world.requestOf(kevin, plan);

        form(kevin, keyOfTheForm())
                .post("/new")
                .then()
                .statusCode(409)
                .body(allOf(
                        containsString("You have an open request"),
                        containsString("/requests/" + open),
                        containsString("We need it for &lt;b&gt;the&lt;/b&gt; migration.")));
    }

    @Test
    void aForgedFormIsRefused() {
        Tokens.as(kevin.email())
                .contentType("application/x-www-form-urlencoded")
                .formParam("sku", plan.sku())
                .formParam("justification", WHY)
                .post("/new")
                .then()
                .statusCode(400);
    }

    private String keyOfTheForm() {
        var page = Tokens.as(kevin.email()).get("/new?sku={sku}", plan.sku()).asString();
        var key = Pattern.compile("name=\"key\" value=\"([^\"]+)\"").matcher(page);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private RequestSpecification form(Person person, String key) {
        return Tokens.postingFormAs(person.email())
                .formParam("sku", plan.sku())
                .formParam("key", key)
                .formParam("beneficiary", person.email())
                .formParam("justification", WHY)
                .formParam("endsOn", "");
    }

    private io.restassured.response.ValidatableResponse search(Person person) {
        return Tokens.as(person.email())
                .get("/new/hits?q={name}", plan.name().substring(0, 20))
                .then()
                .statusCode(200);
    }
}
