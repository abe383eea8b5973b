package org.licensedesk.assignment.person;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.manual.Crowd;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class PersonPageTest {

    @Inject
    LedgerStory story;

    @Inject
    Crowd crowd;

    @Test
    void itSaysWhatSomebodyHoldsAndWhyWithTheSource() {
        Holder ada = crowd.somebody();
        Holder manager = crowd.somebody();
        crowd.reports(ada, manager);
        String sku = story.aProduct(2);
        Grant asked = story.aGrant(sku, ada);
        Grant ofGroup = story.aGrant(sku, ada, ReasonType.GROUP, story.now(), null);
        story.grant(asked, ofGroup);
        asAdministrator()
                .contentType("application/json")
                .body("{\"holders\": [\"%s\"], \"skus\": [\"%s\"]}".formatted(ada.email(), sku))
                .post("/api/manual-assignments");
        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"Chart Drawer\", \"monthlyPrice\": 28.10, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku);

        asAdministrator()
                .get("/people/{email}", ada.email().toUpperCase())
                .then()
                .statusCode(200)
                .body(containsString("Engineer, Harbour works"))
                .body(containsString(manager.name()))
                .body(containsString("Chart Drawer"))
                .body(containsString("href=\"/requests/" + asked.source() + "\">asked for and approved"))
                .body(containsString("href=\"/assignments/groups/" + ofGroup.source() + "\">through a group"))
                .body(containsString("given by Lena Fischer"))
                .body(containsString("€28.10"))
                .body(containsString("ends with its group"));
    }

    @Test
    void itSaysWhatSomebodyWaitsForAndWhatEnded() {
        Holder ada = crowd.somebody();
        String full = story.aProduct(0);
        String returned = story.aProduct(1);
        story.grant(story.aGrant(full, ada), story.aGrant(returned, ada));
        story.returnSeat(story.seatOf(returned, ada), ada);

        asAdministrator()
                .get("/people/{email}", ada.email())
                .then()
                .body(containsString("Holds no license"))
                .body(containsString("place 1"))
                .body(containsString("Product " + full))
                .body(containsString("Ended lately"))
                .body(containsString("Product " + returned))
                .body(containsString("Returned by " + ada.name()));
    }

    @Test
    void itSaysWhatAConflictKeepsFromSomebody() {
        Holder ada = crowd.somebody();
        String base = story.aProduct(0);
        String addOn = story.aProduct(1);
        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"Add-on\", \"requires\": [\"" + base + "\"]}")
                .put("/api/products/{sku}", addOn);
        story.grant(story.aGrant(addOn, ada, ReasonType.GROUP, story.now(), null));

        asAdministrator()
                .get("/people/{email}", ada.email())
                .then()
                .body(containsString("Cannot have for now"))
                .body(containsString("which " + ada.name() + " does not hold"));
    }

    @Test
    void onlyThoseConcernedSeeIt() {
        Holder ada = crowd.somebody();
        Holder manager = crowd.somebody();
        crowd.reports(ada, manager);

        Tokens.as(ada.email())
                .get("/people/{email}", ada.email())
                .then()
                .statusCode(200)
                .body(not(containsString("Give products")));
        Tokens.as(manager.email()).get("/people/{email}", ada.email()).then().statusCode(200);
        Tokens.as(crowd.somebody().email())
                .get("/people/{email}", ada.email())
                .then()
                .statusCode(404);
        Tokens.as("amara.okafor@example.org", "auditor")
                .get("/people/{email}", ada.email())
                .then()
                .statusCode(200)
                .body(not(containsString("Give products")));
        asAdministrator()
                .get("/people/{email}", "nobody@nowhere.example")
                .then()
                .statusCode(404);
    }

    @Test
    void somebodyOutsideOfTheDirectoryCountsIfTheyHoldSomething() {
        Holder guest = LedgerStory.somebody();
        String sku = story.aProduct(1);
        story.grant(story.aGrant(sku, guest));

        asAdministrator()
                .get("/people/{email}", guest.email())
                .then()
                .statusCode(200)
                .body(containsString("Outside of the directory"))
                .body(containsString("Product " + sku))
                .body(not(containsString("Give products")));
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }
}
