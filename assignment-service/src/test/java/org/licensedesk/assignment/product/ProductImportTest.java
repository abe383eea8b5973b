package org.licensedesk.assignment.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ProductImportTest {

    private static final String HEADER =
            "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n";

    private final String sku = "IMPORTED-" + Ids.next();
    private final String other = "IMPORTED-" + Ids.next();

    @Test
    void newProductsAreAddedAndChangedOnesChanged() {
        post(row("One", sku, "P1") + row("Two", other, "P1"))
                .then()
                .statusCode(200)
                .body("added", equalTo(2))
                .body("changed", equalTo(0))
                .body("deactivated", equalTo(0))
                .body("rejected", empty());

        post(row("One", sku, "P1") + row("Two, renamed", other, "P1"))
                .then()
                .statusCode(200)
                .body("added", equalTo(0))
                .body("changed", equalTo(1))
                .body("unchanged", equalTo(1));

        assertThat(Sent.typesOf("product", sku)).containsExactly("ProductDefined.v1");
        assertThat(Sent.typesOf("product", other)).containsExactly("ProductDefined.v1", "ProductDefined.v1");
        var defined = Sent.of("product", other).get(1);
        Contracts.assertKept(defined);
        assertThat(defined.actor()).isEqualTo("lena.fischer@example.org");
        assertThat(Envelopes.body(Sent.of("productState", other).get(1))
                        .path("name")
                        .asText())
                .isEqualTo("Two, renamed");
    }

    @Test
    void anImportKeepsPricePoolAndWhetherItCanBeAskedFor() {
        var administrator =
                Tokens.as("lena.fischer@example.org", "license-admin").contentType("application/json");
        administrator
                .body("{\"name\": \"Old\", \"monthlyPrice\": 7.5, \"currency\": \"EUR\", \"requestable\": false}")
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(201);
        Tokens.as("lena.fischer@example.org", "license-admin")
                .contentType("application/json")
                .body("{\"purchased\": 3}")
                .put("/api/products/{sku}/pool", sku)
                .then()
                .statusCode(200);

        post(row("New", sku, "P1")).then().statusCode(200).body("changed", equalTo(1));

        Tokens.as("kevin.brown@example.org")
                .get("/api/products/{sku}", sku)
                .then()
                .body("name", equalTo("New"))
                .body("monthlyPrice", equalTo(7.5f))
                .body("requestable", equalTo(false))
                .body("purchased", equalTo(3));
    }

    @Test
    void rejectedRowsAreNamedAndTheOthersTaken() {
        post(row("", sku, "P1") + row("Good", other, "P1"))
                .then()
                .statusCode(200)
                .body("added", equalTo(1))
                .body("rejected.line", contains(2))
                .body("rejected.sku", contains(sku))
                .body("rejected.cause", contains("The product has no name."));

        assertThat(Sent.of("product", sku)).isEmpty();
    }

    @Test
    void strictlyOneRejectedRowRefusesTheWhole() {
        administrator()
                .body(HEADER + row("", sku, "P1") + row("Good", other, "P1"))
                .post("/api/products?strict")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("added", equalTo(0))
                .body("rejected.line", contains(2));

        assertThat(Sent.of("product", other)).isEmpty();
    }

    @Test
    void whatIsNoListIsRefusedWithTheLine() {
        post("nonsense").then().statusCode(200); // a short row in a good list is only rejected
        administrator()
                .body("email,sku\nada@example.org,VISIO\n")
                .post("/api/products")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("Line 1"));
        administrator().post("/api/products").then().statusCode(400);
    }

    @Test
    void theRealListIsImportedInOneGoAndAgainWithoutAChange() throws IOException {
        Path real = Path.of("../../shared/data/microsoft-products.csv");
        assumeThat(real).exists();
        byte[] list = Files.readAllBytes(real);

        administrator().body(list).post("/api/products").then().statusCode(200).body("rejected", empty());
        administrator()
                .body(list)
                .post("/api/products")
                .then()
                .statusCode(200)
                .body("added", equalTo(0))
                .body("changed", equalTo(0))
                .body("unchanged", equalTo(413));

        Tokens.as("kevin.brown@example.org")
                .get("/api/products/{sku}", "DYN365_ ENTERPRISE _RELATIONSHIP_SALES")
                .then()
                .statusCode(200);
    }

    private io.restassured.response.Response post(String rows) {
        return administrator().body(HEADER + rows).post("/api/products");
    }

    private static RequestSpecification administrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin").contentType("text/csv");
    }

    private static String row(String name, String sku, String plan) {
        String quoted = "\"" + name + "\"";
        return String.join(
                        ",",
                        quoted,
                        sku,
                        UUID.nameUUIDFromBytes(sku.getBytes()).toString(),
                        plan,
                        "604ec28a-ae18-4bc6-91b0-11da94504ba9",
                        plan)
                + "\n";
    }
}
