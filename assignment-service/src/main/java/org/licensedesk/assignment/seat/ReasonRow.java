package org.licensedesk.assignment.seat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;

/** Why a seat is held, as the API and the pages show it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReasonRow(ReasonType type, String source, LocalDate endsOn) {

    /** The reason as a person would put it. */
    public String words() {
        return type.words();
    }

    /** The page that tells more of it to an administrator, or null. */
    public String sourceHref() {
        return type.pageOf(source);
    }

    /** Whether that page tells others too. */
    public boolean toldToAll() {
        return type.isToldToAll();
    }
}
