package org.licensedesk.assignment.reclaim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Holders of seats without use are asked to keep or release, until a day; then what was chosen beforehand is done. */
record Campaign(
        UUID id,
        int days,
        LocalDate answerBy,
        Answer otherwise,
        State state,
        String startedBy,
        Instant startedAt,
        Instant endedAt,
        List<ReclaimEvent.Named> products,
        Tally tally) {

    enum State {
        OPEN,
        ENDED
    }

    /** How the questions stand. */
    record Tally(int open, int kept, int released, int gone, int notAsked) {

        public int asked() {
            return open + kept + released + gone;
        }

        public int settled() {
            return kept + released + gone;
        }
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Another one as soon as anything has moved. */
    public String version() {
        return Integer.toHexString(Objects.hash(state.name(), tally));
    }

    public boolean isReleasing() {
        return otherwise == Answer.RELEASE;
    }

    /** The products by name, in one phrase. */
    public String productNames() {
        return products.stream().map(ReclaimEvent.Named::productName).collect(Collectors.joining(", "));
    }
}
