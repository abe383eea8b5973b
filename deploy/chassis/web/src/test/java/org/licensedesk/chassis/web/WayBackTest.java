package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WayBackTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/requests/", "/requests/123?from=mail#seats", "/assignments/products/A%20B"})
    void aPathOfThisSiteIsFollowed(String back) {
        assertThat(WayBack.isPathOfThisSite(back)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "requests/",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/ok\r\nSet-Cookie: a=b",
                "/\t/evil.example",
                "/ä"
            })
    void everythingElseIsNot(String back) {
        assertThat(WayBack.isPathOfThisSite(back)).isFalse();
    }
}
