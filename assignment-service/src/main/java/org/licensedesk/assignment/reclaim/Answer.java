package org.licensedesk.assignment.reclaim;

import java.util.Arrays;
import org.licensedesk.chassis.web.Refusal;

/** What a holder says of a seat they do not use, or what is done when they say nothing. */
enum Answer {
    KEEP,
    RELEASE;

    /** What was typed or sent; there is no answer that nobody chose. */
    static Answer of(String field, String typed, String otherwise) {
        return Arrays.stream(values())
                .filter(answer -> typed != null && answer.name().equalsIgnoreCase(typed.strip()))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(field, otherwise));
    }
}
