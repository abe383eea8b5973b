package org.licensedesk.request.submission;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.catalogue.Kind;
import org.licensedesk.request.people.PersonRef;
import org.licensedesk.request.tracking.TrackedRequest;

/** One person asks for one product, or one package of them, for one beneficiary. Checks the rules of asking; what becomes of it is tracked elsewhere. */
record LicenseRequest(
        UUID id,
        Asked asked,
        String productName,
        AskedPackage askedPackage,
        PersonRef requester,
        PersonRef beneficiary,
        Extended extended) {
    /** A new request, unless something speaks against it. */
    static LicenseRequest submit(UUID id, Asked asked, Circumstances now) {
        if (now.productName() == null) {
            throw Refusal.notFound("There is no product or package " + asked.sku() + ".");
        }
        if (!now.requestable()) {
            throw Refusal.conflict("NOT_REQUESTABLE", now.productName() + " cannot be requested.");
        }
        if (now.ended()) {
            throw Refusal.conflict(
                    "SUBSCRIPTION_ENDED",
                    "The subscription of " + now.productName() + " has ended: nobody gets a seat of it any more.");
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
        if (now.extended() == null && now.excludedBy() != null) {
            throw excluded(now, forThemselves);
        }
        return new LicenseRequest(
                id, asked, now.productName(), now.askedPackage(), now.requester(), now.beneficiary(), now.extended());
    }

    /** The request as it is tracked from now on. */
    TrackedRequest tracked(Instant at) {
        return TrackedRequest.submitted(
                id,
                asked.sku(),
                productName,
                requester,
                beneficiary,
                asked.justification(),
                asked.endsOn(),
                asked.extended(),
                at,
                askedPackage == null ? Kind.PRODUCT : Kind.PACKAGE,
                askedPackage == null ? null : askedPackage.validDays(),
                askedPackage == null ? List.of() : askedPackage.tracked());
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
                extended == null ? null : new RequestSubmitted.Extension(extended.id(), extended.endsOn()),
                askedPackage);
    }

    private static Refusal alreadyHeld(Circumstances now, boolean forThemselves) {
        var who = forThemselves ? "You already hold " : now.beneficiary().name() + " already holds ";
        var what = now.askedPackage() == null ? now.productName() : "every part of " + now.productName();
        return Refusal.conflict("ALREADY_HELD", who + what + ".");
    }

    private static Refusal excluded(Circumstances now, boolean forThemselves) {
        return Refusal.conflict(
                "EXCLUDED",
                Rules.conflict(forThemselves ? null : now.beneficiary().name(), now.excludedBy(), now.productName()));
    }

    static Refusal alreadyOpen(Circumstances now, boolean forThemselves) {
        var who = forThemselves ? "You have" : now.beneficiary().name() + " has";
        var refusal = Refusal.conflict("ALREADY_REQUESTED", who + " an open request for " + now.productName() + ".");
        return now.openRequestIsTheirs() ? refusal.with("request", now.openRequest()) : refusal;
    }
}
