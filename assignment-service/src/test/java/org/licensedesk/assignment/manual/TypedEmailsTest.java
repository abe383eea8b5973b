package org.licensedesk.assignment.manual;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedEmailsTest {

    @Test
    void addressesAreReadFromLinesColumnsAndRecipients() {
        assertThat(TypedEmails.in(
                        "ada@example.org\r\nomar@example.org\tgrace@example.org, lena@example.org;kevin@example.org"))
                .containsExactly(
                        "ada@example.org",
                        "omar@example.org",
                        "grace@example.org",
                        "lena@example.org",
                        "kevin@example.org");
    }

    @Test
    void theNameBesideAnAddressIsLeftOut() {
        assertThat(
                        TypedEmails.in(
                                "Brown, Kevin <kevin@example.org>; \"Ada Moreno\" <ada@example.org>, mailto:omar@example.org\n'lena@example.org'"))
                .containsExactly(
                        "Brown", "kevin@example.org", "ada@example.org", "omar@example.org", "lena@example.org");
    }

    @Test
    void aWordThatIsNoAddressIsNotSilentlyDropped() {
        assertThat(TypedEmails.in("kevin")).containsExactly("kevin");
    }

    @Test
    void nothingIsNobody() {
        assertThat(TypedEmails.in(" \n;, ")).isEmpty();
        assertThat(TypedEmails.in(null)).isEmpty();
    }
}
