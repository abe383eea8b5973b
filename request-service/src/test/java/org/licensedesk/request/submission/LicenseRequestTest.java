package org.licensedesk.request.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.people.PersonRef;

class LicenseRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final PersonRef KEVIN = new PersonRef(UUID.randomUUID(), "kevin@example.org", "Kevin Brown");
    private static final PersonRef GRACE = new PersonRef(UUID.randomUUID(), "grace@example.org", "Grace Duval");

    @Test
    void aRequestSaysWhoAsksForWhomAndWhy() {
        var asked = new Asked("VISIO", "We need it for the migration.", KEVIN.email(), TODAY.plusDays(1), null);

        var submitted = LicenseRequest.submit(UUID.randomUUID(), asked, circumstances(GRACE, KEVIN))
                .submitted();

        assertThat(submitted.requester()).isEqualTo(GRACE);
        assertThat(submitted.beneficiary()).isEqualTo(KEVIN);
        assertThat(submitted.justification()).isEqualTo("We need it for the migration.");
        assertThat(submitted.endsOn()).isEqualTo(TODAY.plusDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "too short", "         short        ", "\n\n\t\u2003 9 letters \u2003"})
    void aJustificationHasAtLeastTenCharactersBesideBlanks(String typed) {
        assertThat(errorsOf(asking(typed)).of("justification")).isNotNull();
    }

    @Test
    void aJustificationHasAtMostTwoThousandCharacters() {
        asking("x".repeat(2_000)).check(TODAY);
        asking("🦆".repeat(2_000)).check(TODAY);

        assertThat(errorsOf(asking("x".repeat(2_001))).of("justification")).isNotNull();
    }

    @Test
    void whatTheDatabaseCouldNotKeepIsRefused() {
        assertThat(errorsOf(asking("long enough \u0000 for it")).of("justification"))
                .isNotNull();
        assertThat(errorsOf(asking("long enough \ud83e for it")).of("justification"))
                .isNotNull();
    }

    @Test
    void theLastDayLiesAhead() {
        assertThat(errorsOf(askingUntil(TODAY)).of("endsOn")).isNotNull();
        askingUntil(TODAY.plusDays(1)).check(TODAY);
    }

    @Test
    void aBeneficiaryIsNamedInAnyCase() {
        assertThat(asking("long enough for it", "  KEVIN@Example.org ").beneficiaryOr("x"))
                .isEqualTo("kevin@example.org");
    }

    @Test
    void whoeverIsNotInTheDirectoryCannotGetALicense() {
        var now = new Circumstances("Visio", null, true, false, KEVIN, null, false, false, null, null, false, null);

        assertThatThrownBy(() -> LicenseRequest.submit(UUID.randomUUID(), asking("long enough"), now))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not in the directory");
    }

    @Test
    void theFingerprintTellsContentsApart() {
        var one = asking("long enough for it");

        assertThat(one.fingerprint()).isEqualTo(asking("long enough for it").fingerprint());
        assertThat(one.fingerprint()).isNotEqualTo(asking("long enough for it ").fingerprint());
        assertThat(one.fingerprint()).isNotEqualTo(askingUntil(TODAY).fingerprint());
        assertThat(one.fingerprint())
                .isNotEqualTo(asking("long enough for it", "a@b").fingerprint());
    }

    private static FieldErrors errorsOf(Asked asked) {
        return catchThrowableOfType(Refusal.class, () -> asked.check(TODAY)).fieldErrors();
    }

    private static Circumstances circumstances(PersonRef requester, PersonRef beneficiary) {
        return new Circumstances(
                "Visio", null, true, false, requester, beneficiary, true, false, null, null, false, null);
    }

    private static Asked asking(String justification) {
        return new Asked("VISIO", justification, null, null, null);
    }

    private static Asked asking(String justification, String forWhom) {
        return new Asked("VISIO", justification, forWhom, null, null);
    }

    private static Asked askingUntil(LocalDate day) {
        return new Asked("VISIO", "long enough for it", null, day, null);
    }
}
