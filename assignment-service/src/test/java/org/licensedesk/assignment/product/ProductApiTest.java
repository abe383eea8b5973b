package org.licensedesk.assignment.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ProductApiTest {

    private final String sku = "SKU-" + Ids.next();

    @Test
    void aNewProductIsAnsweredWith201AndHasAnEmptyPool() {
        asAdministrator()
                .body("""
                        {"name": "Project Plan 3", "monthlyPrice": 28.10, "currency": "eur"}""")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/assignments/api/products/" + sku))
                .body("sku", equalTo(sku))
                .body("monthlyPrice", equalTo(28.1f))
                .body("currency", equalTo("EUR"))
                .body("requestable", equalTo(true))
                .body("purchased", equalTo(0))
                .body("used", equalTo(0))
                .body("free", equalTo(0))
                .body("waiting", equalTo(0));

        assertThat(Sent.typesOf("product", sku)).containsExactly("ProductDefined.v1");
        assertThat(Sent.the("ProductDefined.v1", "product", sku).actor()).isEqualTo("lena.fischer@example.org");
        Contracts.assertKept(Sent.the("ProductDefined.v1", "product", sku));
        Contracts.assertKept(Sent.the("Product.v1", "productState", sku));
    }

    @Test
    void aChangedDefinitionIsAnsweredWith200AndEmptiesWhatIsLeftOut() {
        aProduct();

        asAdministrator()
                .body("{\"name\": \"Renamed\", \"requestable\": false}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"))
                .body("monthlyPrice", nullValue())
                .body("requestable", equalTo(false));

        assertThat(Sent.typesOf("product", sku)).containsExactly("ProductDefined.v1", "ProductDefined.v1");
    }

    @Test
    void theSameDefinitionAgainIsNoFact() {
        aProduct();

        asAdministrator()
                .body("{\"name\": \"Visio Plan 2\", \"monthlyPrice\": 15, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(200);

        assertThat(Sent.typesOf("product", sku)).containsExactly("ProductDefined.v1");
    }

    @Test
    void aDefinitionIsRefusedFieldByField() {
        asAdministrator()
                .body("{\"name\": \" \", \"monthlyPrice\": -1, \"currency\": \"euros\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem("name"))
                .body("violations.field", hasItem("monthlyPrice"))
                .body("violations.field", hasItem("currency"));
    }

    @Test
    void aPriceWithoutACurrencyIsRefused() {
        asAdministrator()
                .body("{\"name\": \"Visio\", \"monthlyPrice\": 3}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("currency"));
    }

    @Test
    void halfACharacterInANameIsRefused() {
        asAdministrator()
                .body("{\"name\": \"x\\ud800\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("name"));
        asAdministrator()
                .body("{\"name\": \"x\", \"roles\": [\"Reader\", \"x\\ud800\"]}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("roles[1]"));
    }

    @Test
    void anUnknownFieldIsRefused() {
        asAdministrator()
                .body("{\"name\": \"Visio\", \"used\": 3}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aSkuMayHaveBlanksInside() {
        String odd = "Microsoft 365 A3 " + sku;

        asAdministrator()
                .body("{\"name\": \"A3\"}")
                .put("/api/products/{sku}", odd)
                .then()
                .statusCode(201)
                .header("Location", containsString("Microsoft%20365%20A3%20"));
        Tokens.as("kevin.brown@example.org")
                .get("/api/products/{sku}", odd)
                .then()
                .statusCode(200)
                .body("sku", equalTo(odd));
    }

    @Test
    void anUnknownProductIsNotFound() {
        Tokens.as("kevin.brown@example.org")
                .get("/api/products/{sku}", sku)
                .then()
                .statusCode(404);
        asAdministrator()
                .body("{\"purchased\": 3}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(404);
    }

    @Test
    void boughtSeatsAreFree() {
        aProduct();

        asAdministrator()
                .body("{\"purchased\": 40}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(200)
                .body("purchased", equalTo(40))
                .body("free", equalTo(40));

        var resized = Sent.the("PoolResized.v1", "product", sku);
        Contracts.assertKept(resized);
        assertThat(Envelopes.body(resized).path("poolSequence").asLong()).isEqualTo(1);
        assertThat(Sent.of("productState", sku)).hasSize(2);
    }

    @Test
    void aNonsensicalPoolIsRefused() {
        aProduct();

        for (String body :
                new String[] {"{}", "{\"purchased\": -1}", "{\"purchased\": 99999999}", "{\"purchased\": null}"}) {
            asAdministrator()
                    .body(body)
                    .put("/api/products/{sku}/pool", sku)
                    .then()
                    .statusCode(400)
                    .body("violations[0].field", equalTo("purchased"));
        }
        asAdministrator()
                .body("{\"purchased\": \"many\"}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void theApiIsDescribedWithExamples() {
        io.restassured.RestAssured.get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItem("/assignments/api/products/{sku}/pool"))
                .body("paths.keySet()", hasItem("/assignments/api/seats/{id}"))
                .body(containsString("PROJECT_PLAN3"))
                .body("paths['/assignments/api/products'].post.parameters.name", hasItem("strict"));
    }

    @Test
    void anEmployeeDefinesNothing() {
        Tokens.as("kevin.brown@example.org")
                .contentType("application/json")
                .body("{\"name\": \"Visio\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    private void aProduct() {
        asAdministrator()
                .body("{\"name\": \"Visio Plan 2\", \"monthlyPrice\": 15.00, \"currency\": \"EUR\"}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin").contentType("application/json");
    }
}
