package org.licensedesk.assignment.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class PackagesTest {

    private static final String LENA = "lena.fischer@example.org";
    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    LedgerStory story;

    private final String id = "KIT-" + Ids.next();
    private String visio;
    private String project;

    @BeforeEach
    void twoProducts() {
        visio = priced("14.00", "EUR");
        project = priced("28.10", "EUR");
    }

    @Test
    void aPackageIsDefinedOnceAndToldToAll() {
        puts(id, definition(visio, project))
                .statusCode(201)
                .header("Location", endsWith("/assignments/api/packages/" + id))
                .body("id", equalTo(id))
                .body("skus", contains(visio, project))
                .body("validDays", equalTo(90))
                .body("monthlyPrices[0].amount", equalTo(42.10f))
                .body("monthlyPrices[0].currency", equalTo("EUR"))
                .body("parts.free", contains(0, 0));
        puts(id, definition(visio, project)).statusCode(200);

        Contracts.assertKept(Sent.the("PackageDefined.v1", "package", id));
        Contracts.assertKept(Sent.the("Package.v1", "packageState", id));
        assertThat(Sent.the("PackageDefined.v1", "package", id).actor()).isEqualTo(LENA);
    }

    @Test
    void aChangeIsToldAgain() {
        puts(id, definition(visio, project)).statusCode(201);
        puts(id, definition(project)).statusCode(200).body("skus", contains(project));

        assertThat(Sent.typesOf("package", id)).containsExactly("PackageDefined.v1", "PackageDefined.v1");
        Tokens.as("kevin@example.org").get("/api/packages/" + id).then().body("skus", contains(project));
        Tokens.as("kevin@example.org").get("/api/packages?limit=200").then().body("items.id", hasItem(id));
    }

    @Test
    void aDeletedPackageIsGoneUntilItIsDefinedAgain() {
        puts(id, definition(visio)).statusCode(201);
        asLena().delete("/api/packages/" + id).then().statusCode(204);

        asLena().get("/api/packages/" + id).then().statusCode(404);
        asLena().delete("/api/packages/" + id).then().statusCode(404);
        asLena().get("/packages").then().body(not(containsString(id)));
        Contracts.assertKept(Sent.the("PackageDeleted.v1", "package", id));
        assertThat(Envelopes.body(last("packageState")).get("deleted").asBoolean())
                .isTrue();
        puts(id, definition(visio)).statusCode(201);
        assertThat(Envelopes.body(last("packageState")).get("deleted").asBoolean())
                .isFalse();
    }

    @Test
    void whatAnotherPartNeedsComesFirst() {
        relates(project, Map.of("requires", List.of(visio)));

        puts(id, definition(project, visio)).statusCode(201).body("skus", contains(visio, project));
        puts(id, definition(project, visio)).statusCode(200);
        assertThat(Sent.typesOf("package", id)).hasSize(1);
    }

    @Test
    void productsThatExcludeEachOtherMakeNoPackage() {
        relates(project, Map.of("excludes", List.of(visio)));

        puts(id, definition(visio, project))
                .statusCode(400)
                .body("violations.field", contains("skus"))
                .body("violations[0].message", containsString("exclude each other"));
    }

    @Test
    void noPackageAndNoProductShareAnId() {
        puts(visio, definition(project)).statusCode(400).body("violations.field", contains("id"));
        puts(id, definition(project)).statusCode(201);

        asLena().contentType("application/json")
                .body(Map.of("name", "A product"))
                .put("/api/products/" + id)
                .then()
                .statusCode(400)
                .body("violations.field", contains("sku"));
        asLena().contentType("text/csv")
                .body("Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,"
                        + "Service_Plans_Included_Friendly_Names\nVisio," + id
                        + ",c5928f49-12ba-48f7-ada3-0d743a3601d5,V,2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f,V\n")
                .post("/api/products")
                .then()
                .statusCode(200)
                .body("added", equalTo(0))
                .body("rejected[0].cause", containsString("There is a package"));
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "name, 'two\nlines'",
        "validDays, 0",
        "validDays, 5000",
        "skus, ''",
        "skus, 'NO_SUCH_PRODUCT'",
        "skus, 'TWICE TWICE'"
    })
    void whatCannotBeUsedIsRefusedWithItsField(String field, String value) {
        Map<String, Object> body = new HashMap<>(definition(visio));
        body.put(
                field,
                field.equals("skus")
                        ? value.isEmpty() ? List.of() : List.of(value.split(" "))
                        : field.equals("validDays") ? Integer.valueOf(value) : value);

        puts(id, body).statusCode(400).body("violations.field", contains(field));
        asLena().get("/api/packages/" + id).then().statusCode(404);
    }

    @Test
    void theFormDefinesChangesAndDeletes() {
        form().formParam("id", id)
                .formParam("name", "Starter kit")
                .formParam("description", "For the first day")
                .formParam("skus", visio, "", project, "")
                .formParam("validDays", "30")
                .post("/packages/define")
                .then()
                .statusCode(303);
        asLena().get("/packages")
                .then()
                .statusCode(200)
                .body(containsString("Starter kit"))
                .body(containsString("€42.10"))
                .body(containsString("none bought"));
        asLena().get("/packages/" + id)
                .then()
                .body(containsString("30 days from the approval on"))
                .body(containsString("(" + project + ")\""));

        form().formParam("name", "Starter kit")
                .formParam("skus", visio, "NONE")
                .formParam("validDays", "x")
                .post("/packages/" + id)
                .then()
                .statusCode(400)
                .body(containsString("This is a number of days"))
                .body(containsString("value=\"NONE\""));
        form().formParam("name", "Starter kit")
                .formParam("skus", visio, "NONE")
                .post("/packages/" + id)
                .then()
                .statusCode(400)
                .body(containsString("There is no product NONE."));
        form().formParam("id", id)
                .formParam("name", "Again")
                .formParam("skus", visio)
                .post("/packages/define")
                .then()
                .statusCode(400)
                .body(containsString("There is a package " + id + " already."));
        form().post("/packages/" + id + "/deletion").then().statusCode(303);
        asLena().get("/packages/" + id).then().statusCode(404);
    }

    @Test
    void prerequisitesAreFoundOverSeveralSteps() {
        var relations = Map.of(
                "A", new Packages.Relations("A", List.of("B"), List.of()),
                "B", new Packages.Relations("B", List.of("C", "ELSEWHERE"), List.of()),
                "C", new Packages.Relations("C", List.of(), List.of()),
                "D", new Packages.Relations("D", List.of(), List.of()));

        assertThat(DefinePackage.prerequisitesFirst(List.of("D", "A", "B", "C"), relations))
                .containsExactly("D", "C", "B", "A");
        assertThat(Set.copyOf(DefinePackage.prerequisitesFirst(List.of("A", "B"), relations)))
                .containsExactlyInAnyOrder("A", "B");
    }

    private org.licensedesk.chassis.messaging.EventEnvelope last(String aggregate) {
        var sent = Sent.of(aggregate, id);
        return sent.get(sent.size() - 1);
    }

    private static Map<String, Object> definition(String... skus) {
        return Map.of(
                "name", "Starter kit", "description", "For the first day", "skus", List.of(skus), "validDays", 90);
    }

    private static ValidatableResponse puts(String id, Map<String, Object> body) {
        return asLena().contentType("application/json")
                .body(body)
                .put("/api/packages/{id}", id)
                .then();
    }

    private static String priced(String price, String currency) {
        String sku = "SKU-" + Ids.next();
        asLena().contentType("application/json")
                .body("{\"name\": \"Product " + sku + "\", \"monthlyPrice\": " + price + ", \"currency\": \"" + currency
                        + "\"}")
                .put("/api/products/" + sku)
                .then()
                .statusCode(201);
        return sku;
    }

    private static void relates(String sku, Map<String, Object> relations) {
        Map<String, Object> body = new HashMap<>(relations);
        body.put("name", "Product " + sku);
        asLena().contentType("application/json")
                .body(body)
                .put("/api/products/" + sku)
                .then()
                .statusCode(200);
    }

    private static RequestSpecification asLena() {
        return Tokens.as(LENA, "license-admin");
    }

    private static RequestSpecification form() {
        return asLena().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .cookie("csrf-token", CSRF)
                .formParam("csrf-token", CSRF);
    }
}
