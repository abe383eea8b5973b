package org.licensedesk.request.submission;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;
import org.licensedesk.request.people.PersonRef;

/** A request was taken back before there was a seat. */
@EventType(value = "RequestWithdrawn", topic = "license.requests", aggregate = "request")
record RequestWithdrawn(
        UUID requestId, String sku, String productName, PersonRef requester, PersonRef beneficiary, String reason)
        implements OutgoingEvent {
    @Override
    @JsonIgnore
    public String aggregateId() {
        return requestId.toString();
    }
}
