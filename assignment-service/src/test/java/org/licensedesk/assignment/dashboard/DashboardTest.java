package org.licensedesk.assignment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
    void aDayIsWrittenOnceAndTheLatestLookCounts() {
        String sku = story.aProduct(3);
        days.writeDown();
        story.grant(story.aGrant(sku, LedgerStory.somebody()));

        days.writeDown();
        days.writeDown();

        List<PoolDay> written = database.read(handle -> days.bySku(handle).get(sku));
        assertThat(written).singleElement().isEqualTo(new PoolDay(sku, days.today(), 3, 1, 0));
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
