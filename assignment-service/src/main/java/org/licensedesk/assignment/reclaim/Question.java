package org.licensedesk.assignment.reclaim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;

/**
 * One holder is asked about one seat they do not use.
 *
 * @param note what there is to know of its outcome, or null
 */
record Question(
        UUID id,
        UUID campaignId,
        UUID seatId,
        String sku,
        String productName,
        Holder holder,
        String title,
        Instant since,
        LocalDate lastUsedOn,
        State state,
        boolean byDefault,
        Instant settledAt,
        String note,
        int days,
        LocalDate answerBy,
        Answer otherwise,
        boolean campaignOpen) {

    /** What became of it. */
    enum State {
        OPEN("no answer yet", "waiting"),
        KEPT("keeps it", "info"),
        RELEASED("released", "good"),
        /** The seat was gone before anybody said anything. */
        GONE("gone already", "quiet"),
        /** A group gives it, and a group alone takes it. */
        NOT_ASKED("not asked", "quiet");

        private final String words;
        private final String look;

        State(String words, String look) {
            this.words = words;
            this.look = look;
        }
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Its state as it stands in a list. */
    public String words() {
        return state.words + (byDefault ? ", without an answer" : "");
    }

    public String look() {
        return state.look;
    }

    public boolean isKept() {
        return state == State.KEPT;
    }

    /** What happens when nobody answers. */
    public boolean isLostOtherwise() {
        return otherwise == Answer.RELEASE;
    }
}
