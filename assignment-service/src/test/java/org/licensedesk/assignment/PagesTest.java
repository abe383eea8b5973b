package org.licensedesk.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class PagesTest {

    private static final String LENA = "lena.fischer@example.org";
    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    LedgerStory story;

    @Test
    void theListShowsAProductWithItsPool() {
        String sku = story.aProduct(40);
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        asAdministrator()
                .get("/?q={sku}", sku)
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku))
                .body(containsString("<progress value=\"1\" max=\"40\""))
                .body(containsString("/assignments/products/" + sku));
    }

    @Test
    void theListIsFilteredByWhatTheTotalsCount() {
        String idle = story.aProduct(3);
        String wanted = story.aProduct(0);
        story.grant(story.aGrant(wanted, LedgerStory.somebody()));

        asAdministrator().get("/?show=waiting&q={sku}", wanted).then().body(containsString("Product " + wanted));
        asAdministrator()
                .get("/?show=waiting&q={sku}", idle)
                .then()
                .statusCode(200)
                .body(containsString("No product fits"))
                .body(not(containsString("Product " + idle)));
        asAdministrator().get("/?show=idle&q={sku}", idle).then().body(containsString("Product " + idle));
        asAdministrator().get("/?show=costly").then().statusCode(200);
        asAdministrator().get("/?show=nonsense&q=100%25_").then().statusCode(200);
    }

    @Test
    void theListComesInPagesThatNeitherRepeatNorForget() {
        String word = UUID.randomUUID().toString();
        for (String name : new String[] {"Ärger", "zebra", "Apfel", "École", "apfel 2"}) {
            asAdministrator()
                    .contentType("application/json")
                    .body("{\"name\": \"" + name + " " + word + "\"}")
                    .put("/api/products/{sku}", name + "-" + word)
                    .then()
                    .statusCode(201);
        }
        story.resize("zebra-" + word, 3);

        StringBuilder seen = new StringBuilder();
        String path = "/?limit=2&q=" + word;
        for (int page = 0; page < 3; page++) {
            String html =
                    asAdministrator().get(path).then().statusCode(200).extract().asString();
            var names = java.util.regex.Pattern.compile("<strong>(.*?) " + word).matcher(html);
            while (names.find()) {
                seen.append(names.group(1)).append(';');
            }
            var next = java.util.regex.Pattern.compile("cursor=([^\"]+)\"").matcher(html);
            path = next.find() ? "/?limit=2&q=" + word + "&cursor=" + next.group(1) : null;
        }

        assertThat(path).isNull();
        assertThat(seen.toString()).startsWith("zebra;");
        assertThat(seen.toString().split(";")).containsExactlyInAnyOrder("Ärger", "zebra", "Apfel", "École", "apfel 2");
    }

    @Test
    void anEmployeeIsShownTheirOwnSeatsInstead() {
        Holder ada = LedgerStory.somebody();
        String sku = story.aProduct(1);
        String full = story.aProduct(0);
        story.grant(story.aGrant(sku, ada), story.aGrant(full, ada));

        Tokens.as(ada.email())
                .redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", containsString("/assignments/seats"));
        Tokens.as(ada.email())
                .get("/seats")
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku))
                .body(containsString("/assignments/seats/" + seatOf(sku, ada) + "/return"))
                .body(containsString("Product " + full));
        Tokens.as(LedgerStory.somebody().email()).get("/seats").then().body(containsString("You hold no license yet"));
    }

    @Test
    void aProductIsDefinedByForm() {
        String sku = "FORM-" + Ids.next();

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("sku", sku)
                .formParam("name", "By form")
                .formParam("monthlyPrice", "28,10")
                .formParam("currency", "eur")
                .formParam("requestable", "true")
                .post("/define")
                .then()
                .statusCode(303)
                .header("Location", containsString("/assignments/products/" + sku));

        asAdministrator().get("/products/{sku}", sku).then().body(containsString("By form"), containsString("€28.10"));
    }

    @Test
    void aProductSaysWhatItBringsWhatItNeedsAndWhatItCannotStand() {
        String sku = story.aProduct(0);
        String needed = story.aProduct(0);
        String excluded = story.aProduct(0);

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("name", "With rules")
                .formParam("roles", "Planner, Reader")
                .formParam("requires", "Product " + needed, "")
                .formParam("excludes", "Product " + excluded + " (" + excluded + ")", "")
                .post("/products/{sku}/definition", sku)
                .then()
                .statusCode(303);

        asAdministrator()
                .get("/products/{sku}", sku)
                .then()
                .body(containsString("<dd>Planner, Reader</dd>"))
                .body(containsString("href=\"/assignments/products/" + needed + "\""))
                .body(containsString("href=\"/assignments/products/" + excluded + "\""));
        asAdministrator()
                .get("/?q={sku}", sku)
                .then()
                .body(containsString("needs " + needed))
                .body(containsString("not together with " + excluded))
                .body(containsString("brings Planner, Reader"));
    }

    @Test
    void aWrongFormComesBackWithWhatWasTypedAndWhy() {
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("sku", "a/b")
                .formParam("name", "<b>bold</b>")
                .formParam("monthlyPrice", "cheap")
                .formParam("currency", "EUR")
                .post("/define")
                .then()
                .statusCode(400)
                .body(containsString("value=\"cheap\""))
                .body(containsString("&lt;b&gt;bold"))
                .body(containsString("A price is a number such as 28.10."))
                .body(containsString("without slashes"));
    }

    @Test
    void aSkuThatIsTakenIsSaidBesideTheField() {
        String sku = story.aProduct(0);

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("sku", sku)
                .formParam("name", "Again")
                .post("/define")
                .then()
                .statusCode(400)
                .body(containsString("There is a product " + sku + " already."));
    }

    @Test
    void aDefinitionIsChangedByForm() {
        String sku = story.aProduct(0);

        asAdministrator()
                .get("/products/{sku}/definition", sku)
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku));
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("name", "Renamed by form")
                .post("/products/{sku}/definition", sku)
                .then()
                .statusCode(303);

        asAdministrator().get("/products/{sku}", sku).then().body(containsString("Renamed by form"));
    }

    @Test
    void buyingIsShownBeforeItIsDone() {
        String sku = story.aProduct(1);
        Holder waiting = LedgerStory.somebody();
        story.grant(story.aGrant(sku, LedgerStory.somebody()));
        story.grant(story.aGrant(sku, waiting));

        asAdministrator()
                .header("HX-Request", "true")
                .get("/products/{sku}/pool?purchased=3", sku)
                .then()
                .statusCode(200)
                .body(containsString("Buy 2 seats"))
                .body(containsString(waiting.name()))
                .body(containsString("Then 1 seat is free"))
                .body(not(containsString("<html")));
        asAdministrator()
                .get("/products/{sku}/pool?purchased=3", sku)
                .then()
                .body(containsString("<html"), containsString("Buy 2 seats"));

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 1, 1, 1));
    }

    @Test
    void droppingTooManyIsShownAsImpossibleAndRefused() {
        String sku = story.aProduct(2);
        story.grant(story.aGrant(sku, LedgerStory.somebody()), story.aGrant(sku, LedgerStory.somebody()));

        asAdministrator()
                .get("/products/{sku}/pool?purchased=1", sku)
                .then()
                .body(containsString("2 seats are in use"))
                .body(not(containsString("Drop 1 seat")));
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("purchased", "1")
                .post("/products/{sku}/pool", sku)
                .then()
                .statusCode(409)
                .body(containsString("would be too small"));
        for (String nonsense : new String[] {"", "many", "-1", "99999999999"}) {
            asAdministrator()
                    .get("/products/{sku}/pool?purchased={n}", sku, nonsense)
                    .then()
                    .statusCode(200)
                    .body(containsString("The number of seats is"));
        }
    }

    @Test
    void boughtSeatsAreReportedOnce() {
        String sku = story.aProduct(0);
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        var answer = Tokens.postingFormAs(LENA, "license-admin")
                .formParam("purchased", "2")
                .post("/products/{sku}/pool", sku)
                .then()
                .statusCode(303)
                .extract();

        asAdministrator()
                .cookie("flash", answer.cookie("flash"))
                .get("/products/{sku}", sku)
                .then()
                .body(containsString(
                        "You have bought 2 seats of Product " + sku + ". 1 of those who waited has one now."));
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 1, 0));
    }

    @Test
    void theProductShowsItsHoldersAndItsLineInOrder() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Grant granted = story.aGrant(sku, ada);
        story.grant(granted);
        Holder first = LedgerStory.somebody();
        Holder second = LedgerStory.somebody();
        story.grant(story.aGrant(sku, first));
        story.grant(story.aGrant(sku, second));

        String page = asAdministrator()
                .get("/products/{sku}", sku)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("/requests/" + granted.source(), "/assignments/seats/" + seatOf(sku, ada) + "/removal");
        assertThat(page.indexOf(first.name())).isPositive().isLessThan(page.indexOf(second.name()));
    }

    @Test
    void aSeatIsRemovedByFormAndTheWayLeadsBack() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada));

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("back", "/assignments/products/" + sku)
                .post("/seats/{id}/removal", seatOf(sku, ada))
                .then()
                .statusCode(303)
                .header("Location", "/assignments/products/" + sku);

        assertThat(seatOf(sku, ada)).isNull();
    }

    @Test
    void aWaitingPlaceIsRemovedByFormAndTheReaderStaysWhereTheyWere() {
        String sku = story.aProduct(0);
        Holder ada = LedgerStory.somebody();
        Holder bea = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada), story.aGrant(sku, bea));
        String here = "/assignments/products/" + sku + "?limit=5";

        asAdministrator()
                .get("/products/" + sku + "?limit=5")
                .then()
                .body(containsString("/assignments/waiting-places/removal"))
                .body(containsString("name=\"back\" value=\"" + here + "\""));
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("sku", sku)
                .formParam("email", ada.email())
                .formParam("back", here)
                .post("/waiting-places/removal")
                .then()
                .statusCode(303)
                .header("Location", here);

        asAdministrator()
                .get("/products/{sku}", sku)
                .then()
                .body(not(containsString(ada.name())))
                .body(containsString(bea.name()));
    }

    @Test
    void whoWaitsThroughAGroupOnlyIsNotTakenOffTheList() {
        String sku = story.aProduct(0);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada, ReasonType.GROUP, Instant.now(), null));

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("sku", sku)
                .formParam("email", ada.email())
                .post("/waiting-places/removal")
                .then()
                .statusCode(409);
    }

    @Test
    void theHolderReturnsASeatByFormAndNobodyElseDoes() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada));
        UUID seat = seatOf(sku, ada);

        Tokens.postingFormAs(LENA, "license-admin")
                .post("/seats/{id}/return", seat)
                .then()
                .statusCode(404);
        Tokens.postingFormAs(LedgerStory.somebody().email())
                .post("/seats/{id}/return", seat)
                .then()
                .statusCode(404);
        assertThat(seatOf(sku, ada)).isEqualTo(seat);
        Tokens.postingFormAs(ada.email())
                .formParam("back", "https://evil.example/")
                .post("/seats/{id}/return", seat)
                .then()
                .statusCode(303)
                .header("Location", "/requests/");

        assertThat(seatOf(sku, ada)).isNull();
    }

    @Test
    void aFileIsImportedByFormAndReported() {
        String sku = "UPLOAD-" + Ids.next();
        String list = """
                Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names
                Uploaded,%s,c5928f49-12ba-48f7-ada3-0d743a3601d5,P,2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f,Plan
                ,NAMELESS,c5928f49-12ba-48f7-ada3-0d743a3601d5,P,2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f,Plan
                """.formatted(sku);

        uploading(list)
                .then()
                .statusCode(200)
                .body(containsString("1 product added"))
                .body(containsString("1 row rejected"))
                .body(containsString("The product has no name."));

        asAdministrator().get("/api/products/{sku}", sku).then().statusCode(200).body("name", equalTo("Uploaded"));
        uploading("nonsense").then().statusCode(400).body(containsString("Line 1"));
        asAdministrator().get("/import").then().statusCode(200);
    }

    @Test
    void somebodysLicensesAreShownToThemAndToAdministrators() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada));

        asAdministrator()
                .get("/fragments/person?email={email}", ada.email().toUpperCase())
                .then()
                .statusCode(200)
                .body(containsString("Product " + sku))
                .body(not(containsString("<html")));
        Tokens.as(ada.email())
                .get("/fragments/person?email={email}", ada.email())
                .then()
                .statusCode(200);
        Tokens.as(LedgerStory.somebody().email())
                .get("/fragments/person?email={email}", ada.email())
                .then()
                .statusCode(404);
    }

    @Test
    void poolsThatRunDryWantAttention() {
        String dry = story.aProduct(0);
        String fine = story.aProduct(100);
        story.grant(story.aGrant(dry, LedgerStory.somebody()));

        asAdministrator()
                .get("/fragments/attention")
                .then()
                .statusCode(200)
                .body(not(containsString("Product " + fine)))
                .body(not(containsString("<html")));
        asAdministrator()
                .get("/attention")
                .then()
                .statusCode(200)
                .body(containsString("/approvals/fragments/attention"))
                .body(containsString("/requests/fragments/attention"));
    }

    @Test
    void aScriptInANameIsOnlyText() {
        String sku = "EVIL-" + Ids.next();
        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"<script>alert(1)</script>\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(201);

        asAdministrator()
                .get("/products/{sku}", sku)
                .then()
                .body(containsString("&lt;script&gt;"))
                .body(not(containsString("<script>alert")));
    }

    private UUID seatOf(String sku, Holder holder) {
        return story.seatOf(sku, holder);
    }

    private static io.restassured.response.Response uploading(String content) {
        return RestAssured.given()
                .auth()
                .oauth2(Tokens.of(LENA, "license-admin"))
                .cookie("csrf-token", CSRF)
                .multiPart("csrf-token", CSRF)
                .multiPart("file", "products.csv", content.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/import");
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as(LENA, "license-admin");
    }
}
