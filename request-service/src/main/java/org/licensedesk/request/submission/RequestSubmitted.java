package org.licensedesk.request.submission;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;
import org.licensedesk.request.people.PersonRef;

/** Somebody asked for a license, or for a package of them: then its id and name stand where those of a product do. */
@EventType(value = "RequestSubmitted", topic = "license.requests", aggregate = "request")
record RequestSubmitted(
        UUID requestId,
        String sku,
        String productName,
        PersonRef requester,
        PersonRef beneficiary,
        String justification,
        LocalDate endsOn,
        @JsonProperty("extends") Extension extended,
        @JsonProperty("package") AskedPackage askedPackage)
        implements OutgoingEvent {

    /** The request whose license is to last longer, and until when it lasts so far. */
    record Extension(UUID requestId, LocalDate endsOn) {}

    @Override
    @JsonIgnore
    public String aggregateId() {
        return requestId.toString();
    }
}
