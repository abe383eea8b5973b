package org.licensedesk.assignment.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ManualPagesTest {

    @Inject
    LedgerStory story;

    @Inject
    Crowd crowd;

    @Test
    void theProductsPageLeadsToTheForm() {
        String sku = story.aProduct(1);

        asAdministrator().get("/products/{sku}", sku).then().body(containsString("/products/" + sku + "/people\""));
        asAdministrator()
                .get("/products/{sku}/people", sku)
                .then()
                .statusCode(200)
                .body(containsString("by hand</h1>"))
                .body(containsString("1 free"));
        asAdministrator()
                .get("/products/{sku}/people", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void peopleAreFoundAndThoseTickedAreKept() {
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        Holder omar = crowd.somebody();
        story.grant(story.aGrant(sku, omar));

        ofProduct(
                        sku,
                        "find",
                        form -> form.formParam("q", omar.email())
                                .formParam("emails", "kept@example.org")
                                .formParam("person", ada.email()))
                .statusCode(200)
                .body(containsString("kept@example.org\n" + ada.email() + "</textarea>"))
                .body(containsString("value=\"" + omar.email() + "\""))
                .body(containsString("holds it"));
        ofProduct(sku, "find", form -> form.formParam("q", "nobody is called like this"))
                .body(containsString("Nobody fits"));
    }

    @Test
    void thePreviewTellsWhatWouldHappenAndDoesNothing() {
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        Holder omar = crowd.somebody();

        ofProduct(
                        sku,
                        "preview",
                        form -> form.formParam("emails", ada.email() + "\n" + omar.email() + "\nnobody@x.example"))
                .statusCode(200)
                .body(containsString("1 given a seat"))
                .body(containsString("1 on the waiting list"))
                .body(containsString("1 refused"))
                .body(containsString("Nobody in the directory has the address nobody@x.example"))
                .body(containsString("value=\"confirm\""));

        assertThat(story.pool(sku).used()).isZero();
    }

    @Test
    void whatWasShownIsWhatIsDone() {
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        String shown = shown(ofProduct(sku, "preview", form -> form.formParam("emails", ada.email())));

        ofProduct(sku, "confirm", form -> form.formParam("emails", ada.email()).formParam("shown", shown))
                .statusCode(303)
                .header("Location", containsString("/assignments/products/" + sku));

        assertThat(story.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void whatHasChangedMeanwhileIsShownAgainAndNotDone() {
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        String shown = shown(ofProduct(sku, "preview", form -> form.formParam("emails", ada.email())));
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        String again = shown(ofProduct(
                        sku,
                        "confirm",
                        form -> form.formParam("emails", ada.email()).formParam("shown", shown))
                .statusCode(409)
                .body(containsString("Something has changed since you looked"))
                .body(containsString("1 on the waiting list")));
        assertThat(story.line(sku)).isEmpty();

        ofProduct(sku, "confirm", form -> form.formParam("emails", ada.email()).formParam("shown", again))
                .statusCode(303);
        assertThat(story.line(sku)).hasSize(1);
    }

    @Test
    void seatsAreTakenAwayInTheSameWay() {
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        story.grant(story.aGrant(sku, ada));
        String shown = shown(ofProduct(
                        sku,
                        "preview",
                        form -> form.formParam("emails", ada.email()).formParam("mode", "REMOVE"))
                .body(containsString("loses the seat")));

        ofProduct(
                        sku,
                        "confirm",
                        form -> form.formParam("emails", ada.email())
                                .formParam("mode", "REMOVE")
                                .formParam("shown", shown))
                .statusCode(303);

        assertThat(story.holders(sku)).isEmpty();
    }

    @Test
    void aFormWithoutAnybodySaysSoBesideTheField() {
        String sku = story.aProduct(1);

        ofProduct(sku, "preview", form -> form.formParam("emails", "  "))
                .statusCode(400)
                .body(containsString("Say who: at least one email address."));
    }

    @Test
    void aPersonIsGivenProductsBesideTheirs() {
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        asAdministrator()
                .get("/people/{email}/products", ada.email())
                .then()
                .statusCode(200)
                .body(containsString("Give products to " + ada.name()));
        String shown = shown(
                ofPerson(ada, "preview", form -> form.formParam("sku", sku)).body(containsString("1 given a seat")));

        ofPerson(ada, "confirm", form -> form.formParam("sku", sku).formParam("shown", shown))
                .statusCode(303)
                .header("Location", containsString("/assignments/people/" + ada.email()));

        assertThat(story.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void aReplacementShowsWhatWillBeLostBeforeItHappens() {
        String old = story.aProduct(1);
        String sku = story.aProduct(1);
        Holder ada = crowd.somebody();
        story.grant(story.aGrant(old, ada));
        asAdministrator()
                .get("/people/{email}/products?mode=REPLACE", ada.email())
                .then()
                .body(containsString("value=\"" + old + "\" checked"));

        String shown = shown(
                ofPerson(ada, "preview", form -> form.formParam("sku", sku).formParam("mode", "REPLACE"))
                        .body(containsString("would lose"))
                        .body(containsString("<strong>Product " + old + "</strong>")));
        assertThat(story.holders(old)).containsExactly(ada.id());
        ofPerson(
                        ada,
                        "confirm",
                        form -> form.formParam("sku", sku)
                                .formParam("mode", "REPLACE")
                                .formParam("shown", shown))
                .statusCode(303);

        assertThat(story.holders(old)).isEmpty();
        assertThat(story.holders(sku)).containsExactly(ada.id());
    }

    @Test
    void whatIsHeldAndStaysTickedStaysAsItIs() {
        String timed = story.aProduct(1);
        String ofGroup = story.aProduct(1);
        String awaited = story.aProduct(0);
        String unticked = story.aProduct(1);
        String wanted = story.aProduct(1);
        Holder ada = crowd.somebody();
        story.grant(
                story.aGrant(timed, ada, story.now(), LocalDate.of(2099, 12, 3)),
                story.aGrant(ofGroup, ada, ReasonType.GROUP, story.now(), null),
                story.aGrant(awaited, ada),
                story.aGrant(unticked, ada));

        Filled ticked =
                form -> form.formParam("sku", timed, ofGroup, awaited, wanted).formParam("mode", "REPLACE");
        String shown = shown(ofPerson(ada, "preview", ticked)
                .body(containsString("Nothing changes: held until 3 December 2099"))
                .body(containsString("Nothing changes: held already, through a group"))
                .body(containsString("Nothing changes: the place in the waiting list stays"))
                .body(containsString("<strong>Product " + unticked + "</strong>"))
                .body(containsString("1 given a seat")));
        ofPerson(ada, "confirm", form -> ticked.apply(form).formParam("shown", shown))
                .statusCode(303);

        for (String sku : List.of(timed, ofGroup, awaited)) {
            assertThat(crowd.reasonsByHand(sku, ada)).as(sku).isZero();
        }
        assertThat(story.holders(timed)).containsExactly(ada.id());
        assertThat(story.line(awaited)).hasSize(1);
        assertThat(story.holders(unticked)).isEmpty();
        assertThat(crowd.reasonsByHand(wanted, ada)).isEqualTo(1);
    }

    @Test
    void whatIsTickedAsItWasLeavesNothingToBeDone() {
        String held = story.aProduct(1);
        Holder ada = crowd.somebody();
        story.grant(story.aGrant(held, ada));

        ofPerson(ada, "preview", form -> form.formParam("sku", held).formParam("mode", "REPLACE"))
                .body(containsString("Nothing changes: held already, asked for and approved"))
                .body(containsString("There is nothing to be done."));
    }

    @Test
    void oneMoreReasonByHandSaysWhatItMeans() {
        String timed = story.aProduct(1);
        Holder ada = crowd.somebody();
        story.grant(story.aGrant(timed, ada, story.now(), LocalDate.of(2099, 12, 3)));

        String shown = shown(ofPerson(ada, "preview", form -> form.formParam("sku", timed))
                .body(containsString("Held until 3 December 2099; by hand without end from now on")));
        ofPerson(ada, "confirm", form -> form.formParam("sku", timed).formParam("shown", shown))
                .statusCode(303);

        assertThat(crowd.reasonsByHand(timed, ada)).isEqualTo(1);
        ofPerson(ada, "preview", form -> form.formParam("sku", timed))
                .body(containsString("Nothing changes: it was given by hand before"))
                .body(containsString("There is nothing to be done."));
    }

    @Test
    void whoCannotHaveAReplacementIsShownToLoseNothing() {
        String old = story.aProduct(1);
        String full = story.aProduct(0);
        Holder ada = crowd.somebody();
        story.grant(story.aGrant(old, ada));

        ofPerson(
                        ada,
                        "preview",
                        form -> form.formParam("sku", full)
                                .formParam("mode", "REPLACE")
                                .formParam("whenFull", "REFUSE"))
                .statusCode(200)
                .body(containsString("lose nothing"))
                .body(containsString("It stays: Product " + full + ", wanted instead, is refused"))
                .body(containsString("There is nothing to be done."));
        ofPerson(ada, "preview", form -> form.formParam("mode", "REPLACE"))
                .statusCode(400)
                .body(containsString("Tick what " + ada.name() + " shall have instead."));
    }

    @Test
    void productsAreFoundAndThoseTickedAreKept() {
        String ticked = story.aProduct(0);
        String wanted = story.aProduct(0);
        Holder ada = crowd.somebody();

        ofPerson(ada, "find", form -> form.formParam("sku", ticked).formParam("q", wanted.toLowerCase()))
                .body(containsString("value=\"" + ticked + "\" checked"))
                .body(containsString("value=\"" + wanted + "\">"))
                .body(not(containsString("value=\"" + wanted + "\" checked")));
        ofPerson(ada, "preview", form -> form).statusCode(400).body(containsString("Say what: at least one sku."));
        asAdministrator()
                .get("/people/{email}/products", "nobody@nowhere.example")
                .then()
                .statusCode(404);
    }

    private interface Filled extends java.util.function.UnaryOperator<RequestSpecification> {}

    private static ValidatableResponse ofProduct(String sku, String step, Filled filled) {
        return filled.apply(form(step)).post("/products/{sku}/people", sku).then();
    }

    private static ValidatableResponse ofPerson(Holder person, String step, Filled filled) {
        return filled.apply(form(step))
                .post("/people/{email}/products", person.email())
                .then();
    }

    private static String shown(ValidatableResponse answer) {
        Matcher shown = Pattern.compile("name=\"shown\" value=\"([^\"]+)\"")
                .matcher(answer.extract().asString());
        assertThat(shown.find()).as("a preview to confirm").isTrue();
        return shown.group(1);
    }

    private static RequestSpecification form(String step) {
        return Tokens.postingFormAs("lena.fischer@example.org", "license-admin").formParam("step", step);
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }
}
