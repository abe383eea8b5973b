package org.licensedesk.chassis.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking. Being an approver, a manager or a holder is a matter of data and not known here. */
@RequestScoped
public class CurrentUser {

    /** The role of those who keep products, people and pools. */
    public static final String LICENSE_ADMIN = "license-admin";

    /** The role of those who read the whole history. */
    public static final String AUDITOR = "auditor";

    /** The role of services that claim for whoever uses them; they need not be persons of the directory. */
    public static final String CLAIM_AGENT = "claim-agent";

    private final SecurityIdentity identity;

    CurrentUser(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The email address that names this person everywhere, in lower case. */
    public String email() {
        if (identity.isAnonymous()) {
            throw new io.quarkus.security.UnauthorizedException();
        }
        return identity.getPrincipal().getName().strip().toLowerCase(Locale.ROOT);
    }

    /** The name to show: the token's, or else the email address. */
    public String name() {
        if (identity.getPrincipal() instanceof JsonWebToken token && token.getClaim("name") instanceof String name) {
            return name.isBlank() ? email() : name;
        }
        return email();
    }

    public boolean isAdministrator() {
        return hasRole(LICENSE_ADMIN);
    }

    public boolean isAuditor() {
        return hasRole(AUDITOR);
    }

    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }

    /** Whether anybody is signed in at all. */
    public boolean isSignedIn() {
        return !identity.isAnonymous();
    }
}
