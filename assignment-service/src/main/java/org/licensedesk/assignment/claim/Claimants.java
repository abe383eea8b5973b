package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import org.licensedesk.assignment.claim.ClaimLicense.Claimant;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** Who claims for whom: everybody for themselves, and a service with its role for anybody. */
@RequestScoped
class Claimants {

    private final ClaimLicense claimLicense;
    private final CurrentUser currentUser;

    Claimants(ClaimLicense claimLicense, CurrentUser currentUser) {
        this.claimLicense = claimLicense;
        this.currentUser = currentUser;
    }

    /** Whoever asks, for themselves. */
    Claimant self() {
        return named(null);
    }

    /** The person who is named; nobody named: whoever asks. */
    Claimant named(String email) {
        String own = currentUser.email();
        String asked = email == null || email.isBlank() ? own : email.strip().toLowerCase(Locale.ROOT);
        if (!asked.equals(own) && !currentUser.hasRole(CurrentUser.CLAIM_AGENT)) {
            throw Refusal.forbidden(
                    "NOT_FOR_OTHERS", "Only a service with the role claim-agent claims for somebody else.");
        }
        return new Claimant(claimLicense.person(asked).orElseThrow(() -> unknown(asked)), own);
    }

    private static Refusal unknown(String address) {
        Cause cause = new Cause(
                Cause.Code.UNKNOWN_PERSON,
                "There is nobody with the address " + address + " in the directory, so nothing can be given to them");
        return Refusal.conflict(cause.code().name(), cause.sentence() + ".")
                .with("outcome", "REFUSED")
                .with("cause", cause);
    }
}
