package org.licensedesk.assignment.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Refusal;

class ObjectionsTest {
    private final Objections objections = new Objections();

    @Test
    void withoutAnObjectionWhatIsMadeIsGivenBack() {
        assertThat(objections.refuseOr(() -> "made")).isEqualTo("made");
    }

    @Test
    void whatIsWrongBeforeAndInTheMakingIsSaidAtOnce() {
        objections.add("price", "A price is a number.");

        assertThatThrownBy(() -> objections.refuseOr(() -> {
                    throw Refusal.invalid("name", "It needs a name.");
                }))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.fieldErrors().all())
                                .extracting(FieldErrors.Entry::field)
                                .containsExactly("price", "name"));
    }

    @Test
    void ofAFieldTheFirstObjectionCounts() {
        objections.add("price", "A price is a number.");

        assertThatThrownBy(() -> objections.refuseOr(() -> {
                    throw Refusal.invalid("price", "It needs a price.");
                }))
                .hasMessage("A price is a number.");
    }
}
