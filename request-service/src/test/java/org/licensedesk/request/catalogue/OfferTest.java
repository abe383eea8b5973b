package org.licensedesk.request.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OfferTest {
    @Test
    void aPackageCostsWhatItsPartsCostAndIsAsFreeAsTheScarcestOfThem() {
        var offer = packageOf(product("A", "14.00", "EUR", 10, 4, 0), product("B", "28.10", "EUR", 3, 3, 2));

        assertThat(offer.price()).isEqualTo(new Offer.Money(new BigDecimal("42.10"), "EUR"));
        assertThat(offer.purchased()).isEqualTo(3);
        assertThat(offer.free()).isZero();
        assertThat(offer.waiting()).isEqualTo(2);
        assertThat(offer.availability()).isEqualTo("seats of 1 of 2 are free, the others have a waiting list");
    }

    @Test
    void eurosAndDollarsAreNotAddedUp() {
        var offer = packageOf(product("A", "14.00", "EUR", 1, 0, 0), product("B", "28.10", "USD", 1, 0, 0));

        assertThat(offer.price()).isNull();
        assertThat(offer.prices()).extracting(Offer.Money::currency).containsExactly("EUR", "USD");
        assertThat(offer.availability()).isEqualTo("seats of all 2 are free");
    }

    @Test
    void aPartWhosePriceIsNotKnownLeavesThePriceOpen() {
        var offer = packageOf(product("A", "14.00", "EUR", 1, 1, 0), product("B", null, null, 0, 0, 0));

        assertThat(offer.price()).isNull();
        assertThat(offer.prices()).hasSize(1);
        assertThat(offer.availability()).isEqualTo("no seat of any part is free");
    }

    @Test
    void aPartThatWasNeverHeardOfIsThereAllTheSame() {
        var offer = Offer.of(new LicensePackage("P", "P", null, List.of("NEW"), null, false), Map.of());

        assertThat(offer.partNames()).isEqualTo("NEW");
        assertThat(offer.free()).isZero();
    }

    private static Offer packageOf(Product... parts) {
        return Offer.of(
                new LicensePackage(
                        "P", "P", null, Arrays.stream(parts).map(Product::sku).toList(), null, false),
                Arrays.stream(parts).collect(Collectors.toMap(Product::sku, Function.identity())));
    }

    private static Product product(String sku, String price, String currency, int purchased, int used, int waiting) {
        return new Product(
                sku, sku, price == null ? null : new BigDecimal(price), currency, true, purchased, used, waiting);
    }
}
