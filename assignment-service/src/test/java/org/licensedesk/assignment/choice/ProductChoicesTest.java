package org.licensedesk.assignment.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ProductChoicesTest {

    @Inject
    ProductChoices choices;

    @Inject
    LedgerStory ledger;

    String visio;

    @BeforeEach
    void aProduct() {
        visio = ledger.aProduct(1);
    }

    @Test
    void aProductIsMeantByItsSkuItsNameOrBothAsTheFieldOffersThem() {
        String name = "Product " + visio;

        for (String typed : List.of(
                visio,
                name,
                name + " (" + visio + ")",
                " " + visio + " ",
                visio.toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT))) {
            assertThat(choices.chosen(List.of("", typed)).skus()).as(typed).containsExactly(visio);
        }
        assertThat(choices.labels(List.of(visio, "NONE"))).containsExactly(name + " (" + visio + ")", "NONE");
    }

    @Test
    void whatIsNoneIsNamedWithWhatItCouldBe() {
        var chosen = choices.chosen(List.of(visio, visio.substring(1)));

        assertThat(chosen.skus()).isEmpty();
        assertThat(chosen.objection())
                .isEqualTo("There is no product " + visio.substring(1) + ". Do you mean one of these: Product " + visio
                        + " (" + visio + ")?");
        assertThat(choices.chosen(List.of("%_")).objection()).isEqualTo("There is no product %_.");
        assertThat(choices.chosen(List.of(" ", "")).objection()).isNull();
    }

    @Test
    void ofSeveralWithOneNameTheSkuSaysWhichIsMeant() {
        String name = "Twin " + Ids.next() + " (EU)";
        String one = twin(name);
        String other = twin(name);

        assertThat(choices.chosen(List.of(name)).objection())
                .startsWith("Several products are called " + name)
                .contains(name + " (" + one + ")", name + " (" + other + ")");
        assertThat(choices.chosen(List.of(name + " (" + other + ")")).skus()).containsExactly(other);
    }

    private String twin(String name) {
        String sku = "TWIN_" + Ids.next();
        Tokens.as("lena.fischer@example.org", "license-admin")
                .contentType("application/json")
                .body(Map.of("name", name))
                .put("/api/products/{sku}", sku)
                .then()
                .statusCode(201);
        return sku;
    }
}
