package org.licensedesk.request.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;

@QuarkusTest
class CatalogueApiTest {
    @Inject
    World world;

    @Inject
    Products products;

    @Inject
    Database database;

    private final String mark = "m" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void aProductShowsItsPriceAndSeats() {
        var product = world.product("Visio " + mark, 40, 28);

        Tokens.as(world.someone("Kevin").email())
                .get("/api/products?q={q}", "visio " + mark)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].sku", equalTo(product.sku()))
                .body("items[0].monthlyPrice", equalTo(28.10f))
                .body("items[0].currency", equalTo("EUR"))
                .body("items[0].purchased", equalTo(40))
                .body("items[0].free", equalTo(12))
                .body("items[0].waiting", equalTo(0));
    }

    @Test
    void whatThingsCostIsNoneOfAGuests() {
        var part = world.product("Visio " + mark, 40, 28);
        world.packageOf("Drawing " + mark, part);
        var guest = "guest-" + mark + "@example.net";

        Tokens.as(guest)
                .get("/api/products?q={q}", mark)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.monthlyPrice", everyItem(nullValue()))
                .body("items.currency", everyItem(nullValue()))
                .body("items.parts.flatten().monthlyPrice", everyItem(nullValue()))
                .body("items.parts.flatten()", hasSize(1));
        for (var role : List.of("license-admin", "auditor")) {
            Tokens.as(guest, role)
                    .get("/api/products?q={q}", mark)
                    .then()
                    .body("items.monthlyPrice", everyItem(notNullValue()));
        }
    }

    @Test
    void itIsFoundByItsPartsItsSkuAndWhatItIsForInAnyOrderAndSpelling() {
        var product = world.product("Crème Brûlée " + mark, 1, 0);
        database.doInTransaction(tx -> products.recordPurpose(tx, product.sku(), List.of("Draws flowcharts")));

        for (var q : List.of(
                mark + " creme", "BRÛLÉE " + mark, mark + " flowch", "draws " + mark, product.sku() + " " + mark)) {
            Tokens.as("kevin@example.org")
                    .get("/api/products?q={q}", q)
                    .then()
                    .body("items.sku", contains(product.sku()));
        }
        Tokens.as("kevin@example.org")
                .get("/api/products?q={q}", mark + " other")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void whatIsNamedSoComesBeforeWhatIsForIt() {
        var forIt = world.product("A " + mark, 1, 0);
        database.doInTransaction(tx -> products.recordPurpose(tx, forIt.sku(), List.of("flowcharts")));
        var named = world.product("Z flowcharts " + mark, 1, 0);

        Tokens.as("kevin@example.org")
                .get("/api/products?q={q}", "flowcharts " + mark)
                .then()
                .body("items.sku", contains(named.sku(), forIt.sku()));
    }

    @Test
    void whatCannotBeRequestedIsNotShown() {
        world.unrequestable("Hidden " + mark);

        Tokens.as("kevin@example.org").get("/api/products?q={q}", mark).then().body("items", hasSize(0));
    }

    @Test
    void pagesFollowEachOther() {
        var all = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            all.add(world.product("Same name " + mark, 1, 0).sku());
        }
        all.sort(null);

        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = Tokens.as("kevin@example.org")
                    .get("/api/products?limit=2&q={q}&cursor={cursor}", mark, cursor)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.sku"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }
}
