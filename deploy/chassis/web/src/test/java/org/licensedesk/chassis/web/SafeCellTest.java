package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeCellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "|calc",
                "  =1+1",
                "\u00a0=1",
                "\t=1+1",
                "\r=1+1",
                "\n=1",
                "\uFF1D1+1"
            })
    void whatLooksLikeAFormulaIsText(String typed) {
        assertThat(SafeCell.of(typed)).isEqualTo("'" + typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kevin Brown asked for Visio", "3", "", "a=b", "{\"a\":1}", "kevin@example.org"})
    void whatIsTextStaysAsItIs(String typed) {
        assertThat(SafeCell.of(typed)).isEqualTo(typed);
    }
}
