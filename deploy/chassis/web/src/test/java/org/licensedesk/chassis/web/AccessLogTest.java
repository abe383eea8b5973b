package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessLogTest {

    @Test
    void aLineStaysOneLineWhateverWasSent() {
        assertThat(AccessLog.escaped("/a\r\nrefused 403 \u0000\u2028\u202e/b"))
                .isEqualTo("/a\\u000d\\u000arefused 403 \\u0000\\u2028\\u202e/b");
        assertThat(AccessLog.escaped("x".repeat(5000))).hasSize(300);
    }
}
