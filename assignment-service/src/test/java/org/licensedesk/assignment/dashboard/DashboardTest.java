package org.licensedesk.assignment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class DashboardTest {

    @Inject
    LedgerStory story;

    @Inject
    PoolDays days;

    @Inject
    Database database;

    @Test
    void everyFigureOfAProductIsShownWithTheTrendAndItsOutlook() {
        String sku = aPricedProduct(20);
        for (int used = 0; used < 9; used++) {
            wrote(sku, days.today().minusDays(10 - used), 20, used);
        }
        for (int seat = 0; seat < 10; seat++) {
            story.grant(story.aGrant(sku, LedgerStory.somebody()));
        }
        days.writeDown();

        String path = "items.find { it.sku == '" + sku + "' }.";
        asAdministrator()
                .get("/api/dashboard")
                .then()
                .statusCode(200)
                .body(path + "used", equalTo(10))
                .body(path + "purchased", equalTo(20))
                .body(path + "monthlyCost", equalTo(200.0f))
                .body(path + "idleCost", equalTo(100.0f))
                .body(path + "outlook", equalTo("RUNS_OUT"))
                .body(path + "runsOutOn", equalTo(days.today().plusDays(10).toString()));
        asAdministrator()
                .get("/dashboard")
                .then()
                .statusCode(200)
                .body(containsString("/assignments/products/" + sku))
                .body(containsString("10 now, 20 bought"));
    }

    @Test
    void seatsThatNobodyUsedForLongCostAsMuchAsFreeOnes() {
        String sku = aPricedProduct(3);
        Holder lazy = LedgerStory.somebody();
        story.grant(story.aGrant(sku, lazy), story.aGrant(sku, LedgerStory.somebody()));
        database.doInTransaction(tx -> {
            tx.execute("update seat set since = since - interval '100 days' where sku = ?", sku);
            tx.execute(
                    "insert into product_usage select sku, holder_id, ?, now() from seat where sku = ?",
                    days.today(),
                    sku);
            tx.execute(
                    "update product_usage set last_used_on = ? where sku = ? and holder_id = ?",
                    days.today().minusDays(60),
                    sku,
                    lazy.id());
        });

        String path = "items.find { it.sku == '" + sku + "' }.";
        asAdministrator()
                .get("/api/dashboard")
                .then()
                .body(path + "unused", equalTo(1))
                .body(path + "idleCost", equalTo(20.0f));
    }

    @Test
    void whatSeatsCostFollowsTheOrdersTheyWereBoughtBy() {
        String sku = aPricedProduct(0);
        order(sku, "PO-1", 3, "12.00");
        order(sku, "PO-2", 1, "8.00");
        story.grant(story.aGrant(sku, LedgerStory.somebody()), story.aGrant(sku, LedgerStory.somebody()));

        String path = "items.find { it.sku == '" + sku + "' }.";
        asAdministrator()
                .get("/api/dashboard")
                .then()
                .body(path + "monthlyCost", equalTo(44.0f))
                .body(path + "idleCost", equalTo(22.0f));
        asAdministrator().get("/products/{sku}", sku).then().body(containsString("€44.00"));
    }

    @Test
    void aSubscriptionThatHasEndedCostsNothing() {
        String sku = aPricedProduct(20);
        asAdministrator()
                .contentType("application/json")
                .body("{\"state\": \"ENDED\"}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(200);

        String path = "items.find { it.sku == '" + sku + "' }.";
        asAdministrator()
                .get("/api/dashboard")
                .then()
                .body(path + "purchased", equalTo(20))
                .body(path + "monthlyCost", equalTo(0.0f))
                .body(path + "idleCost", equalTo(0.0f));
        asAdministrator()
                .get("/products/{sku}", sku)
                .then()
                .body(containsString("the subscription has ended"))
                .body(not(containsString("€200.00")));
    }

    private void order(String sku, String number, int seats, String price) {
        asAdministrator()
                .contentType("application/json")
                .body("{\"orderNumber\": \"%s\", \"quantity\": %d, \"price\": %s, \"currency\": \"EUR\"}"
                        .formatted(number, seats, price))
                .post("/api/products/{sku}/lots", sku)
                .then()
                .statusCode(201);
    }

    @Test
    void aDayIsWrittenOnceAndTheLatestLookCounts() {
        String sku = story.aProduct(3);
        days.writeDown();
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        days.writeDown();
        days.writeDown();

        List<PoolDay> written = database.read(handle -> days.bySku(handle).get(sku));
        assertThat(written).singleElement().isEqualTo(new PoolDay(sku, days.today(), 3, 1, 0));
    }

    @Test
    void figuresOfEarlierDaysMakeAForecastAtOnceAndReplaceNothingThatWasCounted() {
        String sku = aPricedProduct(20);
        LocalDate counted = days.today().minusDays(1);
        wrote(sku, counted, 20, 3);
        StringBuilder file = new StringBuilder("day,sku,purchased,used\n");
        for (int week = 1; week <= 8; week++) {
            file.append(days.today().minusWeeks(week))
                    .append(',')
                    .append(sku)
                    .append(",20,")
                    .append(18 - 2 * week)
                    .append('\n');
        }
        file.append(counted).append(',').append(sku).append(",20,19\n");
        file.append(days.today()).append(',').append(sku).append(",20,19\n");
        file.append("someday,").append(sku).append(",20,19\n2026-01-05,NO_SUCH_SKU,1,1\n");

        var report = bring(file.toString());
        bring(file.toString());

        report.statusCode(200)
                .body("taken", equalTo(8))
                .body(
                        "rejected.cause",
                        org.hamcrest.Matchers.contains(
                                "That day was counted here.",
                                "Only days that are over can be brought in.",
                                "A day looks like 2026-11-22.",
                                "There is no product NO_SUCH_SKU."));
        List<PoolDay> known = database.read(handle -> days.bySku(handle).get(sku));
        assertThat(known).hasSize(9).contains(new PoolDay(sku, counted, 20, 3, 0));
        asAdministrator()
                .get("/api/dashboard")
                .then()
                .body("items.find { it.sku == '" + sku + "' }.outlook", equalTo("RUNS_OUT"));
        asAdministrator().get("/dashboard/past-days").then().statusCode(200).body(containsString("Bring them in"));
    }

    @Test
    void aListThatIsNoneIsRefusedWithTheLineAndTheCause() {
        bring("day;sku\n").statusCode(400).body("detail", containsString("Line 1"));
    }

    private static io.restassured.response.ValidatableResponse bring(String file) {
        return asAdministrator()
                .contentType("text/csv")
                .body(file)
                .post("/api/dashboard/past-days")
                .then();
    }

    private String aPricedProduct(int purchased) {
        String sku = story.aProduct(purchased);
        asAdministrator()
                .contentType("application/json")
                .body("{\"name\": \"Priced\", \"monthlyPrice\": 10, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);
        return sku;
    }

    private void wrote(String sku, LocalDate day, int purchased, int used) {
        database.doInTransaction(
                tx -> tx.execute("insert into pool_day values (?, ?, ?, ?, 0)", sku, day, purchased, used));
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }
}
