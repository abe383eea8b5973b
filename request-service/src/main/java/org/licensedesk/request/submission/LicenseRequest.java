package org.licensedesk.request.submission;

import java.util.UUID;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.people.PersonRef;

/** One person asks for one product for one beneficiary. Checks the rules of asking; what becomes of it is tracked elsewhere. */
record LicenseRequest(
        UUID id, Asked asked, String productName, PersonRef requester, PersonRef beneficiary, Extended extended) {
    /** A new request, unless something speaks against it. */
    static LicenseRequest submit(UUID id, Asked asked, Circumstances now) {
        if (now.productName() == null) {
            throw Refusal.notFound("There is no product " + asked.sku() + ".");
        }
        if (!now.requestable()) {
            throw Refusal.conflict("NOT_REQUESTABLE", now.productName() + " cannot be requested.");
        }
        var forThemselves = asked.beneficiaryOr(now.requester().email())
                .equals(now.requester().email());
        if (now.beneficiary() == null) {
            throw Refusal.invalid(
                    "beneficiary",
                    forThemselves
                            ? "You are not in the directory of people, so nobody could decide about it."
                            : "No active person has the address " + asked.beneficiary() + ".");
        }
        if (!now.mayAskForThem()) {
            throw Refusal.forbidden(
                    "NOT_YOUR_REPORT",
                    "You can ask for yourself and for people who report to you; "
                            + now.beneficiary().name() + " does not.");
        }
        if (now.extended() != null) {
            now.extended().mustBeExtendedBy(asked);
        } else if (now.holds()) {
            throw alreadyHeld(now, forThemselves);
        }
        if (now.openRequest() != null) {
            throw alreadyOpen(now, forThemselves);
        }
        return new LicenseRequest(id, asked, now.productName(), now.requester(), now.beneficiary(), now.extended());
    }

    RequestSubmitted submitted() {
        return new RequestSubmitted(
                id,
                asked.sku(),
                productName,
                requester,
                beneficiary,
                asked.justification(),
                asked.endsOn(),
                extended == null ? null : new RequestSubmitted.Extension(extended.id(), extended.endsOn()));
    }

    private static Refusal alreadyHeld(Circumstances now, boolean forThemselves) {
        var who = forThemselves ? "You already hold " : now.beneficiary().name() + " already holds ";
        return Refusal.conflict("ALREADY_HELD", who + now.productName() + ".");
    }

    static Refusal alreadyOpen(Circumstances now, boolean forThemselves) {
        var who = forThemselves ? "You have" : now.beneficiary().name() + " has";
        var refusal = Refusal.conflict("ALREADY_REQUESTED", who + " an open request for " + now.productName() + ".");
        return now.openRequestIsTheirs() ? refusal.with("request", now.openRequest()) : refusal;
    }
}
