package org.licensedesk.assignment.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.licensedesk.assignment.bulk.BulkStory.LENA;
import static org.licensedesk.assignment.bulk.BulkStory.idOf;
import static org.licensedesk.assignment.bulk.BulkStory.lena;
import static org.licensedesk.assignment.bulk.BulkStory.plan;
import static org.licensedesk.assignment.bulk.BulkStory.row;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class BulkPageTest {

    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    LedgerStory ledger;

    @Inject
    BulkStory story;

    @Test
    void aFileIsPlannedByTheFormAndAppliedByAButton() {
        String sku = ledger.aProduct(1);
        Holder ada = story.employee();
        Holder ben = story.employee();

        String address = upload("email;sku\n" + ada.email() + ";" + sku + "\n" + ben.email() + ";" + sku + "\n")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        UUID id = UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
        String fingerprint = BulkStory.job(id).getString("plan.fingerprint");
        lena().get("/bulk/{id}", id)
                .then()
                .statusCode(200)
                .body(containsString("newcomers.csv"))
                .body(containsString("1 row would get a seat"))
                .body(containsString("short by 1 seat"))
                .body(containsString(fingerprint))
                .body(containsString(ada.name()));
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("confirm", fingerprint)
                .post("/bulk/{id}/apply", id)
                .then()
                .statusCode(303);
        BulkStory.when(id, "DONE");

        lena().get("/bulk/{id}?show=waitlisted", id)
                .then()
                .body(containsString("1 seat given"))
                .body(containsString(ben.name()))
                .body(not(containsString(ada.name())));
        lena().get("/bulk").then().body(containsString(id.toString()));
        lena().get("/bulk/{id}/results.csv", id)
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .body(containsString("WAITLISTED"));
        lena().get("/bulk/{id}/progress?version=RUNNING-0", id).then().statusCode(204);
        Tokens.postingFormAs(LENA, "license-admin")
                .post("/bulk/{id}/undo", id)
                .then()
                .statusCode(303);
        BulkStory.when(id, "UNDONE");
        lena().get("/bulk/{id}/results.csv", id)
                .then()
                .body(containsString("outcome,cause,undone"))
                .body(containsString(ada.email() + "," + sku + ",,ASSIGNED,,TAKEN_BACK"));
        lena().get("/bulk/{id}", id)
                .then()
                .body(containsString("2 reasons taken back"))
                .body(containsString("What was taken back"))
                .body(containsString("had a seat"))
                .body(not(containsString("1 seat given")));
    }

    @Test
    void whatIsNoCsvComesBackToTheForm() {
        ledger.aProduct(1);
        idOf(plan(row(story.employee(), ledger.aProduct(1))));

        String page = upload("email,sku\n\"open")
                .then()
                .statusCode(400)
                .body(containsString("Line 2"))
                .body(containsString("aria-invalid=\"true\" autofocus"))
                .extract()
                .asString();

        assertThat(page.indexOf("id=\"new\"")).isLessThan(page.indexOf("id=\"jobs\""));
    }

    @Test
    void aPlanIsDiscardedByAButton() {
        UUID id = idOf(plan(row(story.employee(), ledger.aProduct(1))));
        lena().get("/bulk/{id}", id).then().body(containsString("/assignments/bulk/" + id + "/discard"));

        Tokens.postingFormAs(LENA, "license-admin")
                .post("/bulk/{id}/discard", id)
                .then()
                .statusCode(303);

        lena().get("/bulk/{id}", id).then().statusCode(404);
    }

    @Test
    void aFilterThatFitsNobodyComesBackWithWhatWasTyped() {
        String sku = ledger.aProduct(1);

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("department", "<i>Nowhere</i>")
                .formParam("skus", sku)
                .post("/bulk/filter")
                .then()
                .statusCode(400)
                .body(containsString("Nobody fits"))
                .body(containsString("&lt;i&gt;Nowhere"))
                .body(not(containsString("<i>Nowhere")));
    }

    @Test
    void aFilterIsFilledInWithNamesAndTheJobIsCalledByThem() {
        String sku = ledger.aProduct(1);
        Holder boss = story.employee();
        Holder ada = story.employee("Engineering", null, boss.id());
        String group = story.group(ada);

        String address = Tokens.postingFormAs(LENA, "license-admin")
                .redirects()
                .follow(false)
                .formParam("manager", boss.name())
                .formParam("group", "A group (" + group + ")")
                .formParam("skus", "", "Product " + sku, "")
                .post("/bulk/filter")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");

        var job = BulkStory.job(UUID.fromString(address.substring(address.lastIndexOf('/') + 1)));
        assertThat(job.getString("title"))
                .isEqualTo("Everybody reporting to " + boss.name() + ", of the group A group: Product " + sku);
        assertThat(job.getInt("total")).isEqualTo(1);
    }

    @Test
    void whatIsNoManagerNoGroupAndNoProductIsSaidOfEachAtOnce() {
        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("manager", "Nobody At All")
                .formParam("group", "No such group")
                .formParam("skus", "No such product")
                .formParam("endsOn", "soon")
                .post("/bulk/filter")
                .then()
                .statusCode(400)
                .body(containsString("Nobody reports to Nobody At All."), containsString("value=\"Nobody At All\""))
                .body(containsString("There is no group No such group."), containsString("value=\"No such group\""))
                .body(containsString("There is no product No such product."))
                .body(containsString("value=\"No such product\""), containsString("A day is written as"));
    }

    @Test
    void aChangedWorldIsShownBeforeItIsConfirmed() {
        String sku = ledger.aProduct(1);
        UUID id = idOf(plan(row(story.employee(), sku)));
        String seen = BulkStory.job(id).getString("plan.fingerprint");
        ledger.grant(ledger.aGrant(sku, LedgerStory.somebody()));

        Tokens.postingFormAs(LENA, "license-admin")
                .formParam("confirm", seen)
                .post("/bulk/{id}/apply", id)
                .then()
                .statusCode(303);

        lena().get("/bulk/{id}", id)
                .then()
                .body(containsString("Things have changed since this job was planned"))
                .body(containsString("Apply the new plan"))
                .body(containsString("before: would get a seat"));
    }

    private static io.restassured.response.Response upload(String text) {
        return lena().header("Sec-Fetch-Site", "same-origin")
                .cookie("csrf-token", CSRF)
                .multiPart("csrf-token", CSRF)
                .multiPart("file", "newcomers.csv", text.getBytes(StandardCharsets.UTF_8), "text/csv")
                .redirects()
                .follow(false)
                .post("/bulk/file");
    }
}
