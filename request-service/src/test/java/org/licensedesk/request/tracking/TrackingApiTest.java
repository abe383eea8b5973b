package org.licensedesk.request.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;

@QuarkusTest
class TrackingApiTest {
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
    void oneSeesWhatOneAskedForAndWhatOthersAskedForOne() {
        var own = world.requestOf(kevin, plan);
        var forHim = world.requestOf(grace, world.product("Visio", 1, 0), kevin);
        world.requestOf(grace, plan);

        Tokens.as(kevin.email())
                .get("/api/requests")
                .then()
                .statusCode(200)
                .body("items.id", contains(forHim, own))
                .body("next", nullValue())
                .body("items[0]", not(hasKey("timeline")));
        Tokens.as(grace.email()).get("/api/requests").then().body("items.id", hasItem(forHim));
    }

    @Test
    void whoWaitsForNewsOfARequestHearsThem() {
        var id = world.requestOf(kevin, plan);
        var tag = Tokens.as(kevin.email())
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        Tokens.as(kevin.email())
                .header("If-None-Match", tag)
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(304);

        var waiting = CompletableFuture.supplyAsync(() -> Tokens.as(kevin.email())
                .header("If-None-Match", tag)
                .header("Prefer", "wait=5")
                .get("/api/requests/{id}", id));
        world.withdraw(kevin, id);

        waiting.join().then().statusCode(200).body("status", equalTo("WITHDRAWN"));
    }

    @Test
    void nobodyWaitsForNewsOfWhatIsNotTheirs() {
        var id = world.requestOf(kevin, plan);

        Tokens.as(world.someone("Noah").email())
                .header("If-None-Match", "\"0\"")
                .header("Prefer", "wait=5")
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(404);
    }

    @Test
    void theListIsNarrowedByStatusProductAndRequester() {
        var first = world.requestOf(kevin, plan);
        var other = world.requestOf(kevin, world.product("Visio", 1, 0));
        world.withdraw(kevin, other);

        var kevins = Tokens.as(kevin.email());
        kevins.get("/api/requests?status=SUBMITTED").then().body("items.id", contains(first));
        Tokens.as(kevin.email()).get("/api/requests?status=withdrawn").then().body("items.id", contains(other));
        Tokens.as(kevin.email())
                .get("/api/requests?sku={sku}", plan.sku())
                .then()
                .body("items.id", contains(first));
        Tokens.as(kevin.email())
                .get("/api/requests?requester={email}", grace.email())
                .then()
                .body("items", hasSize(0));
        Tokens.as(kevin.email()).get("/api/requests?status=NONSENSE").then().statusCode(400);
    }

    @Test
    void administratorsAndAuditorsSeeAllRequests() {
        var one = world.requestOf(kevin, plan);
        var other = world.requestOf(grace, plan);

        for (var role : List.of("license-admin", "auditor")) {
            Tokens.as("somebody@example.org", role)
                    .get("/api/requests?sku={sku}", plan.sku())
                    .then()
                    .body("items.id", contains(other, one));
            Tokens.as("somebody@example.org", role)
                    .get("/api/requests?requester={email}&status=SUBMITTED", kevin.email())
                    .then()
                    .body("items.requester.email", everyItem(org.hamcrest.Matchers.equalTo(kevin.email())))
                    .body("items.id", contains(one));
        }
    }

    @Test
    void pagesFollowEachOtherWithoutHolesOrDoubles() {
        var asked = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            asked.add(0, world.requestOf(kevin, world.product("Product " + i, 1, 0)));
        }

        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = Tokens.as(kevin.email())
                    .get("/api/requests?limit=3&cursor={cursor}", cursor)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.id"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).isEqualTo(asked);
    }

    @Test
    void rubbishAsCursorOrLimitIsRefused() {
        Tokens.as(kevin.email()).get("/api/requests?cursor=rubbish").then().statusCode(400);
        Tokens.as(kevin.email()).get("/api/requests?limit=201").then().statusCode(400);
    }

    @Test
    void aRequestIsSeenByThoseItBelongsToAndByThoseWhoWatch() {
        var id = world.requestOf(grace, plan, kevin);

        Tokens.as(grace.email()).get("/api/requests/{id}", id).then().statusCode(200);
        Tokens.as(kevin.email()).get("/api/requests/{id}", id).then().statusCode(200);
        Tokens.as("lena@example.org", "license-admin")
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(200);
        Tokens.as("amara@example.org", "auditor")
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(200);
        Tokens.as(world.someone("Omar").email())
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(404);
    }
}
