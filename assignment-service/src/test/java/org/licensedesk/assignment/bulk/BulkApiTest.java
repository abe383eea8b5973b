package org.licensedesk.assignment.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.assignment.bulk.BulkStory.applied;
import static org.licensedesk.assignment.bulk.BulkStory.csv;
import static org.licensedesk.assignment.bulk.BulkStory.filter;
import static org.licensedesk.assignment.bulk.BulkStory.idOf;
import static org.licensedesk.assignment.bulk.BulkStory.job;
import static org.licensedesk.assignment.bulk.BulkStory.lena;
import static org.licensedesk.assignment.bulk.BulkStory.plan;
import static org.licensedesk.assignment.bulk.BulkStory.posting;
import static org.licensedesk.assignment.bulk.BulkStory.results;
import static org.licensedesk.assignment.bulk.BulkStory.row;
import static org.licensedesk.assignment.bulk.BulkStory.undone;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class BulkApiTest {

    @Inject
    LedgerStory ledger;

    @Inject
    BulkStory story;

    private final String department = "Department " + UUID.randomUUID();

    @Test
    void aPlanSaysWhatWouldHappenAndNothingHappens() {
        String sku = aPricedProduct(2);
        Holder ada = story.employee();
        Holder ben = story.employee();
        Holder cem = story.employee();
        Holder gone = story.employee();
        story.leaves(gone);
        ledger.grant(ledger.aGrant(sku, ada));

        var planned = plan(
                row(ada, sku),
                row(ben, sku),
                row(cem, sku),
                row(ben, sku),
                "nobody@example.org," + sku + "\n",
                row(gone, sku),
                row(ada, "NO-SUCH-PRODUCT"),
                "rubbish," + sku + "\n");

        planned.then()
                .statusCode(201)
                .header("Location", containsString("/assignments/api/bulk-jobs/"))
                .body("id", notNullValue())
                .body("state", equalTo("PLANNED"))
                .body("total", equalTo(8))
                .body("done", equalTo(0))
                .body("plan.gains", equalTo(1))
                .body("plan.alreadyHeld", equalTo(2))
                .body("plan.waits", equalTo(1))
                .body("plan.rejected", equalTo(4))
                .body("plan.unknown", equalTo(1))
                .body("plan.inactive", equalTo(1))
                .body("plan.products.sku", contains(sku))
                .body("plan.products[0].shortBy", equalTo(1))
                .body("plan.products[0].free", equalTo(1))
                .body("plan.monthlyCost", hasSize(1))
                .body("plan.monthlyCost[0].amount", equalTo(28.10f))
                .body("plan.monthlyCost[0].currency", equalTo("EUR"))
                .body(
                        "plan.rejections.code",
                        contains("BAD_ROW", "UNKNOWN_PERSON", "INACTIVE_PERSON", "UNKNOWN_PRODUCT"))
                .body("plan.rejections[1].examples", contains("nobody@example.org"))
                .body("difference", nullValue());
        assertThat(ledger.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 1, 0));
        assertThat(results(idOf(planned))).isEmpty();
        var fact = Sent.the("BulkJobPlanned.v1", "bulkJob", idOf(planned));
        Contracts.assertKept(fact);
        assertThat(fact.actor()).isEqualTo(BulkStory.LENA);
    }

    @Test
    void whileNoNewSeatsAreGivenThePlanSaysThatAndNotThatSeatsAreMissing() {
        String sku = aPricedProduct(5);
        lena().contentType("application/json")
                .body("{\"state\": \"GRACE\"}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(200);
        Holder ada = story.employee();
        String because = "No new seats of Priced are given: it is in its grace period";

        var planned = plan(row(ada, sku));

        planned.then()
                .body("plan.waits", equalTo(1))
                .body("plan.products[0].shortBy", equalTo(0))
                .body("plan.products[0].closed", equalTo(because));
        lena().get("/bulk/{id}", idOf(planned))
                .then()
                .body(containsString(because))
                .body(not(containsString("short by")));
        assertThat(applied(idOf(planned)).getInt("waitlisted")).isEqualTo(1);
        assertThat(results(idOf(planned))).singleElement().asString().endsWith("WAITLISTED," + because);
    }

    @Test
    void aRowThatRepeatsAnEarlierOneWithAnotherLastDaySaysWhoseCounts() {
        String sku = ledger.aProduct(5);
        Holder ada = story.employee();
        Holder ben = story.employee();
        ledger.grant(ledger.aGrant(sku, ben));
        String longer =
                "Line 2 names the same person and product and its last day counts: 2099-06-30 instead of 2099-12-31";

        var planned = csv("email,sku,ends_on\n"
                + ada.email() + "," + sku + ",2099-06-30\n"
                + ada.email() + "," + sku + ",2099-12-31\n"
                + ada.email() + "," + sku + ",2099-06-30\n"
                + ben.email() + "," + sku + ",2099-06-30\n"
                + ben.email() + "," + sku + ",\n");

        planned.then()
                .body("plan.gains", equalTo(1))
                .body("plan.alreadyHeld", equalTo(4))
                .body("plan.otherEnds", equalTo(2));
        lena().get("/bulk/{id}", idOf(planned))
                .then()
                .body(containsString("2 rows repeat an earlier one with another last day"))
                .body(containsString(longer));
        applied(idOf(planned));
        assertThat(results(idOf(planned)))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(",ASSIGNED,"),
                        other -> assertThat(other).endsWith(",ALREADY_HELD," + longer),
                        same -> assertThat(same).endsWith("An earlier row names the same person and product"),
                        held -> assertThat(held).endsWith(",ALREADY_HELD,"),
                        endless -> assertThat(endless).endsWith("counts: 2099-06-30 instead of none"));
    }

    @Test
    void appliedItDoesWhatThePlanSaidWithOneResultForEachRow() {
        String sku = ledger.aProduct(2);
        Holder ada = story.employee();
        Holder ben = story.employee();
        Holder cem = story.employee();
        Holder gone = story.employee();
        story.leaves(gone);
        ledger.grant(ledger.aGrant(sku, ada));
        UUID id = idOf(csv("email,sku,ends_on\n"
                + ada.email() + "," + sku + ",\n"
                + ben.email().toUpperCase() + "," + sku + ",2099-06-30\n"
                + cem.email() + "," + sku + ",\n"
                + ben.email() + "," + sku + ",\n"
                + "nobody@example.org," + sku + ",\n"
                + gone.email() + "," + sku + ",\n"
                + ada.email() + ",NO-SUCH-PRODUCT,\n"
                + "rubbish," + sku + ",\n"
                + cem.email() + "," + sku + ",2020-01-01\n"));

        JsonPath done = applied(id);

        assertThat(done.getInt("done")).isEqualTo(9);
        assertThat(done.getInt("assigned")).isEqualTo(1);
        assertThat(done.getInt("alreadyHeld")).isEqualTo(2);
        assertThat(done.getInt("waitlisted")).isEqualTo(1);
        assertThat(done.getInt("rejected")).isEqualTo(5);
        assertThat(results(id))
                .containsExactly(
                        "2," + ada.email() + "," + sku + ",,ALREADY_HELD,",
                        "3," + ben.email() + "," + sku + ",2099-06-30,ASSIGNED,",
                        "4," + cem.email() + "," + sku + ",,WAITLISTED,",
                        "5," + ben.email() + "," + sku
                                + ",,ALREADY_HELD,Line 3 names the same person and product and its last day counts:"
                                + " 2099-06-30 instead of none",
                        "6,nobody@example.org," + sku
                                + ",,REJECTED,Nobody in the directory has the address nobody@example.org",
                        "7," + gone.email() + "," + sku + ",,REJECTED," + gone.name() + " is no longer active",
                        "8," + ada.email() + ",NO-SUCH-PRODUCT,,REJECTED,There is no product NO-SUCH-PRODUCT",
                        "9,rubbish," + sku + ",,REJECTED,\"\"\"rubbish\"\" is no email address\"",
                        "10," + cem.email() + "," + sku + ",2020-01-01,REJECTED,It was wanted until 1 January 2020");
        assertThat(ledger.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 2, 1));
        lena().get("/api/seats?sku={sku}&holder={ben}", sku, ben.email())
                .then()
                .body("items[0].reasons.type", contains("BULK"))
                .body("items[0].reasons.source", contains(id.toString()))
                .body("items[0].reasons.endsOn", contains("2099-06-30"));
        var fact = Sent.the("BulkJobApplied.v1", "bulkJob", id);
        Contracts.assertKept(fact);
        assertThat(fact.actor()).isEqualTo(BulkStory.LENA);
    }

    @Test
    void aSeatGivenInBulkNamesWhoDidItAndWhy() {
        String sku = ledger.aProduct(1);
        Holder ada = story.employee();
        UUID id = idOf(plan(row(ada, sku)));
        applied(id);

        var assigned = Sent.the("SeatAssigned.v1", "reason", BulkJob.reasonOf(id, 1));

        assertThat(assigned.actor()).isEqualTo(BulkStory.LENA);
        assertThat(assigned.causationId())
                .isEqualTo(Sent.the("BulkJobPlanned.v1", "bulkJob", id).id());
        assertThat(Envelopes.body(assigned).path("reasonType").asText()).isEqualTo("BULK");
    }

    @Test
    void whoeverWaitsWaitsInTheOrderOfTheFile() {
        String sku = ledger.aProduct(0);
        Holder[] people = {story.employee(), story.employee(), story.employee()};
        UUID id = idOf(plan(row(people[2], sku), row(people[0], sku), row(people[1], sku)));
        applied(id);

        ledger.resize(sku, 1);

        assertThat(ledger.holders(sku)).containsExactly(people[2].id());
        assertThat(ledger.line(sku)).containsExactly(BulkJob.reasonOf(id, 2), BulkJob.reasonOf(id, 3));
    }

    @Test
    void thePlanKnowsThatASubscriptionHasEnded() {
        String sku = ledger.aProduct(1);
        Holder ada = story.employee();
        BulkStory.lena()
                .contentType("application/json")
                .body("{\"state\": \"ENDED\"}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(200);

        var planned = plan(row(ada, sku));

        planned.then()
                .body("plan.rejected", equalTo(1))
                .body("plan.waits", equalTo(0))
                .body("plan.rejections[0].code", equalTo("SUBSCRIPTION_ENDED"));
        applied(idOf(planned));
        assertThat(BulkStory.results(idOf(planned)).toString()).contains("REJECTED");
    }

    @Test
    void whoWaitsForAJobHearsHowFarItHasCome() {
        UUID id = idOf(plan(row(story.employee(), ledger.aProduct(1))));
        String tag = BulkStory.lena()
                .get("/api/bulk-jobs/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        BulkStory.lena()
                .header("If-None-Match", tag)
                .get("/api/bulk-jobs/{id}", id)
                .then()
                .statusCode(304);

        var waiting = CompletableFuture.supplyAsync(() -> BulkStory.lena()
                .header("If-None-Match", tag)
                .header("Prefer", "wait=5")
                .get("/api/bulk-jobs/{id}", id));
        applied(id);

        // it may be heard of as running, or as done already
        waiting.join().then().statusCode(200).body("state", not(equalTo("PLANNED")));
    }

    @Test
    void applyingAgainGivesNothingTwice() {
        String sku = ledger.aProduct(3);
        Holder ada = story.employee();
        UUID id = idOf(plan(row(ada, sku)));
        applied(id);

        posting().post("/api/bulk-jobs/{id}/apply", id).then().statusCode(202).body("state", equalTo("DONE"));

        assertThat(ledger.pool(sku).used()).isEqualTo(1);
        assertThat(Sent.typesOf("reason", BulkJob.reasonOf(id, 1))).containsExactly("SeatAssigned.v1");
    }

    @Test
    void theSameFileAgainFindsEverythingHeld() {
        String sku = ledger.aProduct(2);
        Holder ada = story.employee();
        Holder ben = story.employee();
        applied(idOf(plan(row(ada, sku), row(ben, sku))));

        JsonPath again = applied(idOf(plan(row(ada, sku), row(ben, sku))));

        assertThat(again.getInt("assigned")).isZero();
        assertThat(again.getInt("alreadyHeld")).isEqualTo(2);
        assertThat(ledger.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 2, 0));
    }

    @Test
    void anUndoneJobTakesBackWhatItGaveAndNothingElse() {
        String sku = ledger.aProduct(2);
        Holder ada = story.employee();
        Holder ben = story.employee();
        Holder cem = story.employee();
        Holder dora = LedgerStory.somebody();
        ledger.grant(ledger.aGrant(sku, ada));
        UUID id = idOf(plan(row(ada, sku), row(ben, sku), row(cem, sku), row(ben, sku)));
        applied(id);
        ledger.grant(ledger.aGrant(sku, dora));

        JsonPath undone = undone(id);

        assertThat(undone.getInt("ended")).isEqualTo(3);
        assertThat(ledger.holders(sku)).containsExactlyInAnyOrder(ada.id(), dora.id());
        assertThat(ledger.pool(sku)).isEqualTo(new PoolNumbers(sku, 2, 2, 0));
        assertThat(Sent.typesOf("reason", BulkJob.reasonOf(id, 1))).containsExactly("ReasonAdded.v1", "ReasonEnded.v1");
        var released = Sent.the("SeatReleased.v1", "reason", BulkJob.reasonOf(id, 2));
        assertThat(released.actor()).isEqualTo(BulkStory.LENA);
        assertThat(Envelopes.body(released).at("/cause/code").asText()).isEqualTo("UNDONE");
        var fact = Sent.the("BulkJobUndone.v1", "bulkJob", id);
        Contracts.assertKept(fact);
        posting().post("/api/bulk-jobs/{id}/undo", id).then().statusCode(202).body("state", equalTo("UNDONE"));
        posting().post("/api/bulk-jobs/{id}/apply", id).then().statusCode(409).body("code", equalTo("ALREADY_UNDONE"));
    }

    @Test
    void aPlanIsDiscardedAndWhatWasAppliedIsNot() {
        String sku = ledger.aProduct(1);
        UUID unwanted = idOf(plan(row(story.employee(), sku)));
        UUID done = idOf(plan(row(story.employee(), sku)));
        applied(done);

        lena().delete("/api/bulk-jobs/{id}", unwanted).then().statusCode(204);

        lena().get("/api/bulk-jobs/{id}", unwanted).then().statusCode(404);
        lena().delete("/api/bulk-jobs/{id}", unwanted).then().statusCode(404);
        lena().delete("/api/bulk-jobs/{id}", done)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("undo it"));
        var fact = Sent.the("BulkJobDiscarded.v1", "bulkJob", unwanted);
        Contracts.assertKept(fact);
        assertThat(fact.actor()).isEqualTo(BulkStory.LENA);
    }

    @Test
    void whatARowNeedsIsGivenBeforeItHoweverTheFileIsSorted() {
        String base = ledger.aProduct(1);
        String middle = ledger.aProduct(5);
        String top = ledger.aProduct(5);
        define(middle, "\"requires\": [\"" + base + "\"]");
        define(top, "\"requires\": [\"" + middle + "\"]");
        Holder ada = story.employee();
        Holder ben = story.employee();

        UUID id = idOf(
                plan(row(ada, top), row(ada, middle), row(ada, base), row(ben, middle), row(ben, base), row(ada, top)));

        assertThat(job(id).getInt("plan.gains")).isEqualTo(3);
        assertThat(job(id).getInt("plan.waits")).isEqualTo(1);
        assertThat(job(id).getInt("plan.rejected")).isEqualTo(1);
        applied(id);
        assertThat(results(id).stream().map(line -> line.split(",")[0] + " " + line.split(",")[4]))
                .containsExactly(
                        "2 ASSIGNED", "3 ASSIGNED", "4 ASSIGNED", "5 REJECTED", "6 WAITLISTED", "7 ALREADY_HELD");
        assertThat(undone(id).getInt("ended")).isEqualTo(4);
    }

    @Test
    void aFilterTakesStarsAsTheRulesOfGroupsDo() {
        String sku = ledger.aProduct(5);
        String half = department.substring(0, department.length() - 5);
        Holder ada = story.employee(department, "Senior Engineer", null);
        story.employee(department, "Engineer_1", null);
        story.employee("Sales of " + department, "Senior Engineer", null);

        UUID id = idOf(filter("{\"filter\": {\"department\": \"%s*\", \"title\": \"senior*\"}, \"skus\": [\"%s\"]}"
                .formatted(half, sku)));

        applied(id);
        assertThat(ledger.holders(sku)).containsExactly(ada.id());
        filter("{\"filter\": {\"department\": \"%s\", \"title\": \"Engineer%%\"}, \"skus\": [\"%s\"]}"
                        .formatted(department, sku))
                .then()
                .statusCode(400);
        filter("{\"filter\": {\"department\": \"*\", \"title\": \"**\"}, \"skus\": [\"%s\"]}".formatted(sku))
                .then()
                .statusCode(400)
                .body("detail", containsString("Say whom"));
    }

    @Test
    void aDayThatIsNoneIsShownAsItWasWritten() {
        String sku = ledger.aProduct(1);
        Holder ada = story.employee();
        UUID id = idOf(csv("email,sku,ends_on\n" + ada.email() + "," + sku + ",31.12.2027\n"));

        lena().get("/bulk/{id}", id).then().body(containsString("until “31.12.2027”"));
        applied(id);

        assertThat(results(id))
                .containsExactly("2," + ada.email() + "," + sku
                        + ",31.12.2027,REJECTED,\"\"\"31.12.2027\"\" is no date such as 2027-06-30\"");
    }

    @Test
    void whatWasNeverAppliedCannotBeUndone() {
        UUID id = idOf(plan(row(story.employee(), ledger.aProduct(1))));

        posting()
                .post("/api/bulk-jobs/{id}/undo", id)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("NOTHING_GIVEN"));
    }

    @Test
    void aWorldThatChangedHasToBeConfirmed() {
        String sku = ledger.aProduct(2);
        Holder ada = story.employee();
        Holder ben = story.employee();
        UUID id = idOf(plan(row(ada, sku), row(ben, sku)));
        ledger.grant(ledger.aGrant(sku, LedgerStory.somebody()));

        String fingerprint = posting()
                .post("/api/bulk-jobs/{id}/apply", id)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("WORLD_CHANGED"))
                .body("detail", containsString("would have to wait instead of 0"))
                .body("difference.rows.email", contains(ben.email()))
                .body("difference.rows[0].before", equalTo("ASSIGNED"))
                .body("difference.rows[0].now", equalTo("WAITLISTED"))
                .body("plan.waits", equalTo(1))
                .extract()
                .jsonPath()
                .getString("fingerprint");
        posting().post("/api/bulk-jobs/{id}/apply", id).then().statusCode(409);
        assertThat(job(id).getString("state")).isEqualTo("PLANNED");
        confirming(id, "another").then().statusCode(409);
        assertThat(job(id).getString("difference.sentences[0]")).isNotBlank();
        posting()
                .body("{\"confirm\": \"another\"}")
                .post("/api/bulk-jobs/{id}/apply", id)
                .then()
                .statusCode(409);
        confirming(id, fingerprint).then().statusCode(202);
        JsonPath done = BulkStory.when(id, "DONE");

        assertThat(done.getInt("assigned")).isEqualTo(1);
        assertThat(done.getInt("waitlisted")).isEqualTo(1);
        assertThat(done.getString("difference")).isNull();
    }

    @Test
    void whatOthersDidThatChangesNothingForTheJobNeedsNoConfirmation() {
        String sku = ledger.aProduct(5);
        UUID id = idOf(plan(row(story.employee(), sku)));
        ledger.grant(ledger.aGrant(sku, LedgerStory.somebody()));

        JsonPath done = applied(id);

        assertThat(done.getInt("assigned")).isEqualTo(1);
    }

    @Test
    void anotherPriceIsAnotherPlan() {
        String sku = aPricedProduct(1);
        UUID id = idOf(plan(row(story.employee(), sku)));
        lena().contentType("application/json")
                .body("{\"name\": \"Dearer\", \"monthlyPrice\": 30, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku);

        posting()
                .post("/api/bulk-jobs/{id}/apply", id)
                .then()
                .statusCode(409)
                .body("detail", containsString("€30.00 a month instead of €28.10"));
    }

    @Test
    void aFilterGivesEachProductToWhomeverItFits() {
        String visio = ledger.aProduct(5);
        String project = ledger.aProduct(5);
        Holder boss = story.employee();
        Holder ada = story.employee(department, "Engineer", boss.id());
        Holder ben = story.employee(department.toUpperCase(), "Engineer", boss.id());
        story.employee(department, "Director", boss.id());
        story.employee(department, "Engineer", null);
        story.leaves(story.employee(department, "Engineer", boss.id()));
        UUID id = idOf(filter("""
                {"filter": {"department": "%s", "title": "engineer", "manager": "%s"}, "skus": ["%s", "%s"]}""".formatted(department, boss.email(), visio, project)));

        JsonPath done = applied(id);

        assertThat(done.getInt("total")).isEqualTo(4);
        assertThat(done.getInt("assigned")).isEqualTo(4);
        assertThat(ledger.holders(visio)).containsExactlyInAnyOrder(ada.id(), ben.id());
        assertThat(ledger.holders(project)).containsExactlyInAnyOrder(ada.id(), ben.id());
    }

    @Test
    void aFilterMayNameAGroup() {
        String sku = ledger.aProduct(5);
        Holder ada = story.employee();
        Holder gone = story.employee();
        String group = story.group(ada, gone);
        story.leaves(gone);
        story.employee();

        JsonPath done =
                applied(idOf(filter("{\"filter\": {\"group\": \"%s\"}, \"skus\": [\"%s\"]}".formatted(group, sku))));

        assertThat(done.getInt("total")).isEqualTo(1);
        assertThat(ledger.holders(sku)).containsExactly(ada.id());
        filter("{\"filter\": {\"group\": \"no-such\"}, \"skus\": [\"%s\"]}".formatted(sku))
                .then()
                .statusCode(400)
                .body("detail", containsString("There is no group no-such"));
    }

    @Test
    void whoFitsAFilterOnlySinceOrNoLongerIsADifference() {
        String sku = ledger.aProduct(5);
        Holder ada = story.employee(department, null, null);
        Holder ben = story.employee(department, null, null);
        UUID id = idOf(filter("{\"filter\": {\"department\": \"%s\"}, \"skus\": [\"%s\"]}".formatted(department, sku)));
        story.moves(ada, "Elsewhere");
        Holder cem = story.employee(department, null, null);

        JsonPath refused = posting()
                .post("/api/bulk-jobs/{id}/apply", id)
                .then()
                .statusCode(409)
                .body("difference.rows.email", hasItem(ada.email()))
                .body("difference.rows.email", hasItem(cem.email()))
                .extract()
                .jsonPath();
        confirming(id, refused.getString("fingerprint")).then().statusCode(202);
        JsonPath done = BulkStory.when(id, "DONE");

        assertThat(ledger.holders(sku)).containsExactlyInAnyOrder(ben.id(), cem.id());
        assertThat(done.getInt("total")).isEqualTo(3);
        assertThat(done.getInt("rejected")).isEqualTo(1);
        assertThat(results(id)).anySatisfy(line -> assertThat(line).contains(ada.email(), "no longer fits the filter"));
    }

    @Test
    void whatCannotBeUsedIsRefusedWithASentence() {
        csv("email,sku\nada@example.org,\"open\n")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("line", equalTo(2))
                .body("cause", containsString("no CSV"))
                .body("detail", containsString("Line 2"));
        csv("nonsense").then().statusCode(400).body("line", equalTo(1));
        lena().contentType("text/csv").post("/api/bulk-jobs").then().statusCode(400);
        filter("{\"filter\": {}, \"skus\": [\"X\"]}")
                .then()
                .statusCode(400)
                .body("violations.field", contains("filter"));
        filter("{\"skus\": [\"X\"]}").then().statusCode(400);
        filter("{\"filter\": {\"department\": \"%s\"}}".formatted(department))
                .then()
                .statusCode(400);
        filter("{\"filter\": {\"department\": \"%s\"}, \"skus\": [\"X\"]}".formatted(department))
                .then()
                .statusCode(400)
                .body("detail", containsString("Nobody fits"));
        filter("{\"filter\": {\"office\": \"Rotterdam\"}, \"skus\": [\"X\"]}")
                .then()
                .statusCode(400);
        lena().get("/api/bulk-jobs/{id}", UUID.randomUUID()).then().statusCode(404);
        posting().post("/api/bulk-jobs/{id}/apply", UUID.randomUUID()).then().statusCode(404);
        posting().post("/api/bulk-jobs/{id}/undo", UUID.randomUUID()).then().statusCode(404);
        lena().get("/api/bulk-jobs/{id}/results", UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void applyIsUnderstoodWithAnyKindOfEmptyBody() throws Exception {
        UUID id = idOf(plan(row(story.employee(), ledger.aProduct(3))));

        assertThat(sentWithoutContentType("/api/bulk-jobs/" + id + "/apply")).isEqualTo(202);
        posting().post("/api/bulk-jobs/{id}/apply", id).then().statusCode(202);
        posting().body("{}").post("/api/bulk-jobs/{id}/apply", id).then().statusCode(202);
        posting()
                .body("{\"confirmed\": true}")
                .post("/api/bulk-jobs/{id}/apply", id)
                .then()
                .statusCode(400);
        assertThat(sentWithoutContentType("/api/bulk-jobs/" + id + "/undo")).isEqualTo(202);
    }

    private static int sentWithoutContentType(String path) throws Exception {
        var address = java.net.URI.create(
                io.restassured.RestAssured.baseURI + ":" + io.restassured.RestAssured.port + "/assignments" + path);
        var request = java.net.http.HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + Tokens.of(BulkStory.LENA, "license-admin"))
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .build();
        return java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void resultsAreSafeInASpreadsheet() {
        UUID id = idOf(csv("email,sku\n\"=cmd|' /C calc'!A0\",@SUM(1)\n"));
        applied(id);

        assertThat(results(id)).singleElement().asString().contains("'=cmd|", "'@SUM(1)");
    }

    @Test
    void jobsAreListedTheYoungestFirstPageByPage() {
        String sku = ledger.aProduct(1);
        UUID older = idOf(plan(row(story.employee(), sku)));
        UUID younger = idOf(plan(row(story.employee(), sku)));

        var page = lena().get("/api/bulk-jobs?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(page.getUUID("items[0].id")).isEqualTo(younger);
        lena().get("/api/bulk-jobs?limit=1&cursor={cursor}", page.getString("next"))
                .then()
                .body("items.id", contains(older.toString()));
    }

    @Test
    void conflictsArePlannedAsTheLedgerWillJudgeThem() {
        String base = ledger.aProduct(5);
        String addOn = ledger.aProduct(5);
        String rival = ledger.aProduct(5);
        define(addOn, "\"requires\": [\"" + base + "\"]");
        define(rival, "\"excludes\": [\"" + base + "\"]");
        Holder ada = story.employee();
        Holder ben = story.employee();
        UUID id = idOf(plan(row(ada, base), row(ada, addOn), row(ben, addOn), row(ada, rival), row(ben, rival)));
        JsonPath planned = job(id);

        JsonPath done = applied(id);

        assertThat(planned.getInt("plan.gains")).isEqualTo(3);
        assertThat(planned.getList("plan.rejections.code")).containsExactly("EXCLUDED", "MISSING_PREREQUISITE");
        assertThat(done.getInt("assigned")).isEqualTo(3);
        assertThat(done.getInt("rejected")).isEqualTo(2);
    }

    private void define(String sku, String rules) {
        lena().contentType("application/json")
                .body("{\"name\": \"Product " + sku + "\", " + rules + "}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);
    }

    private static io.restassured.response.Response confirming(UUID id, String fingerprint) {
        return lena().contentType("application/json")
                .body("{\"fingerprint\": \"" + fingerprint + "\"}")
                .post("/api/bulk-jobs/{id}/apply", id);
    }

    private String aPricedProduct(int seats) {
        String sku = ledger.aProduct(seats);
        lena().contentType("application/json")
                .body("{\"name\": \"Priced\", \"monthlyPrice\": 28.10, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200)
                .body("name", not(equalTo("")));
        return sku;
    }
}
