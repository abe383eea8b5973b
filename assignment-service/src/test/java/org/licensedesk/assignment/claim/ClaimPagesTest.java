package org.licensedesk.assignment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.licensedesk.assignment.claim.ClaimStory.LENA;
import static org.licensedesk.assignment.claim.ClaimStory.allow;
import static org.licensedesk.assignment.claim.ClaimStory.claim;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ClaimPagesTest {

    @Inject
    LedgerStory ledger;

    @Inject
    ClaimStory story;

    @Test
    void whatMayBeTakenIsOfferedBesideTheRequest() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        Holder ada = story.person();

        Tokens.as(ada.email())
                .get("/fragments/claim?sku={sku}", sku)
                .then()
                .statusCode(200)
                .body(containsString("Take it now"), containsString("action=\"/assignments/claim\""));
    }

    @Test
    void theOfferNamesTheBackupThatWouldStandIn() {
        String sku = ledger.aProduct(0);
        String backup = ledger.aProduct(1);
        allow(sku, "\"backups\": [\"" + backup + "\"]");

        Tokens.as(story.person().email())
                .get("/fragments/claim?sku={sku}", sku)
                .then()
                .statusCode(200)
                .body(containsString("Product " + backup + " can be yours at once instead"));
    }

    @Test
    void whatMayNotBeTakenIsNotOffered() {
        String off = ledger.aProduct(1);
        String empty = ledger.aProduct(0);
        allow(empty, "");
        String none = ledger.aProduct(1);
        allow(none, "\"perDay\": 0");
        String held = ledger.aProduct(2);
        allow(held, "");
        Holder ada = story.person();
        claim(ada, held).statusCode(200);

        for (String sku : new String[] {off, empty, none, held, "NONE-" + UUID.randomUUID()}) {
            Tokens.as(ada.email()).get("/fragments/claim?sku={sku}", sku).then().statusCode(204);
        }
        Tokens.as(ada.email()).get("/fragments/claim").then().statusCode(204);
        Tokens.as(LedgerStory.somebody().email())
                .get("/fragments/claim?sku={sku}", held)
                .then()
                .statusCode(204);
    }

    @Test
    void oneButtonGivesTheSeat() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        Holder ada = story.person();

        press(ada, sku).statusCode(303).header("Location", endsWith("/requests/"));
        press(ada, sku).statusCode(303);

        assertThat(ledger.seatOf(sku, ada)).isNotNull();
        assertThat(ledger.pool(sku).used()).isEqualTo(1);
    }

    @Test
    void aRefusedPressSaysWhyAndChangesNothing() {
        String sku = ledger.aProduct(0);
        allow(sku, "");
        Holder ada = story.person();

        press(ada, sku).statusCode(409).body(containsString("No seat of Product " + sku + " has been bought"));
        press(ada, "").statusCode(400).body(containsString("Choose a product first"));
        press(LedgerStory.somebody(), sku).statusCode(403).body(containsString("ask whoever invited you"));
        press(ada, "NONE-" + UUID.randomUUID()).statusCode(404);
    }

    @Test
    void thePageShowsAllThatMayBeTakenAndHowItStands() {
        String sku = ledger.aProduct(1);
        String full = ledger.aProduct(0);
        String limited = ledger.aProduct(1);
        String off = ledger.aProduct(1);
        allow(sku, "");
        allow(full, "");
        allow(limited, "\"perDay\": 0");
        Holder ada = story.person();

        Tokens.as(ada.email())
                .get("/claim")
                .then()
                .statusCode(200)
                .body(containsString("Take Product " + sku + " now"))
                .body(containsString("Request Product " + full))
                .body(containsString("None are given a day"))
                .body(not(containsString(off)));
        claim(ada, sku).statusCode(200);
        Tokens.as(ada.email()).get("/claim").then().body(containsString("You have it"));
        Tokens.as(LedgerStory.somebody().email())
                .get("/claim")
                .then()
                .statusCode(403)
                .body(containsString("ask whoever invited you"))
                .body(containsString("href=\"/requests/\""))
                .body(not(containsString(sku)));
        Tokens.as(story.personWhoLeft().email()).get("/claim").then().statusCode(403);
    }

    @Test
    void anAdministratorSetsAPolicyByForm() {
        String sku = ledger.aProduct(1);
        String backup = ledger.aProduct(1);

        Tokens.as(LENA, "license-admin")
                .get("/products/{sku}/claims", sku)
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku + " on demand"));
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("enabled", "true")
                .formParam("group", "")
                .formParam("perDay", " 7 ")
                .formParam("perDepartmentPerDay", "")
                .formParam("backups", "", "Product " + backup, "", "")
                .post("/products/{sku}/claims", sku)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/assignments/claims"));

        Tokens.as(LENA, "license-admin")
                .get("/products/{sku}/claims", sku)
                .then()
                .body(containsString("value=\"7\""))
                .body(containsString("value=\"Product " + backup + " (" + backup + ")\""));
        Tokens.as(LENA, "license-admin")
                .get("/claims")
                .then()
                .statusCode(200)
                .body(containsString("/assignments/products/" + sku + "/claims"));
    }

    @Test
    void aWrongPolicyComesBackWithWhatWasTypedAndWhy() {
        String sku = ledger.aProduct(1);

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("enabled", "true")
                .formParam("group", "no-such-group")
                .formParam("perDay", "many")
                .formParam("perDepartmentPerDay", "-1")
                .formParam("backups", sku, "", "", "")
                .post("/products/{sku}/claims", sku)
                .then()
                .statusCode(400)
                .body(containsString("value=\"no-such-group\""))
                .body(containsString("value=\"many\""))
                .body(containsString("A limit is a whole number such as 10."))
                .body(containsString("A limit is 0 or more."))
                .body(containsString("A product is no backup of itself."));
    }

    @Test
    void theGroupIsChosenByItsName() {
        String sku = ledger.aProduct(1);
        String group = story.groupOf();
        String name = "Members of " + group;

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("enabled", "true")
                .formParam("group", name.toUpperCase(java.util.Locale.ROOT))
                .post("/products/{sku}/claims", sku)
                .then()
                .statusCode(303);

        Tokens.as(LENA, "license-admin")
                .get("/api/claim-policies/{sku}", sku)
                .then()
                .body("group", equalTo(group));
        Tokens.as(LENA, "license-admin")
                .get("/products/{sku}/claims", sku)
                .then()
                .body(containsString("value=\"" + name + "\" maxlength"));
    }

    @Test
    void theProductToSetAPolicyForIsTyped() {
        String sku = ledger.aProduct(1);

        Tokens.as(LENA, "license-admin")
                .redirects()
                .follow(false)
                .get("/claims/policies?product={sku}", sku)
                .then()
                .statusCode(303)
                .header("Location", endsWith("/assignments/products/" + sku + "/claims"));
        Tokens.as(LENA, "license-admin")
                .get("/claims/policies?product=NONE")
                .then()
                .statusCode(400)
                .body(containsString("There is no product NONE."));
    }

    @Test
    void productsAreNamedAndWhatIsTypedStaysWhenItIsNone() {
        String sku = ledger.aProduct(1);

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("enabled", "true")
                .formParam("backups", "Product " + sku.substring(0, sku.length() - 1), "", "", "")
                .post("/products/{sku}/claims", ledger.aProduct(1))
                .then()
                .statusCode(400)
                .body(containsString("Do you mean one of these: Product " + sku + " (" + sku + ")?"))
                .body(containsString("value=\"Product " + sku.substring(0, sku.length() - 1) + "\""));
        Tokens.as(LENA, "license-admin")
                .get("/fragments/products?backups={typed}", sku)
                .then()
                .statusCode(200)
                .body(containsString("<option value=\"Product " + sku + " (" + sku + ")\">1 free</option>"));
    }

    private static io.restassured.response.ValidatableResponse press(Holder person, String sku) {
        return Tokens.postingFormAs(person.email())
                .formParam("sku", sku)
                .formParam("back", "/requests/")
                .post("/claim")
                .then();
    }
}
