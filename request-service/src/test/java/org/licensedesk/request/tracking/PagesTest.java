package org.licensedesk.request.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

@QuarkusTest
class PagesTest {
    private static final Pattern LIVE = Pattern.compile("hx-get=\"/requests(/[^\"]*version=[^\"]*)\"");

    @Inject
    World world;

    Person grace;
    Person kevin;
    Product plan;

    @BeforeEach
    void somePeople() {
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        plan = world.product("Project <Plan> 3", 5, 3);
    }

    @Test
    void whoeverHasNothingIsToldWhatToDo() {
        Tokens.as(kevin.email())
                .get("/")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("You hold no license yet"),
                        containsString("You have asked for nothing yet"),
                        containsString("href=\"/requests/new\"")));
    }

    @Test
    void myLicensesAndRequestsStandInSentences() {
        var visio = world.product("Visio Plan 2", 1, 1);
        var seat = world.seatOf(kevin, visio);
        world.requestOf(kevin, plan);

        Tokens.as(kevin.email())
                .get("/")
                .then()
                .body(allOf(
                        containsString("Visio Plan 2"),
                        containsString("/assignments/seats/" + seat + "/return"),
                        containsString("Project &lt;Plan&gt; 3"),
                        containsString("on its way to whoever decides"),
                        not(containsString("SUBMITTED"))));
    }

    @Test
    void theLivePartIsSentOnlyWhenSomethingChanged() {
        var id = world.requestOf(kevin, plan);
        for (var page : new String[] {"/", "/" + id}) {
            var live = LIVE.matcher(Tokens.as(kevin.email()).get(page).asString());
            assertThat(live.find()).isTrue();
            world.untilHeard(id);
            Tokens.as(kevin.email()).get(live.group(1).replace("&amp;", "&"));

            var now = LIVE.matcher(Tokens.as(kevin.email()).get(page).asString());
            assertThat(now.find()).isTrue();
            Tokens.as(kevin.email())
                    .get(now.group(1).replace("&amp;", "&"))
                    .then()
                    .statusCode(204);
        }

        var before = LIVE.matcher(Tokens.as(kevin.email()).get("/" + id).asString());
        assertThat(before.find()).isTrue();
        world.withdraw(kevin, id);
        Tokens.as(kevin.email())
                .get(before.group(1).replace("&amp;", "&"))
                .then()
                .statusCode(200)
                .body(allOf(containsString("Withdrawn by"), not(containsString("<html"))));
    }

    @Test
    void aRequestShowsWhatWasAskedAndWhatHappened() {
        var id = world.requestOf(grace, plan, kevin);

        Tokens.as(kevin.email())
                .get("/" + id)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("asked for by " + grace.name()),
                        containsString("submitted the request"),
                        containsString("We need it for the migration."),
                        containsString("/requests/" + id + "/withdraw")));
    }

    @Test
    void anothersRequestLooksLikeNone() {
        var id = world.requestOf(kevin, plan);

        Tokens.as(grace.email()).get("/" + id).then().statusCode(404).body(containsString("There is no such request."));
        Tokens.as(grace.email()).get("/" + id + "/live").then().statusCode(404);
        Tokens.postingFormAs(grace.email()).post("/" + id + "/withdraw").then().statusCode(404);
    }

    @Test
    void theButtonWithdrawsAndReturnsToTheRequest() {
        var id = world.requestOf(kevin, plan);

        Tokens.postingFormAs(kevin.email())
                .formParam("reason", "No longer needed.")
                .post("/" + id + "/withdraw")
                .then()
                .statusCode(303)
                .header("Location", containsString("/requests/" + id));
        Tokens.as(kevin.email()).get("/" + id).then().body(containsString("No longer needed."));
    }

    @Test
    void administratorsSeeRequestsThatNobodyTookUp() {
        Tokens.as("lena@example.org", "license-admin")
                .get("/fragments/attention")
                .then()
                .statusCode(200)
                .body(not(containsString("<html")));
    }
}
