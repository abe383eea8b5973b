package org.licensedesk.assignment.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.invitation.Invitation.State;

class InvitationClockTest {

    private static final Instant SENT = Instant.parse("2026-11-22T10:42:00Z");
    private static final Instant END = SENT.plus(Duration.ofDays(14));

    @Test
    void itCanBeAcceptedUntilTheVeryLastMicrosecondAndNotAtTheInstantItself() {
        Invitation invitation = anInvitation(State.OPEN);

        assertThat(invitation.isAcceptableAt(END.minusNanos(1_000))).isTrue();
        assertThat(invitation.isAcceptableAt(END)).isFalse();
        assertThat(invitation.stateAt(END.minusSeconds(1))).isEqualTo(State.OPEN);
        assertThat(invitation.stateAt(END)).isEqualTo(State.EXPIRED);
    }

    @Test
    void whatIsOverIsNotAcceptableAtAnyTime() {
        for (State state : State.values()) {
            assertThat(anInvitation(state).isAcceptableAt(SENT)).isEqualTo(state == State.OPEN);
        }
    }

    @Test
    void aYearOfHoldingCostsTwelveMonthsAndNothingAfterTheEnd() {
        Instant aYearLater = SENT.plus(Duration.ofDays(365));

        assertThat(anInvitation(State.OPEN).costUntil(SENT)).isEqualByComparingTo("0");
        assertThat(anInvitation(State.OPEN).costUntil(aYearLater)).isEqualByComparingTo("337.20");
        assertThat(anInvitation(State.EXPIRED).costUntil(aYearLater)).isEqualByComparingTo("12.93");
    }

    @Test
    void theTimeLeftIsSaidInTwoUnits() {
        assertThat(InvitationRow.left(Duration.ofDays(14))).isEqualTo("14 days 0 hours");
        assertThat(InvitationRow.left(Duration.ofHours(25))).isEqualTo("1 day 1 hour");
        assertThat(InvitationRow.left(Duration.ofMinutes(61))).isEqualTo("1 hour 1 minute");
        assertThat(InvitationRow.left(Duration.ofSeconds(59))).isEqualTo("less than a minute");
        assertThat(InvitationRow.left(Duration.ZERO)).isEqualTo("none");
    }

    private static Invitation anInvitation(State state) {
        boolean open = state == State.OPEN;
        return new Invitation(
                UUID.randomUUID(),
                "carla@studio.example",
                "PROJECT",
                "Project Plan 3",
                new BigDecimal("28.10"),
                "EUR",
                UUID.randomUUID(),
                UUID.randomUUID(),
                state,
                SENT,
                SENT,
                "lena.fischer@example.org",
                "Lena Fischer",
                null,
                null,
                END,
                open ? new byte[32] : null,
                null,
                0,
                state == State.ACCEPTED ? SENT : null,
                state == State.EXPIRED || state == State.WITHDRAWN ? END : null,
                "HELD",
                "SENT");
    }
}
