package org.licensedesk.approval.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.approval.decision.LicensePackage;
import org.licensedesk.approval.decision.LicenseRequest;
import org.licensedesk.approval.decision.OpenCases;
import org.licensedesk.approval.decision.WithdrawCases;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Received;

/** What we read of request-service's events. */
final class RequestFacts {

    private RequestFacts() {}

    /** What we need of RequestSubmitted. */
    record RequestSubmitted(
            UUID requestId,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            String justification,
            LocalDate endsOn,
            @JsonProperty("extends") Extension extended,
            @JsonProperty("package") LicensePackage licensePackage) {}

    /** What we need of the request whose license is to last longer. */
    record Extension(UUID requestId, LocalDate endsOn) {
        LicenseRequest.Extended extended() {
            return new LicenseRequest.Extended(requestId, endsOn);
        }
    }

    /** What we need of RequestWithdrawn. */
    record RequestWithdrawn(UUID requestId, String reason) {}

    static OpenCases.Submission submission(Received<RequestSubmitted> submitted) {
        var body = submitted.body();
        return new OpenCases.Submission(
                new LicenseRequest(
                        body.requestId(),
                        body.sku(),
                        body.productName(),
                        body.requester(),
                        body.beneficiary(),
                        body.justification(),
                        body.endsOn(),
                        body.extended() == null ? null : body.extended().extended(),
                        submitted.envelope().time(),
                        body.licensePackage()),
                Origin.causedBy(submitted.envelope(), Origin.SYSTEM));
    }

    static WithdrawCases.Withdrawal withdrawal(Received<RequestWithdrawn> withdrawn) {
        return new WithdrawCases.Withdrawal(
                withdrawn.body().requestId(),
                withdrawn.envelope().time(),
                withdrawn.envelope().actor(),
                withdrawn.body().reason(),
                Origin.causedBy(withdrawn.envelope(), Origin.SYSTEM));
    }
}
