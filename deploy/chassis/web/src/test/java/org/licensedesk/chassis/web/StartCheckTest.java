package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartCheckTest {

    private static final String SESSION = "0123456789abcdef0123456789abcdef";
    private static final String STATE = "fedcba9876543210fedcba9876543210";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://localhost:8080/oidc",
                "https://localhost/oidc",
                "http://login.example.org",
                "https://127.0.0.1/oidc",
                "login"
            })
    void theLocalProviderIsRefusedInProduction(String provider) {
        assertThat(StartCheck.objection(provider, SESSION, STATE)).isPresent();
    }

    @Test
    void shortOrEqualSecretsAreRefusedInProduction() {
        assertThat(StartCheck.objection("https://login.example.org", "short", STATE))
                .isPresent();
        assertThat(StartCheck.objection("https://login.example.org", SESSION, SESSION))
                .isPresent();
        assertThat(StartCheck.objection("https://login.example.org/realms/company", SESSION, STATE))
                .isEmpty();
    }
}
