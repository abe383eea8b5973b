package org.licensedesk.assignment.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Origin;

/**
 * A request somebody said yes to.
 *
 * @param approvedAt when: the order of the waiting list
 * @param endsOn the last day it is wanted, or null
 */
public record ApprovedRequest(
        UUID requestId,
        String sku,
        String productName,
        Holder beneficiary,
        Instant approvedAt,
        LocalDate endsOn,
        Origin origin) {

    Grant grant() {
        return new Grant(
                requestId,
                ReasonType.REQUEST,
                requestId.toString(),
                sku,
                productName,
                beneficiary,
                approvedAt,
                endsOn,
                WhenFull.WAIT,
                origin);
    }
}
