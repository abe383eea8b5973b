package org.licensedesk.assignment.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class GroupApiTest {

    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    LedgerStory ledger;

    @Inject
    GroupStory groups;

    @Inject
    FollowDirectory directory;

    @Inject
    DatabaseClock clock;

    private final Holder ada = LedgerStory.somebody();
    private final Holder ben = LedgerStory.somebody();

    @AfterEach
    void backToThePresent() {
        groups.settle();
        clock.reset();
    }

    @Test
    void aGroupAnswersWithItsProductsAndWhatItsMembersHave() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada, ben);

        asAdministrator()
                .put("/api/groups/{id}/products/{sku}", group, sku)
                .then()
                .statusCode(200)
                .body("products", contains(sku))
                .body("unsettled", equalTo(2));
        groups.settle();

        asAdministrator()
                .get("/api/groups/{id}", group)
                .then()
                .statusCode(200)
                .body("id", equalTo(group))
                .body("name", equalTo("Group " + group))
                .body("members", equalTo(2))
                .body("unsettled", equalTo(0))
                .body("states", hasSize(2))
                .body("states[0].state", equalTo("CountViolation"))
                .body("states[0].sku", equalTo(sku))
                .body("states[0].cause", equalTo("The one seat of Product " + sku + " is taken"))
                .body("states[1].state", equalTo("ACTIVE"))
                .body("states[0].position", equalTo(1))
                .body("states[1].cause", nullValue())
                .body("states[1].position", nullValue())
                .body("next", nullValue());
        asAdministrator()
                .get("/api/groups/{id}?state=countviolation", group)
                .then()
                .body("states.state", contains("CountViolation"));
        asAdministrator()
                .get("/api/groups?q={id}", group)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].products", contains(sku))
                .body("items[0].errors", equalTo(1));
        asAdministrator().get("/api/groups?sku={sku}", sku).then().body("items.id", contains(group));
    }

    @Test
    void takingAProductOffAnswersOnceAndLeavesNothing() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada);
        groups.put(group, sku);

        asAdministrator()
                .delete("/api/groups/{id}/products/{sku}", group, sku)
                .then()
                .statusCode(204);

        asAdministrator()
                .delete("/api/groups/{id}/products/{sku}", group, sku)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is no product " + sku + " on this group."));
        asAdministrator().get("/api/groups/{id}", group).then().body("products", empty());
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        String group = groups.aGroup();

        asAdministrator()
                .put("/api/groups/{id}/products/{sku}", group, "NONE")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no product NONE."));
        asAdministrator()
                .put("/api/groups/{id}/products/{sku}", "none-" + Ids.next(), ledger.aProduct(1))
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such group."));
        asAdministrator()
                .get("/api/groups/{id}?state=nonsense", group)
                .then()
                .statusCode(400)
                .body("detail", containsString("CountViolation"));
    }

    @Test
    void aGroupMadeAMomentAgoIsWaitedFor() {
        String sku = ledger.aProduct(1);
        String id = "late-" + Ids.next();
        CompletableFuture<Void> onItsWay = CompletableFuture.runAsync(() -> groups.join(id, ada));

        asAdministrator().put("/api/groups/{id}/products/{sku}", id, sku).then().statusCode(200);
        onItsWay.join();
    }

    @Test
    void thePreviewSaysWhatItGivesAndCostsAndIsShortOf() {
        String sku = ledger.aProduct(0);
        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"Visio\", \"monthlyPrice\": 10, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);
        ledger.resize(sku, 2);
        ledger.grant(ledger.aGrant(sku, ada));
        String group = groups.aGroup(ada, ben, LedgerStory.somebody(), LedgerStory.somebody());

        String page = asAdministrator()
                .get("/groups/{id}/products?sku={sku}", group, sku)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("1 member gets a seat of Visio.")
                .contains("€10.00")
                .contains("1 member holds it already")
                .contains("Short by 2 seats: 2 members wait")
                .contains("€20.00");
    }

    @Test
    void aProductIsPutOnAndTakenOffByForms() {
        String sku = ledger.aProduct(3);
        String group = groups.aGroup(ada, ben);

        form().formParam("sku", sku).post("/groups/{id}/products", group).then().statusCode(303);
        groups.settle();
        ledger.grant(ledger.aGrant(sku, ben));

        asAdministrator()
                .get("/groups/{id}", group)
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku))
                .body(containsString(ada.email()))
                .body(containsString("has a seat"));
        asAdministrator()
                .get("/groups/{id}/products/removal?sku={sku}", group, sku)
                .then()
                .statusCode(200)
                .body(containsString("1 member loses their seat."))
                .body(containsString("1 member keeps it for another reason."));
        form().formParam("sku", sku)
                .post("/groups/{id}/products/removal", group)
                .then()
                .statusCode(303);
        groups.settle();

        assertThat(ledger.holders(sku)).containsExactly(ben.id());
    }

    @Test
    void aFormWithAnUnknownProductComesBackWithASentence() {
        String group = groups.aGroup();

        form().formParam("sku", "NONE")
                .post("/groups/{id}/products", group)
                .then()
                .statusCode(400)
                .body(containsString("There is no product NONE."))
                .body(containsString("value=\"NONE\""));
        asAdministrator().get("/groups/{id}/products?sku=NONE", group).then().statusCode(400);
        asAdministrator().get("/groups/{id}/products", group).then().statusCode(400);
        asAdministrator().get("/groups/{id}/products/removal", group).then().statusCode(404);
        asAdministrator().get("/groups/none").then().statusCode(404);
    }

    @Test
    void whoWaitsStandsInLineAndTheTwoPagesOfAGroupAreOne() {
        String sku = ledger.aProduct(0);
        ledger.grant(ledger.aGrant(sku, LedgerStory.somebody()));
        String group = groups.aGroup(ada);
        groups.put(group, sku);
        groups.settle();

        asAdministrator()
                .get("/groups/{id}", group)
                .then()
                .statusCode(200)
                .body(containsString("number 2 of 2 in the waiting list"))
                .body(containsString("1 waiting"))
                .body(containsString("href=\"/approvals/groups/" + group + "\">Members</a>"))
                .body(containsString(
                        "aria-current=\"page\" href=\"/assignments/groups/" + group + "\">Products and seats</a>"));
    }

    @Test
    void statesAreFilteredAndComeInPages() {
        String sku = ledger.aProduct(2);
        String group = groups.aGroup(ada, ben, LedgerStory.somebody());
        groups.put(group, sku);
        groups.settle();

        String first = asAdministrator()
                .get("/groups/{id}?limit=2", group)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(first).contains("waits for a seat").contains("More members");
        String next = first.replaceAll("(?s).*rel=\"next\" href=\"/assignments([^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        asAdministrator()
                .urlEncodingEnabled(false)
                .get(next)
                .then()
                .statusCode(200)
                .body(containsString("Back to the first"));
        asAdministrator().get("/groups/{id}?state=errors", group).then().body(not(containsString("desk-chip-good")));
        asAdministrator().get("/groups/{id}?state=dependency", group).then().body(containsString("Nobody."));
    }

    @Test
    void theListOfGroupsFindsByWordAndSaysWhatToDoWhenThereIsNone() {
        String group = groups.aGroup(ada);

        asAdministrator().get("/groups?q={id}", group).then().statusCode(200).body(containsString("Group " + group));
        asAdministrator().get("/groups?q=nothing-like-it%25").then().body(containsString("No group fits"));
        asAdministrator()
                .get("/fragments/groups-of-product?sku={sku}", ledger.aProduct(1))
                .then()
                .body(containsString("It comes with no group."));
    }

    @Test
    void theProductsPageSaysOnWhichGroupsItIs() {
        String sku = ledger.aProduct(1);
        String group = groups.aGroup(ada);
        groups.put(group, sku);

        asAdministrator()
                .get("/products/{sku}", sku)
                .then()
                .body(containsString("/assignments/fragments/groups-of-product?sku=" + sku));
        asAdministrator()
                .get("/fragments/groups-of-product?sku={sku}", sku)
                .then()
                .body(containsString("Group " + group))
                .body(containsString("1 member"));
    }

    @Test
    void leavingAGroupSaysWhatIsLostAndWhatStaysAndWhy() {
        String lost = ledger.aProduct(1);
        String kept = ledger.aProduct(1);
        String shared = ledger.aProduct(1);
        String waited = ledger.aProduct(0);
        String design = groups.aGroup(ada);
        String sales = groups.aGroup(ada);
        groups.put(design, lost, kept, shared, waited);
        groups.put(sales, shared);
        groups.settle();
        ledger.grant(ledger.aGrant(kept, ada));

        String fragment = asAdministrator()
                .get("/fragments/leaving?email={email}&group={group}", ada.email(), design)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replaceAll("\\s+", " ");

        assertThat(fragment)
                .containsPattern("seat lost</span> <a href=\"/assignments/products/" + lost)
                .containsPattern("seat stays</span> <a href=\"/assignments/products/" + kept
                        + "[^/]*</a> <span[^>]*>asked for and approved")
                .containsPattern("seat stays</span> <a href=\"/assignments/products/" + shared
                        + "[^/]*</a> <span[^>]*>through Group " + sales)
                .containsPattern("waits for a seat</span> <a href=\"/assignments/products/" + waited)
                .doesNotContain("Without <a href=\"/assignments/groups/" + sales);
        asAdministrator()
                .get("/fragments/leaving?email={email}", ada.email())
                .then()
                .body(containsString("/assignments/groups/" + sales));
        asAdministrator()
                .get("/people/{email}", ada.email())
                .then()
                .statusCode(200)
                .body(containsString("What if they leave a group?"))
                .body(containsString("Group " + sales));
        asAdministrator()
                .get("/fragments/leaving?email={email}", ben.email())
                .then()
                .body(containsString("They belong to no group."));
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as(GroupStory.LENA, "license-admin").redirects().follow(false);
    }

    private static RequestSpecification form() {
        return asAdministrator()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF);
    }
}
