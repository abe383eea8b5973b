package org.licensedesk.request.submission;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.tracking.RequestStatus;

/**
 * The request behind a license that is to last longer.
 *
 * @param endsOn the last day: as asked for, or the later one of an extension before this; of a package that says itself how long
 *     it is given, that of its seats; or null
 * @param beneficiary the address of whoever has the license, as it is today
 * @param isTheirs the asker may see it
 */
record Extended(
        UUID id,
        String sku,
        String productName,
        String beneficiary,
        RequestStatus status,
        LocalDate endsOn,
        boolean isTheirs) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** Refuses what is no extension of this license, however good a request it would be by itself. */
    void mustBeExtendedBy(Asked asked) {
        if (!asked.sku().equals(sku)) {
            throw Refusal.invalid("sku", "The request that you extend was for " + productName + ".");
        }
        if (!beneficiary.equals(asked.beneficiary())) {
            throw Refusal.invalid("beneficiary", "The license that you extend is somebody else's.");
        }
        if (status.isOpen()) {
            throw Refusal.conflict(
                    "NOTHING_TO_EXTEND",
                    "The request that you extend is still open; it can be extended when all is given.");
        }
        if (status != RequestStatus.ASSIGNED) {
            throw Refusal.conflict(
                    "NOTHING_TO_EXTEND",
                    "There is no license to extend: that request has led to none that is still held.");
        }
        if (endsOn == null) {
            throw Refusal.conflict("NOTHING_TO_EXTEND", "There is nothing to extend: the license has no end.");
        }
        if (!asked.endsOn().isAfter(endsOn)) {
            throw Refusal.invalid("endsOn", "It lasts until " + DAY.format(endsOn) + " already; choose a later day.");
        }
    }

    static Refusal unknown() {
        return Refusal.notFound("There is no such request to extend.");
    }

    static Refusal hidden() {
        return Refusal.hidden("There is no such request to extend.");
    }
}
