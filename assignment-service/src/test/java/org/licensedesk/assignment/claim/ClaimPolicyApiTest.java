package org.licensedesk.assignment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.licensedesk.assignment.claim.ClaimStory.LENA;
import static org.licensedesk.assignment.claim.ClaimStory.set;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ClaimPolicyApiTest {

    @Inject
    LedgerStory ledger;

    @Inject
    ClaimStory story;

    @Test
    void aProductNobodySpokeOfIsOff() {
        String sku = ledger.aProduct(1);

        policy(sku)
                .body("enabled", equalTo(false))
                .body("productName", equalTo("Product " + sku))
                .body("group", nullValue())
                .body("perDay", nullValue())
                .body("perDepartmentPerDay", nullValue())
                .body("backups", empty());
    }

    @Test
    void theCatalogueTellsWhoseGroupMayTakeIt() {
        String sku = ledger.aProduct(1);
        String group = story.groupOf();

        set(sku, "{\"enabled\": true, \"group\": \"" + group + "\"}").statusCode(200);
        var on = Sent.of("productState", sku);
        set(sku, "{\"enabled\": false, \"group\": \"" + group + "\"}").statusCode(200);
        var off = Sent.of("productState", sku);

        Contracts.assertKept(on.get(on.size() - 1));
        assertThat(Envelopes.body(on.get(on.size() - 1)).path("claimGroup").asText())
                .isEqualTo(group);
        assertThat(Envelopes.body(off.get(off.size() - 1)).path("claimGroup").isNull())
                .isTrue();
    }

    @Test
    void aPolicyIsKeptAndToldWithTheNamesOfWhatItSpeaksOf() {
        String sku = ledger.aProduct(1);
        String one = ledger.aProduct(1);
        String other = ledger.aProduct(1);

        set(sku, """
                {"enabled": true, "perDay": 10, "perDepartmentPerDay": 0, "backups": ["%s", "%s"]}""".formatted(other, one))
                .statusCode(200)
                .body("sku", equalTo(sku))
                .body("backups", contains(other, one));

        policy(sku)
                .body("enabled", equalTo(true))
                .body("perDay", equalTo(10))
                .body("perDepartmentPerDay", equalTo(0))
                .body("backups", contains(other, one));
        var told = Sent.the("ClaimPolicyChanged.v1", "claimPolicy", sku);
        Contracts.assertKept(told);
        assertThat(told.actor()).isEqualTo(LENA);
        assertThat(Envelopes.body(told).at("/backups/0/productName").asText()).isEqualTo("Product " + other);
    }

    @Test
    void aPolicyForAGroupNamesIt() {
        String sku = ledger.aProduct(1);
        String group = story.groupOf();
        String deleted = story.groupOf();
        story.deleteGroup(deleted);

        set(sku, "{\"enabled\": true, \"group\": \"" + group + "\"}")
                .statusCode(200)
                .body("group", equalTo(group));
        objection(sku, "{\"enabled\": true, \"group\": \"" + deleted + "\"}", "group", "no group " + deleted);

        assertThat(Envelopes.body(Sent.the("ClaimPolicyChanged.v1", "claimPolicy", sku))
                        .at("/group/name")
                        .asText())
                .isEqualTo("Members of " + group);
        asAdministrator().get("/claims").then().body(containsString("Members of " + group));
    }

    @Test
    void theSamePolicyAgainTellsNobody() {
        String sku = ledger.aProduct(1);
        set(sku, "{\"enabled\": true, \"perDay\": 3}").statusCode(200);

        set(sku, "{\"enabled\": true, \"perDay\": 3}").statusCode(200);

        assertThat(Sent.typesOf("claimPolicy", sku)).hasSize(1);
    }

    @Test
    void aForgottenPolicyIsOffAndItsEndIsTold() {
        String sku = ledger.aProduct(1);
        set(sku, "{\"enabled\": true, \"perDay\": 3}").statusCode(200);

        asAdministrator().delete("/api/claim-policies/{sku}", sku).then().statusCode(204);
        asAdministrator().delete("/api/claim-policies/{sku}", sku).then().statusCode(204);

        policy(sku).body("enabled", equalTo(false)).body("perDay", nullValue());
        var told = Sent.of("claimPolicy", sku);
        assertThat(told).hasSize(2);
        Contracts.assertKept(told.get(1));
        assertThat(Envelopes.body(told.get(1)).path("enabled").asBoolean()).isFalse();
    }

    @Test
    void whatCannotBeIsSaidFieldByField() {
        String sku = ledger.aProduct(1);
        String backup = ledger.aProduct(1);

        objection(sku, "{}", "enabled", "true or false");
        objection(sku, "{\"enabled\": true, \"perDay\": -1}", "perDay", "0 or more");
        objection(sku, "{\"enabled\": true, \"perDepartmentPerDay\": -1}", "perDepartmentPerDay", "0 or more");
        objection(sku, "{\"enabled\": true, \"group\": \"no-such-group\"}", "group", "no group no-such-group");
        objection(sku, "{\"enabled\": true, \"backups\": [\"%s\"]}".formatted(sku), "backups", "of itself");
        objection(sku, "{\"enabled\": true, \"backups\": [\"%1$s\", \"%1$s\"]}".formatted(backup), "backups", "once");
        objection(sku, "{\"enabled\": true, \"backups\": [\"NO-SUCH\"]}", "backups", "no product NO-SUCH");
        objection(sku, "{\"enabled\": true, \"backups\": [\"a\", \"b\", \"c\", \"d\", \"e\"]}", "backups", "at most 4");
        objection(sku, "{\"enabled\": true, \"backups\": [null]}", "backups", "sku of a product");
        set(sku, "{\"enabled\": true, \"perDay\": 2.5}").statusCode(400);
        set(sku, "{\"enabled\": true, \"perWeek\": 2}").statusCode(400);
        policy(sku).body("enabled", equalTo(false));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        String sku = ledger.aProduct(1);

        set(sku, "{\"perDay\": -1, \"perDepartmentPerDay\": -2, \"backups\": [\"%s\"]}".formatted(sku))
                .statusCode(400)
                .body("violations.field", contains("enabled", "perDay", "perDepartmentPerDay", "backups"));
    }

    @Test
    void noProductNoPolicy() {
        String none = "NONE-" + UUID.randomUUID();

        asAdministrator().get("/api/claim-policies/{sku}", none).then().statusCode(404);
        set(none, "{\"enabled\": true}").statusCode(404);
        asAdministrator().delete("/api/claim-policies/{sku}", none).then().statusCode(404);
    }

    @Test
    void theListComesInPagesThatNeitherRepeatNorForget() {
        List<String> skus = List.of(ledger.aProduct(1), ledger.aProduct(1), ledger.aProduct(1));
        skus.forEach(sku -> set(sku, "{\"enabled\": true}").statusCode(200));

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = asAdministrator()
                    .get("/api/claim-policies?limit=2&cursor={cursor}", cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.sku", String.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).containsAll(skus).doesNotHaveDuplicates();
    }

    private static void objection(String sku, String policy, String field, String words) {
        set(sku, policy)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains(field))
                .body("violations.message", hasItem(containsString(words)));
    }

    private static io.restassured.response.ValidatableResponse policy(String sku) {
        return asAdministrator().get("/api/claim-policies/{sku}", sku).then().statusCode(200);
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as(LENA, "license-admin");
    }
}
