package org.licensedesk.request.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    @ParameterizedTest
    @CsvSource({
        "40, 28, 0, 12 free",
        "40, 40, 3, 'all 40 taken, 3 waiting'",
        "40, 40, 0, all 40 taken",
        "1, 1, 2, 'the only seat is taken, 2 waiting'",
        "0, 0, 0, no seats bought yet",
        "0, 0, 5, 'no seats bought yet, 5 waiting'"
    })
    void seatsAreSaidInWords(int purchased, int used, int waiting, String words) {
        assertThat(new Product("X", "X", null, null, true, purchased, used, waiting).availability())
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GRACE     | no seats for now: the term has run out and is to be renewed
            SUSPENDED | no seats for now: the subscription is suspended
            ENDED     | no seats for now: the subscription has ended
            """)
    void noSeatIsPromisedWhereNoneIsGiven(String state, String words) {
        var product = new Product("X", "X", null, null, true, 5, 1, 0, state, List.of(), List.of());

        assertThat(product.free()).isZero();
        assertThat(product.availability()).isEqualTo(words);
        assertThat(Offer.of(product).outlook()).startsWith("No seats are given for now, since ");
    }
}
