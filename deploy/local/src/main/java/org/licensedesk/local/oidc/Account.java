package org.licensedesk.local.oidc;

import java.util.List;
import java.util.Locale;

/**
 * One person who can sign in.
 *
 * @param part what the person does in the story ("Her manager"), shown on the sign-in page; null for those who are not shown
 * @param roles what the person may do beyond what everybody may
 */
public record Account(String email, String name, String part, List<String> roles) {

    /** Checks and normalises. */
    public Account {
        email = email.strip().toLowerCase(Locale.ROOT);
        roles = roles == null ? List.of() : List.copyOf(roles);
    }
}
